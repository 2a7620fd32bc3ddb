import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../src/contracts/kernels.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { openPairwise } from '../../src/learn/factors/pairwise-scores.ts';
import { bpr } from '../../src/retrievers/bpr.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { madeEvents, queryOf } from '../learn/factors/made-events.ts';

interface Golden {
  readonly peer: string;
  readonly factors: number;
  readonly rate: number;
  readonly penalty: number;
  readonly users: readonly number[];
  readonly items: readonly number[];
  readonly steps: readonly (readonly [number, number, number])[];
  readonly after: { readonly users: readonly number[]; readonly items: readonly number[] };
  readonly past: readonly number[];
  readonly rivals: readonly number[];
  readonly vector: readonly number[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/recommend/bpr.json'), 'utf8'),
);
const wasm = wasmKernels(1);

test.each([
  ['TypeScript', plainKernels],
  ['WebAssembly', wasm],
])(`steps by the kernel in %s are those of ${golden.peer}`, (_name, kernels) => {
  const { factors, rate, penalty, steps } = golden;
  const [users, items] = [kernels.f32(golden.users.length), kernels.f32(golden.items.length)];
  users.set(golden.users);
  items.set(golden.items);
  const [user, item, rival] = [0, 1, 2].map((k) => {
    const out = kernels.i32(steps.length);
    out.set(steps.map((step) => step[k]!));
    return out;
  });
  // In two pieces, as a fit does.
  for (const [from, to] of [
    [0, 90],
    [90, steps.length],
  ] as const)
    kernels.call.rankPairs(
      ...([from, to, user!, item!, rival!, users, items, 4] as const),
      ...([factors, rate, penalty] as const),
    );
  users.forEach((v, i) => {
    expect(v).toBeCloseTo(golden.after.users[i]!, 5);
  });
  items.forEach((v, i) => {
    expect(v).toBeCloseTo(golden.after.items[i]!, 5);
  });
});

test(`the vector of a past is the best that ${golden.peer} finds, and its events add up to what they pull`, () => {
  const { factors, penalty, past, rivals, after } = golden;
  const table = Float32Array.from(after.items);
  const open = openPairwise(
    {
      facts: { items: table.length / 4, factors, regularisation: penalty },
      arrays: { factors: table, rivals: Int32Array.from(rivals) },
    },
    plainKernels,
  );
  const query = {
    length: past.length,
    item: Int32Array.from(past),
    weight: new Float32Array(past.length).fill(1),
    at: new Float64Array(past.length),
    now: Number.NaN,
    context: {},
  };
  const vector = new Float32Array(4);
  expect(open.vectors!.ofQuery(query, bareCatalogue(9), vector)).toBe(true);
  expect(vector[factors]).toBe(1);
  golden.vector.forEach((v, j) => {
    expect(vector[j]).toBeCloseTo(v, 4);
  });
  // The vector is what past and rivals pull at it; without the rivals it is what `because` divides.
  const part = new Float32Array(past.length);
  const scores = (of: number) => table.subarray(4 * of, 4 * of + factors);
  const slope = (i: number, j: number): number => {
    const value = (k: number) => scores(k).reduce((s, v, f) => s + v * vector[f]!, table[4 * k + factors]!);
    return 1 / (1 + Math.exp(value(i) - value(j)));
  };
  const others = rivals.filter((j) => !past.includes(j));
  for (let of = 0; of < 9; of++) {
    open.because!(query, of, part);
    past.forEach((i, e) => {
      const pull = others.reduce((sum, j) => sum + slope(i, j), 0) / (past.length * others.length);
      const product = scores(i).reduce((s, v, f) => s + v * scores(of)[f]!, 0);
      expect(part[e]).toBeCloseTo((pull * product) / penalty, 3);
    });
  }
});

test('both kernels learn the same to the last bit; the past comes before what was not met', async () => {
  const events = madeEvents(60, 40, 8, 7);
  const set = { events, catalogue: bareCatalogue(40), users: null };
  const params = { factors: 6, rate: 0.05, regularisation: 0.01, epochs: 60 };
  const state = await bpr.fit(set, params, { ...quietRun(), kernels: wasm });
  expect(await bpr.fit(set, params, quietRun())).toEqual(state);
  const open = bpr.open(state);
  const scores = new Float32Array(40);
  let [before, pairs] = [0, 0];
  for (let u = 0; u < events.users; u++) {
    const query = queryOf(events, u);
    open.score(query, set.catalogue, scores);
    const met = new Set(query.item.filter((_, e) => query.weight[e]! > 0));
    for (const i of met)
      for (let j = 0; j < 40; j++)
        if (!query.item.includes(j)) {
          before += Number(scores[i]! > scores[j]!);
          pairs++;
        }
  }
  expect(before / pairs).toBeGreaterThan(0.85);
});
