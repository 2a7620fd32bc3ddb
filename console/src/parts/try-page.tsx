import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TryAnswer } from '../../../src/contracts/try-out.ts';
import { place } from '../address.ts';
import { ask, Refusal } from '../api.ts';
import type { SystemFacts } from '../system-facts.ts';
import { triedOf } from '../tried.ts';
import { AskPage, NotShown } from './ask-page.tsx';
import { Slate } from './slate.tsx';
import { Trouble } from './trouble.tsx';
import { TryControls } from './try-controls.tsx';
import { Winners } from './winners.tsx';
import '../plots.css';

/** A slider that is still moving asks for nothing. */
const REST_MS = 150;

/** The page of a user as a product would show it; what moves it stands beside, and what that does to pages that were asked for. */
export function TryPage({ of: { system, kind } }: { readonly of: SystemFacts }) {
  const answer = useSignal<TryAnswer | null>(null);
  const trouble = useSignal<Refusal | null>(null);
  const wanted = JSON.stringify(triedOf(place.value.query));
  const again = useSignal(0);
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      try {
        answer.value = await ask<TryAnswer>(
          `POST /v1/systems/${system}/try`,
          JSON.parse(wanted),
          stop.signal,
        );
        trouble.value = null;
      } catch (error) {
        if (error instanceof Refusal) trouble.value = error;
      }
    };
    const timer = setTimeout(() => void load(), answer.value === null ? 0 : REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [system, wanted, again.value]);
  const { query } = place.value;
  const [user, why] = [query.get('user') ?? '', query.get('why') ?? ''];
  const words = kind === 'feed' ? { who: 'Reader', what: 'post' } : { who: 'User', what: 'item' };
  const found = answer.value;
  const missing = found?.missing[0];
  return (
    <>
      <section class="card">
        <AskPage {...words} user={user} why={why} users={found?.users ?? []} />
        {trouble.value && <Trouble of={trouble.value} />}
        {missing !== undefined && (
          <NotShown id={missing.id} because={missing.because} step={missing.step} place={missing.place} />
        )}
        {why !== '' && found !== null && missing === undefined && (
          <p class="attention">{why} is on the page.</p>
        )}
      </section>
      {found === null ? (
        trouble.value === null && <p class="waiting">Loading …</p>
      ) : (
        <>
          <TryControls
            system={system}
            of={found}
            kept={() => {
              again.value++;
            }}
          />
          <Slate of={found} who={user} />
          <Winners of={found} system={system} />
        </>
      )}
    </>
  );
}
