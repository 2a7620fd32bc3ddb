import { expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import { importance } from '../../src/samplers/importance.ts';
import { snowball } from '../../src/samplers/snowball.ts';
import { weighted } from '../../src/samplers/weighted.ts';
import { numberColumn, textColumn } from '../../src/table/column.ts';

const input = (weights: number[]) => ({
  rows: weights.length,
  target: { y: new Float64Array(weights.length), classes: 2 },
  column: numberColumn(Float64Array.from(weights)),
});

test.each([importance, weighted])('$name refuses weights that are none', (sampler) => {
  const draw = (weights: number[]) => () => sampler.draw(input(weights), 2, {}, quietRun());
  expect(draw([1, -2, 3])).toThrow('row 2 of those to learn from has the weight -2');
  expect(draw([1, 2, Number.NaN])).toThrow('row 3 of those to learn from has none');
  expect(draw([1, Number.POSITIVE_INFINITY])).toThrow('has the weight Infinity');
  expect(draw([0, 0])).toThrow('no row to learn from has a weight above 0');
});

test('a row that is certain to be drawn counts for itself alone', () => {
  const { rows, weights } = importance.draw(input([1000, 1, 1, 1, 1]), 3, {}, quietRun(2));
  expect(rows).toContain(0);
  expect(weights![rows.indexOf(0)]).toBeCloseTo(3 / 5, 12);
  expect(weights!.filter((_, i) => rows[i] !== 0).every((w) => Math.abs(w - 3 / 5 / 0.5) < 1e-12)).toBe(true);
});

test('a snowball finds keys in text by links in numbers', () => {
  const column = textColumn(['1', '2', '3', '4', '5', '6']);
  const link = numberColumn(Float64Array.of(2, 3, 1, 5, Number.NaN, 99));
  const target = { y: new Float64Array(6), classes: 2 };
  for (let seed = 0; seed < 20; seed++) {
    const { rows } = snowball.draw(
      { rows: 6, target, column, link },
      2,
      { seeds: 1, names: 2 },
      quietRun(seed),
    );
    // Row 5 knows nobody: whoever begins there needs another start.
    if (!rows.includes(5)) expect([...rows].join('')).toBeOneOf(['01', '12', '02', '34']);
  }
});
