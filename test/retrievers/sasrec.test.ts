import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sasRec } from '../../src/retrievers/sasrec.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { asked, eventsOf, fitted, scored } from './retrieve.ts';

type State = Parameters<typeof sasRec.open>[0];
const golden = JSON.parse(
  readFileSync(new URL('../golden/recommend/sasrec.json', import.meta.url), 'utf8'),
) as {
  facts: State['facts'];
  arrays: Record<string, number[]>;
  histories: number[][];
  scores: number[][];
};

test('scores as the same network in numpy does', () => {
  const arrays = Object.fromEntries(
    Object.entries(golden.arrays).map(([name, values]) => [name, Float32Array.from(values)]),
  );
  const open = sasRec.open({ facts: golden.facts, arrays });
  golden.histories.forEach((history, h) => {
    scored(open, asked(history)).forEach((score, item) => {
      expect(score).toBeCloseTo(golden.scores[h]![item]!, 4);
    });
  });
});

// Users go round a ring of six items.
const events = eventsOf(
  30,
  6,
  Array.from({ length: 240 }, (_, i) => [i % 30, (i + Math.floor(i / 30)) % 6, 1, i] as const),
);
const quick = { ...sasRec.traits.quick, heads: 2, negatives: 4, epochs: 40, patience: 40, batchSize: 8 };

test('looks at the last items that the user is for, in their order', async () => {
  const open = sasRec.open((await fitted(sasRec, events, quick)) as State);
  const best = (history: readonly number[], weights?: readonly number[]): number => {
    const query = asked(history, weights && { weight: Float32Array.from(weights) });
    const scores = scored(open, query).map((score) => score ?? -Infinity);
    return scores.indexOf(Math.max(...scores));
  };
  expect([0, 1, 2, 3, 4, 5].map((item) => best([item, (item + 1) % 6]))).toEqual([2, 3, 4, 5, 0, 1]);
  expect(best([3, 4, 0, 1], [1, 1, -1, 0])).toBe(5);
});

test('goes on from a state, with items that came since', async () => {
  const before = await fitted(sasRec, events, { ...quick, epochs: 2 });
  const wider = { events: { ...events, items: 8 }, catalogue: bareCatalogue(8), users: null };
  const still = { ...quick, learningRate: 1e-6, epochs: 1 };
  const after = await fitted(sasRec, { ...wider, start: before }, still);
  const table = (state: typeof before) => state.arrays['items/table']!;
  expect(table(after).length).toBe(9 * 16);
  table(before)
    .subarray(0, 6 * 16)
    .forEach((value, i) => {
      expect(table(after)[i]).toBeCloseTo(value, 3);
    });
});
