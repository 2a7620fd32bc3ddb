import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { NEVER } from '../../src/contracts/retriever.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { ease } from '../../src/retrievers/ease.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import type { Interactions } from '../../src/table/interactions.ts';
import { eventsOf, madeEvents, queryOf, type Triples } from '../learn/factors/made-events.ts';

interface Golden {
  readonly peer: string;
  readonly sets: Record<string, Triples>;
  readonly cases: readonly {
    readonly set: string;
    readonly strengthPower: number;
    readonly regularisation: number;
    readonly weights: readonly number[];
    readonly scores: readonly number[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/recommend/ease.json'), 'utf8'),
);
const usual = { regularisation: 20, strengthPower: 0, kept: 2048 };

async function fitted(events: Interactions, params = usual, threads = 1) {
  const catalogue = bareCatalogue(events.items);
  const run = { ...quietRun(), kernels: wasmKernels(threads) };
  const state = await ease.fit({ events, catalogue, users: null }, params, run);
  return { state, open: ease.open(state), catalogue };
}

describe(`weights and scores are those of ${golden.peer}`, () => {
  test.each(golden.cases)('$set, power $strengthPower', async (given) => {
    const events = eventsOf(golden.sets[given.set]!);
    const { state, open, catalogue } = await fitted(events, { ...usual, ...given });
    expect(state.facts.form).toBe(given.set === 'few users' ? 'users' : 'all');
    const out = new Float32Array(events.items);
    for (let i = 0; i < events.items; i++) {
      open.similar!(i, catalogue, out);
      for (let j = 0; j < events.items; j++)
        expect(out[j]).toBeCloseTo(given.weights[i * events.items + j]!, 6);
    }
    for (let u = 0; u < 3; u++) {
      open.score(queryOf(events, u), catalogue, out);
      for (let j = 0; j < events.items; j++)
        expect(out[j]).toBeCloseTo(given.scores[u * events.items + j]!, 5);
    }
  });
});

describe('300 items, several blocks', () => {
  const events = madeEvents(400, 300, 30, 3);

  test('fit to the last bit alike on one thread, on two, and by the kernels in TypeScript', async () => {
    const one = await fitted(events);
    expect((await fitted(events, usual, 2)).state).toEqual(one.state);
    const plain = await ease.fit({ events, catalogue: one.catalogue, users: null }, usual, quietRun());
    expect(plain).toEqual(one.state);
  });

  test('its weights solve the normal equations: residuals are at right angles to all other items', async () => {
    const { state } = await fitted(events);
    const weight = (state.arrays as { weight: Float32Array }).weight;
    const n = events.items;
    const sums = new Map<number, Float64Array>();
    for (let u = 0; u < events.users; u++) {
      const row = new Float64Array(n);
      for (let e = events.start[u]!; e < events.start[u + 1]!; e++)
        row[events.item[e]!]! += events.weight[e]!;
      sums.set(
        u,
        row.map((s) => Number(s > 0)),
      );
    }
    let worst = 0;
    for (const j of [0, 129, 299]) {
      const gradient = new Float64Array(n);
      for (const x of sums.values()) {
        let residual = x[j]!;
        for (let i = 0; i < n; i++) residual -= x[i]! * weight[i * n + j]!;
        for (let i = 0; i < n; i++) gradient[i]! += x[i]! * residual;
      }
      for (let i = 0; i < n; i++)
        if (i !== j)
          worst = Math.max(worst, Math.abs(gradient[i]! - usual.regularisation * weight[i * n + j]!));
    }
    expect(worst).toBeLessThan(1e-4);
  });

  test('kept are the largest weights of each row, and no others count', async () => {
    const all = await fitted(events);
    const few = await fitted(events, { ...usual, kept: 20 });
    const [a, b] = [new Float32Array(300), new Float32Array(300)];
    for (const i of [0, 77, 299]) {
      all.open.similar!(i, all.catalogue, a);
      few.open.similar!(i, few.catalogue, b);
      const least = a.map(Math.abs).sort().at(-20)!;
      expect(b).toEqual(a.map((w) => (Math.abs(w) >= least ? w : 0)));
    }
  });
});

test.each([
  ['all', 60],
  ['kept', 60],
  ['users', 10],
])('%s: what each event did adds up to the score', async (form, users) => {
  const events = madeEvents(users, 40, 12, 5);
  const params = { ...usual, strengthPower: 0.5, kept: form === 'kept' ? 10 : 2048 };
  const { state, open, catalogue } = await fitted(events, params);
  expect(state.facts.form).toBe(form);
  const scores = new Float32Array(events.items);
  for (let u = 0; u < 5; u++) {
    const query = queryOf(events, u);
    open.score(query, catalogue, scores);
    const part = new Float32Array(query.length);
    for (let i = 0; i < events.items; i++) {
      open.because!(query, i, part);
      expect(part.reduce((a, b) => a + b, 0)).toBeCloseTo(scores[i]!, 5);
    }
  }
});

test('nobody is given anything of whom nothing speaks for an item, nor an item that came later', async () => {
  const events = madeEvents(60, 20, 5, 6);
  const { open } = await fitted(events);
  const grown = bareCatalogue(22);
  const out = new Float32Array(22);
  const query = queryOf(events, 0);
  open.score({ ...query, length: 0 }, grown, out);
  expect([...out]).toEqual(Array(22).fill(NEVER));
  open.score({ ...query, weight: query.weight.map(() => -1) }, grown, out);
  expect([...out]).toEqual(Array(22).fill(NEVER));
  const past = { ...query, item: Int32Array.of(21, 3), weight: Float32Array.of(1, 1), length: 2 };
  open.score(past, grown, out);
  expect(out.subarray(20)).toEqual(Float32Array.of(NEVER, NEVER));
  expect(out.subarray(0, 20).every(Number.isFinite)).toBe(true);
});

test('a penalty that rounds away beside the sums is told, not answered with noise', async () => {
  const same = {
    users: 2000,
    items: 3,
    user: [] as number[],
    item: [] as number[],
    strength: [] as number[],
  };
  for (let u = 0; u < 2000; u++)
    for (const item of [0, 1]) {
      same.user.push(u);
      same.item.push(item);
      same.strength.push(1e4);
    }
  const fit = fitted(eventsOf(same), { ...usual, regularisation: 0.1, strengthPower: 1 });
  await expect(fit).rejects.toMatchObject({ code: 'train/not-positive' });
});

test('a fit can be cancelled', async () => {
  const events = madeEvents(60, 20, 5, 6);
  const run = {
    ...quietRun(),
    checkCancelled: () => {
      throw new Error('stop');
    },
  };
  const set = { events, catalogue: bareCatalogue(20), users: null };
  await expect(async () => ease.fit(set, usual, run)).rejects.toThrow('stop');
});
