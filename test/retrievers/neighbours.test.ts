import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { itemKnn } from '../../src/retrievers/item-knn.ts';
import { userKnn } from '../../src/retrievers/user-knn.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { asked, eventsOf, fitted, opened, scored } from './retrieve.ts';

const golden = JSON.parse(
  readFileSync(new URL('../golden/recommend/neighbours.json', import.meta.url), 'utf8'),
) as {
  users: number;
  items: number;
  counts: number[][];
  likeness: { params: object; of: number[][] }[];
  histories: number[][];
  nearestUsers: { params: object; scores: number[][] }[];
};
const { users, items } = golden;
const events = eventsOf(
  users,
  items,
  golden.counts.flatMap((row, user) =>
    row.flatMap((count, item) => (count === 0 ? [] : [[user, item, count, 0] as const])),
  ),
);

describe('item-knn', () => {
  test.each(golden.likeness)(
    'finds items as like as implicit and numpy do: $params',
    async ({ params, of }) => {
      const open = await opened(itemKnn, events, params);
      const out = new Float32Array(items);
      of.forEach((row, item) => {
        open.similar!(item, bareCatalogue(items), out);
        row.forEach((likeness, other) => {
          if (likeness === 0) expect(out[other]).toBe(-Infinity);
          else expect(out[other]! / likeness).toBeCloseTo(1, 5);
        });
      });
    },
  );

  test('keeps the most similar, and sums them over the past', async () => {
    const { of } = golden.likeness[0]!;
    const open = await opened(itemKnn, events, { similarity: 'cosine', shrink: 0, neighbours: 5 });
    const kept = of.map((row) => {
      const fifth = row.toSorted((a, b) => b - a)[4]!;
      return row.map((likeness) => (likeness >= fifth ? likeness : 0));
    });
    const sums = kept[3]!.map((likeness, other) => likeness + kept[7]![other]!);
    expect(scored(open, asked([3, 7]))).toEqual(
      sums.map((sum) => (sum === 0 ? null : Number(Math.fround(sum).toFixed(4)))),
    );
  });

  test('what the user is against counts against what is like it', async () => {
    const open = await opened(itemKnn, events, {});
    const both = scored(open, asked([0, 1], { weight: Float32Array.of(1, -1) }));
    const one = scored(open, asked([0]));
    const other = scored(open, asked([1]));
    both.forEach((score, item) => {
      const sum = (one[item] ?? 0) - (other[item] ?? 0);
      if (score === null) expect(sum).toBeLessThan(1e-3);
      else expect(score).toBeCloseTo(sum, 3);
    });
    expect(both.some((score) => score === null)).toBe(true);
    expect(both.some((score) => score !== null)).toBe(true);
  });
});

describe('user-knn', () => {
  test.each(golden.nearestUsers)(
    'sums what the nearest users are for, as numpy does: $params',
    async (expected) => {
      const open = await opened(userKnn, events, expected.params);
      golden.histories.forEach((history, i) => {
        const scores = scored(open, asked(history));
        expected.scores[i]!.forEach((score, item) => {
          if (score === 0) expect(scores[item]).toBe(null);
          else expect(scores[item]).toBeCloseTo(score, 4);
        });
      });
    },
  );

  test('keeps so many users, drawn by the seed', async () => {
    const state = (seed: number) => fitted(userKnn, events, { mostUsers: 20 }, seed);
    const { arrays } = await state(1);
    expect(arrays.start!.length).toBe(21);
    expect(await state(1)).toEqual(await state(1));
    expect(await state(2)).not.toEqual(await state(1));
  });
});

test.each([
  ['item-knn', itemKnn],
  ['user-knn', userKnn],
] as const)('%s: what each event did to a score adds up to it', async (_name, retriever) => {
  const open = await opened<never>(retriever, events, {});
  const query = asked([0, 4, 4, 9, 12]);
  const out = new Float32Array(query.length);
  scored(open, query).forEach((score, item) => {
    open.because!(query, item, out);
    expect(out.reduce((a, b) => a + b)).toBeCloseTo(score ?? 0, 3);
  });
});
