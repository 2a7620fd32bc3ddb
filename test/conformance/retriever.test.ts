import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { packTensors, unpackTensors } from '../../src/contracts/pack.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import {
  NEVER,
  type OpenRetriever,
  type Query,
  type RetrievalSet,
  type Retriever,
} from '../../src/contracts/retriever.ts';
import { quietRun as plainRun, type Run } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import { type Failure, fail } from '../../src/errors/fail.ts';
import { roomForBest, topK } from '../../src/kernels/top-k.ts';
import { retrievers } from '../../src/retrievers/index.ts';
import { mostPopular } from '../../src/retrievers/most-popular.ts';
import type { Catalogue } from '../../src/table/catalogue.ts';
import {
  type Asked,
  askers,
  catalogueOf,
  foundInTen,
  queryOf,
  type RecommendWorld,
  recommendWorlds,
  taste,
  trainingSet,
} from '../worlds/recommend-worlds.ts';
import { expectNear } from './expect-near.ts';
import { quietRun } from './quiet-run.ts';
import { strangeSets } from './strange-sets.ts';

/** What every retriever of the room must keep to, whatever it is: chosen by its traits, never by its name. */
const USERS = 80;
const MORE = 12;
const set = trainingSet(taste, USERS, 4);
const { catalogue } = set;
const grown = catalogueOf(taste, catalogue.size + MORE);
/** Somebody's friend may have met what came after training. */
const friends = [queryOf([1, 8, 15]), queryOf([8, catalogue.size + 2])];
const ordinary: readonly Query[] = askers(taste, 12, 5).map(({ query }) => ({ ...query, friends }));
/** Histories that nobody would wish for. */
const odd: Record<string, Query> = {
  'one event': queryOf([3]),
  'one item many times': queryOf([7, 7, 7, 7, 7]),
  'all against': queryOf([1, 2, 3], [-1, -2, -0.5]),
  'for and against the same': queryOf([4, 4, 8], [1, -1, 1]),
  'seen, no more': queryOf([1, 5], [0, 0]),
  'an item that came after training': queryOf([2, catalogue.size + 3, 6]),
  'only an item that came after training': queryOf([catalogue.size + 3]),
  'no times': { ...queryOf([1, 2, 5]), at: new Float64Array(3).fill(Number.NaN), now: Number.NaN },
  'events after now': { ...queryOf([1, 2, 5]), now: 0 },
  'huge and tiny weights': queryOf([1, 2, 6], [1e30, 1e-30, 1]),
  'every item': queryOf([...Array(catalogue.size).keys()]),
  'friends who did nothing, or nothing that speaks for it': {
    ...queryOf([1]),
    friends: [queryOf([]), queryOf([2, 3, 2], [-1, 1, 1e30]), queryOf([3, 3], [1, -1])],
  },
  'friends of nobody knows when': {
    ...queryOf([1]),
    friends: [{ ...queryOf([2]), at: new Float64Array(1).fill(Number.NaN) }],
    now: Number.NaN,
  },
};
const nobody: Query = { ...queryOf([]), context: {} };

describe.each(retrievers.map((retriever) => ({ name: retriever.name, retriever })))(
  '$name',
  ({ retriever }) => {
    const { traits } = retriever;
    const { params, failures } = resolveParams(retriever.name, retriever.params, traits.quick ?? {});
    const learnFrom = async (of: RetrievalSet = set, run: Run = quietRun()): Promise<State> =>
      retriever.fit(of, params, run);
    // One fit for all tests that only look.
    let fitted: Promise<State> | undefined;
    const told: number[] = [];
    const progress = (fraction: number): number => told.push(fraction);
    const learned = (): Promise<State> => (fitted ??= learnFrom(set, { ...quietRun(), progress }));
    const opened = async (): Promise<OpenRetriever> => retriever.open(await learned());

    test('describes itself, and its parameters keep their rules', () => {
      expect(retriever.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(retriever.about).toMatch(/^[A-Z].*\.$/);
      expect(failures).toEqual([]);
      for (const given of [{}, ...(traits.grid ?? [])]) {
        const usual = resolveParams(retriever.name, retriever.params, given);
        expect(usual.failures).toEqual([]);
        expect(resolveParams(retriever.name, retriever.params, usual.params).failures).toEqual([]);
      }
      for (const [name, spec] of Object.entries(retriever.params))
        expect(spec.about, name).toMatch(/^[A-Z].*\.$/s);
    });

    test.each(recommendWorlds.filter((world) => world.foundBy(traits)))(
      'comes close to the truth of the world "$name"',
      async (world) => {
        const { train, blind, ideal, asked, all } = await drawn(world);
        const open = retriever.open(await retriever.fit(train, params, quietRun()));
        const found = mean(asked.map((one) => foundInTen(scores(open, one.query, all), one, world)));
        // 0 = no better than popularity, 1 = who knows the truth.
        expect((found - blind) / (ideal - blind)).toBeGreaterThan(world.share);
      },
    );

    test('its state is data: packed and unpacked it scores the same', async () => {
      const { facts, arrays } = await learned();
      const again = retriever.open({
        facts: JSON.parse(JSON.stringify(facts)),
        arrays: unpackTensors(packTensors(arrays)),
      });
      const first = await opened();
      expect(again.items).toBe(catalogue.size);
      for (const query of ordinary) expect(scores(again, query)).toEqual(scores(first, query));
    });

    test('learns the same from the same seed, on one thread or two', async () => {
      const kernels = wasmKernels(2);
      expect(await learnFrom(set, { ...quietRun(), kernels })).toEqual(await learned());
    });

    test('learns and scores alike by kernels in TypeScript, to rounding', async () => {
      const usual = await opened();
      const plain = retriever.open(await learnFrom(set, plainRun()));
      const laid = retriever.open(await learned(), quietRun().kernels);
      for (const query of ordinary) {
        expectNear(scores(laid, query), scores(usual, query), 1e-4);
        expectNear(scores(plain, query), scores(usual, query), 1e-2);
      }
    });

    test('changes neither its state nor what it is asked', async () => {
      const state = await learned();
      const before = structuredClone({ state, ordinary, set });
      const open = retriever.open(state);
      for (const query of ordinary) {
        scores(open, query);
        open.because?.(query, 5, new Float32Array(query.length));
      }
      open.similar?.(3, catalogue, new Float32Array(catalogue.size));
      expect({ state, ordinary, set }).toEqual(before);
    });

    test('the answer to a query does not hang on those before it', async () => {
      const open = await opened();
      const first = ordinary.map((query) => scores(open, query));
      for (const query of Object.values(odd)) scores(open, query, grown);
      expect(ordinary.toReversed().map((query) => scores(open, query))).toEqual(first.toReversed());
    });

    test('reads no more of a history than its length', async () => {
      const open = await opened();
      const query = ordinary[0]!;
      const { item, weight } = queryOf([...query.item, 1, 2, 3], [...query.weight, 9, Number.NaN, -3]);
      const at = Float64Array.from([...query.at, 0, 1e15, Number.NaN]);
      expect(scores(open, { ...query, item, weight, at })).toEqual(scores(open, query));
    });

    test.skipIf(traits.sequence)('does not look at the order of events', async () => {
      const open = await opened();
      for (const query of ordinary) {
        const turned = { ...query, item: query.item.toReversed(), at: query.at.toReversed() };
        expectNear(scores(open, turned), scores(open, query), 1e-4);
      }
    });

    test.skipIf(traits.tier === 'baseline')('a new event changes the answer without training', async () => {
      const open = await opened();
      const { item } = ordinary[0]!;
      const other = [...Array(catalogue.size).keys()].findLast((i) => !item.includes(i))!;
      expect(scores(open, queryOf([...item, other]))).not.toEqual(scores(open, queryOf([...item])));
    });

    test('never says NaN, whatever the history', async () => {
      const open = await opened();
      for (const [what, query] of Object.entries({ ...odd, nobody }))
        for (const score of scores(open, query, grown)) expect(score, what).toSatisfy(isScore);
      const usual = scores(open, ordinary[0]!);
      expect(usual.some(Number.isFinite)).toBe(true);
    });

    test('gives to nobody known what its traits say', async () => {
      const open = await opened();
      expect(scores(open, nobody).some(Number.isFinite)).toBe(traits.coldUsers === true);
    });

    test('takes a catalogue that has grown: others score as before, and new ones as its traits say', async () => {
      const open = await opened();
      let some = 0;
      for (const query of ordinary) {
        const wide = scores(open, query, grown);
        expect(wide.slice(0, catalogue.size)).toEqual(scores(open, query));
        some += wide.slice(catalogue.size).filter(Number.isFinite).length;
      }
      expect(some > 0).toBe(traits.coldItems === true);
    });

    test('tells few items what it tells all', async ({ skip }) => {
      const open = await opened();
      if (open.sparse === undefined) return skip();
      for (const query of [...ordinary, ...Object.values(odd), nobody]) {
        const item = new Int32Array(grown.size).fill(-1);
        const score = new Float32Array(grown.size).fill(Number.NaN);
        const count = open.sparse(query, grown, item, score);
        const out = new Float32Array(grown.size).fill(NEVER);
        for (let i = 0; i < count; i++) {
          expect(out[item[i]!]).toBe(NEVER);
          expect(score[i]).not.toBe(NEVER);
          out[item[i]!] = score[i]!;
        }
        expect(out).toEqual(scores(open, query, grown));
      }
    });

    test('tells the best of its scores, to the last bit', async ({ skip }) => {
      const open = await opened();
      if (open.best === undefined) return skip();
      const excluded = new Uint8Array(grown.size);
      for (const query of [...ordinary, ...Object.values(odd), nobody])
        for (const k of [1, 3, 10, grown.size]) {
          excluded.fill(0);
          for (const item of query.item) if (item % 2 === 0) excluded[item] = 1;
          const [got, wanted] = [roomForBest(k), roomForBest(k)];
          topK(scores(open, query, grown), grown.size, excluded, wanted);
          open.best(query, grown, excluded, got);
          expect(got).toEqual(wanted);
        }
    });

    test('its scores are the products of its vectors', async ({ skip }) => {
      const { vectors, ...open } = await opened();
      if (vectors === undefined) return skip();
      expect(vectors.ofItems.length).toBe(open.items * vectors.size);
      const vector = new Float32Array(vectors.size);
      expect(ordinary.every((query) => vectors.ofQuery(query, catalogue, vector))).toBe(true);
      for (const query of [...ordinary, nobody, ...Object.values(odd)]) {
        if (!vectors.ofQuery(query, catalogue, vector)) continue;
        const products = Float32Array.from({ length: open.items }, (_, i) =>
          vector.reduce((sum, v, f) => sum + v * vectors.ofItems[i * vectors.size + f]!, 0),
        );
        expectNear(scores(open, query), products, 1e-4);
      }
    });

    test('knows what is like an item', async ({ skip }) => {
      const { similar } = await opened();
      if (similar === undefined) return skip();
      const out = new Float32Array(grown.size).fill(Number.NaN);
      for (const item of [0, 17, catalogue.size - 1, grown.size - 1]) {
        similar(item, grown, out);
        expect(out.every(isScore)).toBe(true);
        if (item < catalogue.size || traits.coldItems) expect(out.some(Number.isFinite)).toBe(true);
        else expect(out.every((score) => score === NEVER)).toBe(true);
      }
    });

    test('tells which events an item comes from', async ({ skip }) => {
      const { because, ...open } = await opened();
      if (because === undefined) return skip();
      for (const query of [...ordinary, ...Object.values(odd)]) {
        const top = indexOfMost(scores(open, query));
        const out = new Float32Array(query.length + 1).fill(7);
        because(query, top, out);
        expect(out.subarray(0, query.length).every(Number.isFinite)).toBe(true);
        expect(out[query.length]).toBe(7);
        if (ordinary.includes(query)) expect(out.subarray(0, query.length).some((v) => v !== 0)).toBe(true);
      }
    });

    test.skipIf(traits.needs.includes('time'))('learns from events of which nobody knows when', async () => {
      const open = retriever.open(await learnFrom(trainingSet(taste, USERS, 4, false)));
      for (const query of ordinary) expect(scores(open, query).every(isScore)).toBe(true);
    });

    test.each(Object.entries(strangeSets()))('learns from %s', async (_name, strange) => {
      const open = retriever.open(await learnFrom(strange));
      expect(open.items).toBe(strange.catalogue.size);
      for (const query of [nobody, queryOf([0]), queryOf([0, 1, 0])])
        expect(scores(open, query, strange.catalogue).every(isScore)).toBe(true);
    });

    test('stops with train/cancelled, and tells its progress in 0..1', async () => {
      const cancelled = fail('train/cancelled', { what: 'The test' });
      const stop: Run = {
        ...quietRun(),
        checkCancelled() {
          throw cancelled;
        },
      };
      await expect((async () => learnFrom(set, stop))()).rejects.toSatisfy(
        (e) => (e as Failure).code === 'train/cancelled',
      );
      await learned();
      expect(told.every((f) => f >= 0 && f <= 1)).toBe(true);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
    });
  },
);

const isScore = (score: number): boolean => score === NEVER || Number.isFinite(score);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const indexOfMost = (values: Float32Array): number => values.indexOf(values.reduce((a, b) => Math.max(a, b)));

function scores(open: Pick<OpenRetriever, 'score'>, query: Query, of: Catalogue = catalogue): Float32Array {
  const out = new Float32Array(of.size).fill(Number.NaN);
  open.score(query, of, out);
  return out;
}

/** A world to learn from, whom to ask, and what popularity and the truth itself find: the same for all retrievers. */
async function draw(world: RecommendWorld) {
  const train = trainingSet(world, 400, 1);
  const asked = askers(world, 100, 2);
  const all = catalogueOf(world, world.all);
  const found = (said: (one: Asked) => Float32Array): number =>
    mean(asked.map((one) => foundInTen(said(one), one, world)));
  const popular = mostPopular as Retriever;
  const { params } = resolveParams(popular.name, popular.params, {});
  const open = popular.open(await popular.fit(train, params, quietRun()));
  const blind = found((one) => scores(open, one.query, all));
  return { train, asked, all, blind, ideal: found((one) => Float32Array.from(one.wants)) };
}

const made = new Map<RecommendWorld, ReturnType<typeof draw>>();
const drawn = (world: RecommendWorld): ReturnType<typeof draw> => {
  const known = made.get(world) ?? draw(world);
  made.set(world, known);
  return known;
};
