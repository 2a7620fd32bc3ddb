import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Refusal } from '../api.ts';
import { Trouble } from './trouble.tsx';

/** Where a browser remembers who sits at it. */
const REMEMBERED = 'millwright-who';

/** Asks who does something and why, before it is done; both go into the history. Escape leaves it. */
export function WhoWhy({
  children,
  action,
  go,
  done,
}: {
  /** What will happen. */
  readonly children: ComponentChildren;
  /** What the button says. */
  readonly action: string;
  readonly go: (by: string, why: string) => Promise<void>;
  readonly done: () => void;
}) {
  const trouble = useSignal<Refusal | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const [who, why] = form.current!.querySelectorAll('input');
    (who!.value === '' ? who : why)!.focus();
    form.current!.scrollIntoView({ block: 'nearest' });
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(form.current!);
    const [by, why] = ['by', 'why'].map((name) => String(given.get(name) ?? '').trim());
    localStorage.setItem(REMEMBERED, by!);
    try {
      await go(by!, why!);
      done();
    } catch (error) {
      trouble.value = error instanceof Refusal ? error : new Refusal(0, {});
    }
  };
  return (
    <form
      ref={form}
      class="confirm"
      aria-label={action}
      onSubmit={submit}
      onKeyDown={(e) => {
        if (e.key === 'Escape') done();
      }}
    >
      <p>{children}</p>
      <div class="who-why">
        <label>
          Who
          <input
            name="by"
            required
            maxLength={100}
            defaultValue={localStorage.getItem(REMEMBERED) ?? ''}
            placeholder="your name"
          />
        </label>
        <label>
          Why
          <input name="why" maxLength={200} placeholder="kept in the history" />
        </label>
      </div>
      <div class="moves">
        <button type="submit">{action}</button>
        <button type="button" class="quiet" onClick={done}>
          Leave it
        </button>
      </div>
      {trouble.value && <Trouble of={trouble.value} />}
    </form>
  );
}
