import { useSignal } from '@preact/signals';
import { Refusal, signIn } from '../api.ts';
import { Trouble } from './trouble.tsx';

/** Asks for a key, once: the server keeps the session in a cookie that no script reads. */
export function SignIn() {
  const trouble = useSignal<Refusal | null>(null);
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const key = new FormData(event.currentTarget as HTMLFormElement).get('key');
    busy.value = true;
    trouble.value = null;
    await signIn(String(key ?? '').trim()).catch((error: unknown) => {
      trouble.value = error instanceof Refusal ? error : new Refusal(0, {});
    });
    busy.value = false;
  };
  return (
    <main class="sign-in">
      <h1>Millwright</h1>
      <form onSubmit={submit}>
        <label for="key">Key of this server</label>
        <input id="key" name="key" type="password" autocomplete="current-password" required minLength={16} />
        <p class="note">
          The first <code>millwright serve</code> printed one. It is asked for once.
        </p>
        <button type="submit" disabled={busy.value}>
          Open the console
        </button>
        {trouble.value && <Trouble of={trouble.value} />}
      </form>
    </main>
  );
}
