import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { range } from '../../../src/kernels/range.ts';
import { layOutClass, nearestRows } from '../../../src/learn/smote/class-rows.ts';
import { facetsOf } from '../../../src/learn/smote/facets.ts';
import { makeRows } from '../../../src/learn/smote/make-rows.ts';
import { matrix } from '../../../src/table/matrix.ts';

/** Neighbours by NumPy from the paper: test/golden/imbalance/make.py. */
const { smote: golden } = JSON.parse(
  readFileSync(new URL('../../golden/imbalance/imbalance.json', import.meta.url), 'utf8'),
) as {
  smote: {
    amounts: [number, number][];
    kind: number[];
    code: number[];
    neighbours: number[][];
    kinds: number[][];
    codes: number[][];
  };
};
const rows = golden.kind.length;
const columns = [
  { name: 'charges', source: 'charges' },
  { name: 'rate', source: 'rate' },
  ...[0, 1, 2].map((k) => ({ name: `plan=${k}`, source: 'plan' })),
  { name: 'city', source: 'city', cardinality: 3 },
];
// The 0 and 1 of one-hot encoding stand apart by their scale, as a z-score leaves them.
const x = matrix(
  rows,
  6,
  Float64Array.from([
    ...golden.amounts.map(([a]) => a),
    ...golden.amounts.map(([, b]) => b),
    ...[0, 1, 2].flatMap((k) => golden.kind.map((kind) => (kind === k ? 1.7 : -0.6))),
    ...golden.code,
  ]),
);
const facets = facetsOf(x, columns);
const all = range(rows);

test('amounts are told from kinds, and columns of one source stay together', () => {
  expect(facets).toEqual({ amounts: [0, 1], kinds: [[2, 3, 4], [5]] });
});

test('neighbours are those of the paper', () => {
  const laid = layOutClass(x, all, facets);
  golden.neighbours.forEach((expected, i) => {
    expect([...nearestRows(laid, i, all, 5)]).toEqual(expected);
  });
});

describe('a row that is made up', () => {
  const count = 300;
  const made = makeRows(x, all, facets, { count, neighbours: 5 }, random(5), quietRun());
  const at = (n: number, c: number): number => made.data[c * count + n]!;

  /** Rows between which and a neighbour this one lies. */
  const bases = (n: number): number[] =>
    [...all].filter((i) =>
      golden.neighbours[i]!.some((j) => {
        const [a, b] = golden.amounts[i]!;
        const [c, d] = golden.amounts[j]!;
        const share = (at(n, 0) - a) / (c - a);
        return share >= 0 && share <= 1 && Math.abs(at(n, 1) - (b + share * (d - b))) < 1e-9;
      }),
    );

  test('lies between a row and one of its neighbours, and has the kinds that most neighbours have', () => {
    for (let n = 0; n < count; n++) {
      const kind = [0, 1, 2].filter((k) => at(n, 2 + k) === 1.7);
      expect(kind).toHaveLength(1);
      const right = bases(n).filter(
        (i) => golden.kinds[i]!.includes(kind[0]!) && golden.codes[i]!.includes(at(n, 5)),
      );
      expect(right.length, `row ${n}`).toBeGreaterThan(0);
    }
  });

  test('comes of every row in turn', () => {
    const seen = new Set<number>();
    for (let n = 0; n < rows; n++) for (const i of bases(n)) seen.add(i);
    expect(seen.size).toBe(rows);
  });
});

test('where a value is missing, the row keeps its own; a class of one row is repeated', () => {
  const { NaN: none } = Number;
  const gaps = matrix(4, 1, Float64Array.of(none, none, 1, 9));
  const made = makeRows(
    gaps,
    range(4),
    { amounts: [0], kinds: [] },
    { count: 40, neighbours: 3 },
    random(1),
    quietRun(),
  );
  expect(made.data.filter(Number.isNaN)).toHaveLength(20);
  expect(made.data.every((value) => !(value < 1 || value > 9))).toBe(true);
  const one = makeRows(
    gaps,
    Int32Array.of(3),
    { amounts: [0], kinds: [] },
    { count: 2, neighbours: 3 },
    random(1),
    quietRun(),
  );
  expect([...one.data]).toEqual([9, 9]);
});
