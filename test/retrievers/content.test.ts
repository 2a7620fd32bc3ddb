import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RetrievalSet } from '../../src/contracts/retriever.ts';
import { content } from '../../src/retrievers/content.ts';
import { type Catalogue, itemsOf } from '../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import type { ColumnType } from '../../src/table/schema.ts';
import { asked, eventsOf, fitted, opened, scored } from './retrieve.ts';

interface Case {
  likeness: number[][];
  scores: number[][];
}
const golden = JSON.parse(
  readFileSync(new URL('../golden/recommend/content.json', import.meta.url), 'utf8'),
) as {
  texts: (string | null)[];
  tags: (string | null)[];
  numbers: (number | null)[];
  histories: { item: number[]; weight: number[] }[];
  cases: { text: Case; tags: Case; number: Case };
};
const items = golden.texts.length;
const kinds = [...new Set(golden.tags)].filter((tags) => tags !== null);
const columns: Record<string, readonly [ColumnType, Column]> = {
  text: ['text', textColumn(golden.texts)],
  tags: [
    'nominal',
    categoryColumn(
      Int32Array.from(golden.tags, (tags) => (tags === null ? -1 : kinds.indexOf(tags))),
      kinds,
    ),
  ],
  number: ['continuous', numberColumn(Float64Array.from(golden.numbers, (n) => n ?? Number.NaN))],
};

const catalogueOf = (names: readonly string[], rows = items): Catalogue =>
  itemsOf({
    rows,
    schema: names.map((name) => ({ name, type: columns[name]![0] })),
    columns: new Map(names.map((name) => [name, columns[name]![1]])),
  });

const setOf = (names: readonly string[], events: Parameters<typeof eventsOf>[2] = []): RetrievalSet => ({
  events: eventsOf(20, items, events),
  catalogue: catalogueOf(names),
  users: null,
});

test.each(Object.entries(golden.cases))(
  'by %s alone items are as like as scikit-learn and numpy find them',
  async (name, expected) => {
    const open = await opened(content, setOf([name]), {});
    const out = new Float32Array(items);
    const near = (got: number | null, value: number): void => {
      if (value <= 1e-9) expect(got === null || got < 1e-6).toBe(true);
      else expect(got).toBeCloseTo(value, 4);
    };
    expected.likeness.forEach((row, item) => {
      open.similar!(item, catalogueOf([name]), out);
      row.forEach((likeness, other) => {
        near(out[other]! === -Infinity ? null : out[other]!, likeness);
      });
    });
    golden.histories.forEach(({ item, weight }, h) => {
      const query = asked(item, { weight: Float32Array.from(weight) });
      scored(open, query, catalogueOf([name])).forEach((score, other) => {
        near(score, expected.scores[h]![other]!);
      });
    });
  },
);

test('a column weighs by how well it tells what one user is for', async () => {
  // Users are for items of like length, whatever their words.
  const long = golden.numbers.map((n) => n !== null && n > 95);
  const events = Array.from({ length: 20 }, (_, user) =>
    long.flatMap((is, item) => (is === (user % 2 === 0) ? [[user, item, 1, item] as const] : [])),
  ).flat();
  const { facts } = await fitted(content, setOf(['number', 'text'], events), {});
  const weights = (facts.columns as unknown as { name: string; weight: number }[]).map(
    ({ weight }) => weight,
  );
  expect(weights[0]! + weights[1]!).toBeCloseTo(1, 12);
  expect(weights[0]).toBeGreaterThan(1.5 * weights[1]!);
  const left = await fitted(content, setOf(['number', 'text'], events), { leaveOut: ['number'] });
  expect(left.facts.columns).toMatchObject([{ name: 'text', weight: 1 }]);
});

test('an item that comes while it serves is found by its attributes', async () => {
  const set = setOf(['text', 'tags']);
  const early = { ...set, events: eventsOf(20, 5, []), catalogue: catalogueOf(['text', 'tags'], 5) };
  const open = await opened(content, early, {});
  expect(open.items).toBe(5);
  const before = scored(open, asked([1]), catalogueOf(['text', 'tags'], 5));
  const after = scored(open, asked([1]), catalogueOf(['text', 'tags'], 8));
  expect(after.slice(0, 5)).toEqual(before);
  // Item 7 is of the sea, and drama; item 5 shares nothing but "of the".
  expect(after[7]).toBeGreaterThan(after[5]!);
});
