import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import type { SplitInput } from '../../src/contracts/splitter.ts';
import { crossValidationRounds } from '../../src/splitters/cross-validation.ts';
import { group } from '../../src/splitters/group.ts';
import { random } from '../../src/splitters/random.ts';
import { stratified } from '../../src/splitters/stratified.ts';
import { time } from '../../src/splitters/time.ts';
import { numberColumn } from '../../src/table/column.ts';

const DAY = 86_400_000;
/** By scikit-learn: test/golden/splitters/make.py. */
const golden = JSON.parse(
  readFileSync(new URL('../golden/splitters/splitters.json', import.meta.url), 'utf8'),
) as {
  stratified: { y: number[]; folds: number; classes: number; counts: number[][] }[];
  group: { groups: number[]; folds: number; sizes: number[] }[];
  time: { day: number[]; folds: number; gap: number; rounds: { train: number[]; test: number[] }[] }[];
};
const once = (folds: number) => ({ folds, repeats: 1, gapMs: 0 });

describe('folds by class', () => {
  test.each(golden.stratified)('hold as many of each class as in scikit-learn: $folds folds', (made) => {
    const { y, classes, folds, counts } = made;
    const input = { rows: y.length, target: { y: Float64Array.from(y), classes } };
    const rounds = crossValidationRounds(stratified, input, once(folds), { bins: 10 }, quietRun());
    for (let k = 0; k < classes; k++) {
      const own = rounds.map(({ test: rows }) => rows.filter((row) => y[row] === k).length);
      expect(own.sort()).toEqual(counts.map((count) => count[k]!).sort());
    }
  });
});

describe('folds by group', () => {
  test.each(golden.group)('are as equal as in scikit-learn: $folds folds', ({ groups, folds, sizes }) => {
    const input = { rows: groups.length, column: numberColumn(Float64Array.from(groups)) };
    const rounds = crossValidationRounds(group, input, once(folds), {}, quietRun());
    expect(rounds.map(({ test: rows }) => rows.length).sort((a, b) => a - b)).toEqual(sizes);
    for (const { train, test: judged } of rounds) {
      const taught = new Set([...train].map((row) => groups[row]));
      expect([...judged].some((row) => taught.has(groups[row]))).toBe(false);
    }
  });
});

describe('folds in order of time', () => {
  test.each(golden.time)(
    'are those of scikit-learn: $folds folds, gap $gap',
    ({ day, folds, gap, rounds }) => {
      const column = numberColumn(Float64Array.from(day, (d) => 1.7e12 + d * DAY));
      const options = { folds, repeats: 1, gapMs: gap * DAY };
      const ours = crossValidationRounds(
        time,
        { rows: day.length, column },
        options,
        { gapDays: 0 },
        quietRun(),
      );
      const days = (rows: Int32Array) => [...rows].map((row) => day[row]!).sort((a, b) => a - b);
      expect(ours.map(({ train, test: judged }) => ({ train: days(train), test: days(judged) }))).toEqual(
        rounds,
      );
    },
  );

  test('a gap that swallows the past is refused', () => {
    const column = numberColumn(Float64Array.from({ length: 20 }, (_, i) => i * DAY));
    const options = { folds: 4, repeats: 1, gapMs: 30 * DAY };
    expect(() =>
      crossValidationRounds(time, { rows: 20, column }, options, { gapDays: 0 }, quietRun()),
    ).toThrow('leaves a round of 4 without rows');
  });
});

test('a repeat judges every row once, and deals them otherwise than the last', () => {
  const input: SplitInput = { rows: 41 };
  const rounds = crossValidationRounds(random, input, { folds: 4, repeats: 3, gapMs: 0 }, {}, quietRun());
  expect(rounds).toHaveLength(12);
  const dealt = [0, 1, 2].map((repeat) => {
    const own = rounds.filter((round) => round.repeat === repeat);
    expect(own.flatMap(({ test: rows }) => [...rows]).sort((a, b) => a - b)).toEqual([...Array(41).keys()]);
    for (const { train, test: judged } of own) {
      expect(train.length + judged.length).toBe(41);
      expect([...train].some((row) => judged.includes(row))).toBe(false);
    }
    return own.map(({ test: rows }) => [...rows]).join('|');
  });
  expect(new Set(dealt).size).toBe(3);
});

test('more folds than rows are refused', () => {
  expect(() => crossValidationRounds(random, { rows: 3 }, once(5), {}, quietRun())).toThrow('of 3 in all');
});
