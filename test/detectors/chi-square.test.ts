import { describe, expect, it } from 'vitest';
import { chiSquareDetector as detector } from '../../src/detectors/chi-square.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { type CategoryColumn, categoryColumn } from '../../src/table/column.ts';

const PARAMS = { bins: 64 };
const test = (reference: CategoryColumn, window: CategoryColumn, level = 0.05, seed = 1) =>
  detector.test(detector.fit(reference, PARAMS), window, PARAMS, level, seed);

/** Rows of a column whose values have these shares. */
function drawn(shares: readonly number[], rows: number, seed: number): CategoryColumn {
  const r = random(seed);
  const codes = Int32Array.from({ length: rows }, () => {
    let u = r();
    let code = 0;
    while (code < shares.length - 1 && u >= shares[code]!) u -= shares[code++]!;
    return code;
  });
  return categoryColumn(
    codes,
    shares.map((_, code) => `v${code}`),
  );
}

describe('chi-square', () => {
  it('matches values by name, whatever their codes', () => {
    const reference = categoryColumn(Int32Array.of(0, 0, 0, 1, 1, 1), ['a', 'b']);
    const window = categoryColumn(Int32Array.of(1, 1, 0, 0), ['b', 'a']);
    expect(test(reference, window)).toMatchObject({ statistic: 0, pValue: 1 });
  });

  it('finds the moved share that it states four times in five', () => {
    const shares = [0.5, 0.3, 0.2];
    const reference = drawn(shares, 3000, 1);
    const share = test(reference, drawn(shares, 200, 2)).smallestShift;
    const moved = [0.5 - share, 0.3, 0.2 + share];
    let found = 0;
    for (let i = 0; i < 150; i++)
      if (test(reference, drawn(moved, 200, 10 + i), 0.05, i).pValue <= 0.05) found++;
    expect(found / 150).toBeGreaterThan(0.7);
    expect(found / 150).toBeLessThan(0.97);
  });

  it.each([true, false])('does not alarm because rare values are new; named: %s', (named) => {
    let alarms = 0;
    const trials = 100;
    for (let seed = 0; seed < trials; seed++) {
      const r = random(seed);
      const values = (rows: number): string[] => Array.from({ length: rows }, () => `v${randomInt(r, 3000)}`);
      const before = values(1000);
      const dictionary = [...new Set(before)];
      const now = values(200);
      const known = named ? [...new Set([...dictionary, ...now])] : dictionary;
      const codesIn = (words: string[], list: readonly string[]): Int32Array => {
        const codeOf = new Map(list.map((v, i) => [v, i]));
        return Int32Array.from(words, (w) => codeOf.get(w) ?? list.length);
      };
      const reference = categoryColumn(codesIn(before, dictionary), dictionary);
      if (test(reference, categoryColumn(codesIn(now, known), known), 0.05, seed).pValue <= 0.05) alarms++;
    }
    expect(alarms / trials).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt(0.0475 / trials));
  });

  it('names the value that changed most, and says when it is new', () => {
    const reference = categoryColumn(
      new Int32Array(100).map((_, i) => i % 2),
      ['a', 'b'],
    );
    const window = categoryColumn(new Int32Array(40).fill(2), ['a', 'b', 'c']);
    expect(test(reference, window).change).toEqual({ what: 'share of "c" (new)', before: 0, now: 1 });
  });

  it('tests a column of more values than it has bins', () => {
    const shares = Array<number>(500).fill(1 / 500);
    const reference = drawn(shares, 5000, 3);
    expect(test(reference, drawn(shares, 500, 4)).pValue).toBeGreaterThan(0.01);
    const skewed = shares.map((s, i) => (i < 20 ? s * 8 : (s * 340) / 480));
    expect(test(reference, drawn(skewed, 500, 5)).pValue).toBeLessThan(0.002);
  });
});
