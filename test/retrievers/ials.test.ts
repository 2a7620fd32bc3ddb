import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../src/contracts/kernels.ts';
import { NEVER, type OpenRetriever } from '../../src/contracts/retriever.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import { type AlsState, openAls } from '../../src/learn/factors/als-scores.ts';
import { fitItemFactors } from '../../src/learn/factors/implicit-als.ts';
import { strengthsOf } from '../../src/learn/factors/strengths.ts';
import { ials } from '../../src/retrievers/ials.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { type Interactions, interactionsFrom } from '../../src/table/interactions.ts';
import { eventsOf, madeEvents, queryOf, type Triples } from '../learn/factors/made-events.ts';

interface Golden {
  readonly peer: string;
  readonly sets: Record<string, Triples>;
  readonly cases: readonly {
    readonly set: string;
    readonly strengthPower: number;
    readonly unobservedWeight: number;
    readonly regularisation: number;
    readonly regularisationExponent: number;
    readonly start: readonly number[];
    readonly fits: readonly {
      readonly iterations: number;
      readonly objective: number;
      readonly scores: readonly number[];
    }[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/recommend/ials.json'), 'utf8'),
);
const run = { ...quietRun(), kernels: wasmKernels(1) };
const usual = {
  factors: 8,
  unobservedWeight: 0.1,
  regularisation: 0.003,
  regularisationExponent: 1,
  strengthPower: 0,
  iterations: 5,
  deviation: 0.1,
};
const setOf = (events: Interactions, start?: State) => ({
  events,
  catalogue: bareCatalogue(events.items),
  users: null,
  ...(start === undefined ? {} : { start }),
});

/** The objective with users solved for the items' factors, in float64. */
function objectiveOf(events: Interactions, { facts, arrays }: AlsState, open: OpenRetriever): number {
  const { unobservedWeight, regularisation, regularisationExponent, size } = facts;
  const x = strengthsOf(events, facts.strengthPower);
  const penalty = (met: number, others: number): number =>
    regularisation * (met + unobservedWeight * others) ** regularisationExponent;
  const squares = (row: ArrayLike<number>): number => Array.from(row).reduce((sum, v) => sum + v * v, 0);
  const met = new Int32Array(x.items);
  const w = new Float32Array(size);
  const scores = new Float32Array(x.items);
  let sum = 0;
  for (let u = 0; u < x.users; u++) {
    const query = queryOf(events, u);
    if (!open.vectors!.ofQuery(query, bareCatalogue(x.items), w)) continue;
    open.score(query, bareCatalogue(x.items), scores);
    sum += unobservedWeight * squares(scores) + penalty(x.start[u + 1]! - x.start[u]!, x.items) * squares(w);
    for (let p = x.start[u]!; p < x.start[u + 1]!; p++) {
      sum += x.strength[p]! * (scores[x.item[p]!]! - 1) ** 2;
      met[x.item[p]!]! += 1;
    }
  }
  for (let i = 0; i < x.items; i++)
    sum += penalty(met[i]!, x.users) * squares(arrays.factors.subarray(i * size, (i + 1) * size));
  return sum;
}

describe(`objective and scores are those of exact solutions by ${golden.peer}`, () => {
  const fits = golden.cases.flatMap(({ fits, ...given }) => fits.map((fit) => ({ ...given, ...fit })));
  test.each(fits)('$set, power $strengthPower, $iterations iterations', ({ start, ...given }) => {
    const events = eventsOf(golden.sets[given.set]!);
    const x = strengthsOf(events, given.strengthPower);
    const learn = (steps: number) => {
      const { factors, spectrum } = fitItemFactors(x, Float32Array.from(start), 8, { ...given, steps }, run);
      const facts = { ...given, items: x.items, size: 8 } as unknown as AlsState['facts'];
      const state: AlsState = { facts, arrays: { factors, spectrum } };
      const open = openAls(state, run.kernels);
      return { open, objective: objectiveOf(events, state, open) };
    };
    const { open, objective } = learn(50);
    expect(objective / given.objective).toBeCloseTo(1, 5);
    expect(learn(3).objective / given.objective).toBeCloseTo(1, 2);
    if (given.iterations < 20) return;
    const out = new Float32Array(x.items);
    for (let u = 0; u < 3; u++) {
      open.score(queryOf(events, u), bareCatalogue(x.items), out);
      for (let i = 0; i < x.items; i++) expect(out[i]).toBeCloseTo(given.scores[u * x.items + i]!, 3);
    }
  });
});

const events = madeEvents(90, 70, 12, 5);

test('one thread, two and the kernels in TypeScript learn the same to the last bit', async () => {
  const one = await ials.fit(setOf(events), usual, run);
  expect(await ials.fit(setOf(events), usual, { ...run, kernels: wasmKernels(2) })).toEqual(one);
  expect(await ials.fit(setOf(events), usual, quietRun())).toEqual(one);
});

test('each iteration brings the objective down', async () => {
  const after = async (iterations: number): Promise<number> => {
    const state = await ials.fit(setOf(events), { ...usual, iterations }, run);
    return objectiveOf(events, state, ials.open(state, run.kernels));
  };
  const values = await Promise.all([1, 2, 4, 8, 16].map(after));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(values[4]).toBeLessThan(0.95 * values[0]!);
});

test('what each event did adds up to the score', async () => {
  const state = await ials.fit(setOf(events), { ...usual, strengthPower: 0.5 }, run);
  const open = ials.open(state);
  const scores = new Float32Array(events.items);
  for (let u = 0; u < 5; u++) {
    const query = queryOf(events, u);
    open.score(query, bareCatalogue(events.items), scores);
    const part = new Float32Array(query.length);
    for (let i = 0; i < events.items; i++) {
      open.because!(query, i, part);
      expect(part.reduce((a, b) => a + b, 0)).toBeCloseTo(scores[i]!, 4);
    }
  }
});

test('goes on from an earlier state, over more items too, and refuses one of another size', async () => {
  const long = { ...usual, iterations: 30 };
  const before = (await ials.fit(setOf(events), long, run)) as AlsState;
  const objective = (state: AlsState, of: Interactions) =>
    objectiveOf(of, state, ials.open(state, plainKernels));
  const on = (await ials.fit(setOf(events, before), { ...usual, iterations: 1 }, run)) as AlsState;
  expect(objective(on, events)).toBeLessThanOrEqual(objective(before, events) * 1.0001);
  const more = madeEvents(90, 75, 12, 5);
  const grown = (await ials.fit(setOf(more, before), { ...usual, iterations: 1 }, run)) as AlsState;
  expect(grown.arrays.factors.length).toBe(75 * 8);
  const refused = { code: 'train/start-unlike' };
  await expect(async () =>
    ials.fit(setOf(events, before), { ...usual, factors: 16 }, run),
  ).rejects.toMatchObject(refused);
  const fewer = madeEvents(90, 60, 12, 5);
  await expect(async () => ials.fit(setOf(fewer, before), usual, run)).rejects.toMatchObject(refused);
});

test('an item is most like itself; one that nobody met is like none', async () => {
  const lonely = { ...events, items: 71 };
  const state = await ials.fit(setOf(lonely), usual, run);
  const open = ials.open(state);
  const out = new Float32Array(72);
  open.similar!(4, bareCatalogue(72), out);
  expect(out[4]).toBeCloseTo(1, 5);
  expect(out.subarray(0, 70).every((s, i) => i === 4 || s < out[4]!)).toBe(true);
  expect([out[70], out[71]]).toEqual([0, NEVER]);
});

test('pairs that were not met weigh less where hardly any were met', async () => {
  const weightIn = async (items: number) => {
    const user = Int32Array.from({ length: 40 }, (_, e) => e % 20);
    const item = Int32Array.from({ length: 40 }, (_, e) => e % 10);
    const events = interactionsFrom(20, items, { user, item, at: null, weight: null });
    return (await ials.fit(setOf(events), { ...usual, unobservedWeight: 0.3 }, run)).facts.unobservedWeight;
  };
  // 20 pairs of 20 users: a tenth of all, and one in 2000.
  expect(await weightIn(10)).toBe(0.3);
  expect(await weightIn(2000)).toBeCloseTo(0.3 / 20, 12);
});
