import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { amount } from '../../../src/adapters/report/numbers.ts';
import type { SlateItem } from '../../../src/stages/serve/recommend/slate-answer.ts';
import { place } from '../address.ts';
import { ask, Refusal } from '../api.ts';
import type { SystemFacts } from '../system-facts.ts';
import { AskPage, NotShown } from './ask-page.tsx';
import { Trouble } from './trouble.tsx';

interface Answer {
  readonly id: string;
  readonly version: string;
  readonly items: readonly SlateItem[];
  readonly degraded?: string;
  readonly missing?: readonly {
    readonly item: string;
    readonly because: string;
    readonly step?: string;
    readonly place?: number;
  }[];
}

/** The page of a user as the product would get it, with the reasons; the user stands in the address. */
export function TrySlate({ of: { system } }: { readonly of: SystemFacts }) {
  const answer = useSignal<Answer | null>(null);
  const trouble = useSignal<Refusal | null>(null);
  const { query } = place.value;
  const [user, why] = [query.get('user') ?? '', query.get('why') ?? ''];
  const load = async (stop: AbortSignal) => {
    const body = {
      system,
      k: 10,
      explain: true,
      ...(user !== '' && { user }),
      ...(why !== '' && { why: [why] }),
    };
    try {
      answer.value = await ask<Answer>('POST /v1/recommend', body, stop);
      trouble.value = null;
    } catch (error) {
      if (error instanceof Refusal) trouble.value = error;
    }
  };
  useEffect(() => {
    const stop = new AbortController();
    void load(stop.signal);
    return () => stop.abort();
  }, [system, user, why]);
  const missing = answer.value?.missing?.[0];
  return (
    <section class="card">
      <AskPage who="User" what="item" user={user} why={why} />
      {trouble.value && <Trouble of={trouble.value} />}
      {missing !== undefined && (
        <NotShown id={missing.item} because={missing.because} step={missing.step} place={missing.place} />
      )}
      {answer.value !== null && (
        <>
          {answer.value.degraded !== undefined && (
            <p class="attention">A plain page: {answer.value.degraded}.</p>
          )}
          <ol class="slate" aria-label={user === '' ? 'Page of somebody new' : `Page of ${user}`}>
            {answer.value.items.map((item, i) => (
              <Entry key={item.item} of={item} at={i} />
            ))}
          </ol>
          {answer.value.items.length === 0 && <p class="note">There is nothing to show.</p>}
          <p class="note">
            {answer.value.version}, logged as {answer.value.id}
          </p>
        </>
      )}
    </section>
  );
}

/** An item, who brought it, what moved it, and how the steps moved it. */
function Entry({
  of: { item, score, source, explanation },
  at,
}: {
  readonly of: SlateItem;
  readonly at: number;
}) {
  const moved = (explanation?.contributions ?? []).slice(0, 3);
  const steps = (explanation?.steps ?? []).filter((s) => s.before !== s.after);
  const because = (explanation?.because ?? []).slice(0, 3);
  return (
    <li>
      <span class="place">{at + 1}</span>
      <strong>{item}</strong>
      <span class="place">{amount(score)}</span>
      <span class="why">
        by {source}
        {moved.length > 0 &&
          ` · ${moved.map((m) => `${m.feature} ${m.value < 0 ? '−' : '+'}${amount(Math.abs(m.value))}`).join(', ')}`}
        {because.length > 0 && ` · because of ${because.map((b) => b.item).join(', ')}`}
        {steps.length > 0 &&
          ` · ${steps.map((s) => `${s.step}: ${s.before + 1} → ${s.after < 0 ? 'out' : s.after + 1}`).join(', ')}`}
      </span>
    </li>
  );
}
