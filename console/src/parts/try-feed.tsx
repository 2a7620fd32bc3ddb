import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { amount } from '../../../src/adapters/report/numbers.ts';
import type { FeedPost, MissingPost } from '../../../src/stages/serve/feed/feed-answer.ts';
import { place } from '../address.ts';
import { ask, may, Refusal } from '../api.ts';
import type { SystemFacts } from '../system-facts.ts';
import { AskPage, NotShown } from './ask-page.tsx';
import { Trouble } from './trouble.tsx';

interface Answer {
  readonly id: string;
  readonly version: string;
  readonly posts: readonly FeedPost[];
  readonly worth: Readonly<Record<string, number>>;
  readonly degraded?: string;
  readonly missing?: readonly MissingPost[];
}

/** Posts that are asked for, and those of them that a page shows. */
const ASKED = 100;
const SHOWN = 12;

/** The page of a reader; moving what heads are worth puts its posts in another order at once, in this browser. */
export function TryFeed({ of: { system } }: { readonly of: SystemFacts }) {
  const answer = useSignal<Answer | null>(null);
  const worth = useSignal<Readonly<Record<string, number>>>({});
  const trouble = useSignal<Refusal | null>(null);
  const { query } = place.value;
  const [reader, why] = [query.get('user') ?? '', query.get('why') ?? ''];
  const load = async (stop?: AbortSignal) => {
    const body = {
      system,
      k: ASKED,
      explain: true,
      ...(reader !== '' && { reader }),
      ...(why !== '' && { why: [why] }),
    };
    try {
      const found = await ask<Answer>('POST /v1/feed', body, stop);
      answer.value = found;
      worth.value = found.worth;
      trouble.value = null;
    } catch (error) {
      if (error instanceof Refusal) trouble.value = error;
    }
  };
  useEffect(() => {
    const stop = new AbortController();
    void load(stop.signal);
    return () => stop.abort();
  }, [system, reader, why]);
  const found = answer.value;
  const missing = found?.missing?.[0];
  return (
    <>
      <section class="card">
        <AskPage who="Reader" what="post" user={reader} why={why} />
        {trouble.value && <Trouble of={trouble.value} />}
        {missing !== undefined && (
          <NotShown id={missing.post} because={missing.because} step={missing.step} place={missing.place} />
        )}
        {found?.degraded !== undefined && <p class="attention">A plain page: {found.degraded}.</p>}
      </section>
      {found !== null && found.degraded === undefined && (
        <Worth
          system={system}
          now={found.worth}
          tried={worth.value}
          change={(next) => {
            worth.value = next;
          }}
          kept={() => void load()}
        />
      )}
      {found !== null && <Page of={found} worth={worth.value} reader={reader} />}
    </>
  );
}

interface WorthProps {
  readonly system: string;
  readonly now: Readonly<Record<string, number>>;
  readonly tried: Readonly<Record<string, number>>;
  readonly change: (worth: Readonly<Record<string, number>>) => void;
  readonly kept: () => void;
}

/** Sliders from the negative of twice what is usual to twice; and a way to let all pages go by them. */
function Worth({ system, now, tried, change, kept }: WorthProps) {
  const trouble = useSignal<Refusal | null>(null);
  const moved = Object.keys(now).some((head) => now[head] !== tried[head]);
  const largest = Math.max(...Object.values(now).map(Math.abs), 1e-9);
  const apply = async () => {
    try {
      await ask('POST /v1/admin/worth', { system, worth: tried, why: 'moved in the console' });
      trouble.value = null;
      kept();
    } catch (error) {
      if (error instanceof Refusal) trouble.value = error;
    }
  };
  return (
    <section class="card" aria-label="What heads are worth">
      <h2>What one of each is worth</h2>
      <div class="try">
        {Object.entries(tried).map(([head, value]) => {
          const most = 2 * Math.max(Math.abs(now[head] ?? 0), largest / 50);
          return (
            <label key={head}>
              {head} {amount(value)}
              <input
                type="range"
                min={-most}
                max={most}
                step={most / 50}
                value={value}
                onInput={(e) => change({ ...tried, [head]: Number(e.currentTarget.value) })}
              />
            </label>
          );
        })}
      </div>
      <p class="moves">
        <button type="button" disabled={!moved || !may('admin')} onClick={() => void apply()}>
          Let all pages go by it
        </button>
        <button type="button" class="quiet" disabled={!moved} onClick={() => change(now)}>
          As it is
        </button>
      </p>
      <p class="note">
        Moving a slider orders the posts below anew, without the server and without its last rules. Letting
        all pages go by it is noted in the journal; no training is needed.
      </p>
      {trouble.value && <Trouble of={trouble.value} />}
    </section>
  );
}

/** Posts by what they are worth, and how far each moved from the page that was answered. */
function Page({
  of: { posts, version, id, worth: now, degraded },
  worth,
  reader,
}: {
  readonly of: Answer;
  readonly worth: Readonly<Record<string, number>>;
  readonly reader: string;
}) {
  const same = degraded !== undefined || Object.keys(now).every((head) => now[head] === worth[head]);
  const valued = posts.map((post, before) => ({
    post,
    before,
    value: same ? post.value : worthOf(post, worth),
  }));
  const ordered = same ? valued : valued.toSorted((a, b) => b.value - a.value);
  return (
    <section class="card">
      <ol class="slate" aria-label={reader === '' ? 'Page of somebody new' : `Page of ${reader}`}>
        {ordered.slice(0, SHOWN).map(({ post, before, value }, i) => (
          <li key={post.post}>
            <span class="place">{i + 1}</span>
            <strong>
              {post.post} {!same && <Move from={before} to={i} />}
            </strong>
            <span class="place">{amount(value)}</span>
            <span class="why">
              by {post.source}
              {Object.entries(post.heads)
                .filter(([head]) => worth[head] !== undefined)
                .map(([head, x]) => ` · ${head} ${amount(x)}`)
                .join('')}
            </span>
          </li>
        ))}
      </ol>
      {posts.length === 0 && <p class="note">There is nothing to show.</p>}
      <p class="note">
        {version}, logged as {id}
      </p>
    </section>
  );
}

const worthOf = ({ heads }: FeedPost, worth: Readonly<Record<string, number>>): number =>
  Object.entries(worth).reduce((sum, [head, w]) => sum + w * (heads[head] ?? 0), 0);

const Move = ({ from, to }: { readonly from: number; readonly to: number }) =>
  from === to ? null : (
    <span class={from > to ? 'good' : 'bad'}>
      {from > to ? '↑' : '↓'}
      {Math.abs(from - to)}
    </span>
  );
