import { expect, test } from 'vitest';
import { tryExperiment } from '../../examples/news-feed/world/experiment.ts';
import { inOrder } from '../../examples/news-feed/world/in-order.ts';
import type { FeedRequest, RankerMaker } from '../../examples/news-feed/world/ranker.ts';
import { referenceRankers } from '../../examples/news-feed/world/reference-rankers.ts';
import { SHOWN_FOR_MS } from '../../examples/news-feed/world/town.ts';
import { prepareGround, tryRanker } from '../../examples/news-feed/world/trial.ts';
import {
  compareRankers,
  interval,
  ORACLE,
  times,
  UNREAD_ORACLE,
} from '../../examples/news-feed/world/value.ts';
import type { VisibleTown } from '../../examples/news-feed/world/visible.ts';
import type { FeedEvent } from '../../examples/news-feed/world/visit.ts';
import { random } from '../../src/kernels/random.ts';

const ground = prepareGround({ size: 'tiny', seed: 2 });

/** Remembers all that it is given, and shows the newest first. */
function spy(): RankerMaker & {
  seen: { visible?: VisibleTown; requests: FeedRequest[]; observed: FeedEvent[][] };
} {
  const seen: { visible?: VisibleTown; requests: FeedRequest[]; observed: FeedEvent[][] } = {
    requests: [],
    observed: [[]],
  };
  return {
    name: 'spy',
    seen,
    start(visible) {
      seen.visible = visible;
      return {
        order(request) {
          seen.requests.push(request);
          seen.observed.push([]);
          return request.candidates.map((_, i) => request.candidates.length - 1 - i);
        },
        observe: (event) => seen.observed.at(-1)!.push(event),
      };
    },
  };
}

test('a ranker sees what a product sees, and nothing of the future', async () => {
  const maker = spy();
  await tryRanker(ground, maker);
  const { visible, requests, observed } = maker.seen;
  const known = JSON.stringify([visible, requests[0], observed.flat()[0]], (_key, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
  for (const hidden of [
    'appeal',
    'quality',
    'clickbait',
    'interest',
    'activity',
    'depth',
    'liking',
    'outlook',
    'parameters',
  ])
    expect(known).not.toContain(`"${hidden}"`);
  expect(visible!.posts.every((post) => post.publishedAt < requests[0]!.at)).toBe(true);
  for (const [i, { at, candidates, reader }] of requests.entries()) {
    const ages = candidates.map((post) => at - post.publishedAt);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThan(SHOWN_FOR_MS);
    // What happened before this request, since the one before it.
    expect(observed[i]!.every((event) => event.at < at)).toBe(true);
    expect(reader).toEqual(visible!.readers[reader.index]);
  }
  const shown = observed
    .flat()
    .filter(({ action }) => action === 'impression')
    .map((e) => `${e.reader} ${e.post}`);
  expect(new Set(shown).size).toBe(shown.length);
  expect(Object.isFrozen(requests[0]!.candidates[0])).toBe(true);
});

test('sessions are the same under every ranking, and one ranker earns the same twice', async () => {
  const [popular, chronological] = ['popular', 'chronological'].map(
    (name) => referenceRankers().find((r) => r.name === name)!,
  );
  const tried = await tryRanker(ground, popular!);
  expect(await tryRanker(ground, popular!)).toEqual(tried);
  const other = await tryRanker(ground, chronological!);
  expect(other.map((s) => s.session)).toEqual(tried.map((s) => s.session));
  expect(other).not.toEqual(tried);
});

test('nobody does as well as the oracle, and that which has not read the posts lies between', async () => {
  const standings = await compareRankers(referenceRankers(), { size: 'tiny', seeds: [2, 3] });
  const [unread, oracle] = standings.slice(-2);
  expect([unread!.name, oracle!.name]).toEqual([UNREAD_ORACLE, ORACLE]);
  expect(oracle!.regret.mean).toBe(0);
  for (const seed of [0, 1]) {
    expect(unread!.bySeed[seed]!).toBeLessThan(oracle!.bySeed[seed]!);
    for (const one of standings.slice(0, -2))
      expect(one.bySeed[seed]!, one.name).toBeLessThan(unread!.bySeed[seed]!);
  }
  const [random, popular] = ['random', 'recently popular'].map(
    (name) => standings.find((s) => s.name === name)!,
  );
  expect(popular!.value.mean).toBeGreaterThan(random!.value.mean);
});

test('a ranker that names a place twice, or one that there is not, is refused', async () => {
  const wrong = (places: number[]): RankerMaker => ({
    name: 'wrong',
    start: () => ({ order: () => places }),
  });
  await expect(tryRanker(ground, wrong([0, 0]))).rejects.toThrow('place 0');
  await expect(tryRanker(ground, wrong([100_000]))).rejects.toThrow('place 100000');
});

test('with fewer candidates all rankers get the same ones', async () => {
  const [a, b] = [spy(), spy()];
  await tryRanker(ground, a, { candidates: 50 });
  await tryRanker(ground, b, { candidates: 50 });
  const ids = ({ seen }: typeof a): string[] =>
    seen.requests.map(({ candidates }) => candidates.map((p) => p.id).join());
  expect(ids(a)).toEqual(ids(b));
  const sizes = a.seen.requests.map(({ candidates }) => candidates.length);
  expect(Math.max(...sizes)).toBeLessThan(90);
});

test('an experiment is judged by what is true of both rankers', async () => {
  const [random, popular] = ['random', 'recently popular'].map(
    (name) => referenceRankers().find((r) => r.name === name)!,
  );
  const { readers, truth, decisions } = await tryExperiment(ground, random!, popular!);
  expect(readers.first + readers.second).toBeLessThanOrEqual(ground.town.readers.count);
  expect(Math.min(readers.first, readers.second)).toBeGreaterThan(5);
  expect(truth.better).toBe('second');
  for (const { decision, right, pValue } of decisions) {
    expect(decision === 'undecided').toBe(pValue >= 0.05);
    expect(right).toBe(decision === 'undecided' ? null : decision === 'second');
  }
});

test('events wait until nothing earlier can come', () => {
  const told: number[] = [];
  const order = inOrder<{ at: number }>(({ at }) => told.push(at));
  const r = random(1);
  for (let now = 0; now < 500; now++) {
    order.tellUntil(now);
    for (let i = 0; i < 3; i++) order.add({ at: now + Math.floor(20 * r()) });
  }
  expect(told.length).toBeGreaterThan(1300);
  order.tellUntil(1e9);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told).toHaveLength(1500);
});

test('intervals are those of Student over the seeds; a ratio to nothing is none', () => {
  const { mean, low, high } = interval([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  // scipy.stats.t.interval(0.95, 4, 3, scipy.stats.sem([1, 2, 3, 4, 5]))
  expect(low).toBeCloseTo(1.0367568385, 8);
  expect(high).toBeCloseTo(4.9632431615, 8);
  const standing = (bySeed: number[]) => ({ name: '', bySeed }) as never;
  expect(times(standing([2, 4]), standing([1, 2]))!.mean).toBe(2);
  expect(times(standing([2, 4]), standing([1, 0]))).toBeNull();
});
