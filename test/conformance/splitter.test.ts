import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import {
  type Shares,
  type SplitInput,
  type Splitter,
  TEST,
  TRAIN,
  VALIDATION,
} from '../../src/contracts/splitter.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { splitters } from '../../src/splitters/index.ts';
import { categoryColumn, numberColumn, takeRows, textColumn } from '../../src/table/column.ts';

/** What every splitter of the room must keep to; what it may look at is told by its trait `needs`. */
const ROWS = 1000;
const GROUPS = 60;

const SHARES: readonly Shares[] = [
  { train: 0.6, validation: 0.2, test: 0.2 },
  { train: 0.8, validation: 0, test: 0.2 },
  { train: 0.5, validation: 0.5, test: 0 },
  { train: 1 / 3, validation: 1 / 3, test: 1 / 3 },
  { train: 1, validation: 0, test: 0 },
];

describe.each(splitters.map((splitter) => ({ name: splitter.name, splitter })))('$name', ({ splitter }) => {
  const { params, failures } = resolveParams(splitter.name, splitter.params, {});
  const { needs } = splitter.traits;
  const assign = (input: SplitInput, shares: Shares, seed = 1): Uint8Array =>
    splitter.assign(input, shares, params, quietRun(seed));

  test('describes itself, and its defaults keep its own rules', () => {
    expect(splitter.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(splitter.about).toMatch(/^[A-Z].*\.$/);
    expect(failures).toEqual([]);
  });

  test.each(SHARES)('gives every row one part, in shares $train / $validation / $test', (shares) => {
    const input = inputFor(needs);
    const parts = assign(input, shares);
    expect(parts.length).toBe(ROWS);
    expect(parts.every((p) => p === TRAIN || p === VALIDATION || p === TEST)).toBe(true);
    [shares.train, shares.validation, shares.test].forEach((share, part) => {
      const rows = countOf(parts, part);
      expect(Math.abs(rows - share * ROWS), `rows of part ${part}`).toBeLessThanOrEqual(toleranceOf(needs));
      if (share === 0) expect(rows).toBe(0);
    });
  });

  test('is told by its seed, and changes nothing it is given', () => {
    const input = inputFor(needs);
    const given = structuredClone(input);
    expect(assign(input, SHARES[0]!, 7)).toEqual(assign(input, SHARES[0]!, 7));
    expect(input).toEqual(given);
  });

  test('another seed gives another split, if it is by chance', () => {
    const input = inputFor(needs);
    const { byChance } = splitter.traits;
    expect(assign(input, SHARES[0]!, 7)).toSatisfy(
      (parts) => (Buffer.compare(parts as Uint8Array, assign(input, SHARES[0]!, 8)) !== 0) === byChance,
    );
  });

  test.runIf(needs === 'group' || needs === 'key')('rows of one value are never parted', () => {
    const input = inputFor('group');
    const codes = (input.column as ReturnType<typeof categoryColumn>).codes;
    for (const parts of [assign(input, SHARES[0]!), splitter.folds!(input, 5, params, quietRun())]) {
      const partOf = new Map<number, number>();
      codes.forEach((code, r) => {
        expect(partOf.get(code) ?? parts[r]).toBe(parts[r]);
        partOf.set(code, parts[r]!);
      });
    }
  });

  test.runIf(needs === 'key')('a row keeps its part when rows are added or reordered', () => {
    const input = inputFor('key');
    const parts = assign(input, SHARES[0]!);
    const some = Int32Array.from({ length: 300 }, (_, i) => (i * 37) % ROWS);
    const fewer = assign({ rows: 300, column: takeRows(input.column!, some) }, SHARES[0]!, 99);
    expect(fewer).toEqual(Uint8Array.from(some, (r) => parts[r]!));
  });

  test.runIf(needs === 'time')('nothing in a part is later than anything in the next', () => {
    for (const column of [timesOf(ROWS), timesOf(20)]) {
      const parts = assign({ ...inputFor('nothing'), column }, SHARES[0]!);
      const ends = [TRAIN, VALIDATION, TEST].map((part) => {
        const times = column.values.filter((_, r) => parts[r] === part);
        return [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))] as const;
      });
      expect(ends[0]![1]).toBeLessThan(ends[1]![0]);
      expect(ends[1]![1]).toBeLessThan(ends[2]![0]);
    }
  });

  test.runIf(needs === 'target')('every part has the mix of the whole', () => {
    const input = inputFor('target');
    const parts = assign(input, SHARES[0]!);
    const { y } = input.target!;
    for (const k of [0, 1, 2]) {
      const all = countOf(y, k);
      const tested = y.reduce((n, truth, r) => n + Number(truth === k && parts[r] === TEST), 0);
      expect(Math.abs(tested - 0.2 * all)).toBeLessThanOrEqual(2);
    }
  });

  test.skipIf(splitter.folds === undefined)('its folds are k, and of like size', () => {
    const k = 5;
    const folds = splitter.folds!(inputFor(needs), k, params, quietRun());
    expect(folds).toEqual(splitter.folds!(inputFor(needs), k, params, quietRun()));
    for (let fold = 0; fold < k; fold++)
      expect(Math.abs(countOf(folds, fold) - ROWS / k)).toBeLessThanOrEqual(toleranceOf(needs));
    expect(folds.every((fold) => fold < k)).toBe(true);
  });

  test('takes one row', () => {
    const input = inputFor(needs);
    const one: SplitInput = {
      rows: 1,
      target: { y: new Float64Array(1), classes: 3 },
      ...(input.column === undefined ? {} : { column: takeRows(input.column, Int32Array.of(0)) }),
    };
    expect(assign(one, { train: 1, validation: 0, test: 0 })).toEqual(Uint8Array.of(TRAIN));
  });
});

/** Rows that a part may be off by: whole rows, whole groups, or the chance of a hash (four standard errors). */
const toleranceOf = (needs: Splitter['traits']['needs']): number =>
  ({ nothing: 1, target: 1, time: 1, group: 30, key: 4 * Math.sqrt(ROWS / 4) })[needs];

function inputFor(needs: Splitter['traits']['needs']): SplitInput {
  const r = random(3);
  const y = Float64Array.from({ length: ROWS }, () => (r() < 0.9 ? Number(r() < 0.3) : 2));
  const base = { rows: ROWS, target: { y, classes: 3 } };
  if (needs === 'time') return { ...base, column: timesOf(ROWS) };
  if (needs === 'key') return { ...base, column: textColumn(Array.from(y, (_, i) => `customer ${i}`)) };
  if (needs === 'group') {
    const codes = Int32Array.from({ length: ROWS }, () => randomInt(r, GROUPS));
    return {
      ...base,
      column: categoryColumn(
        codes,
        Array.from({ length: GROUPS }, (_, g) => `shop ${g}`),
      ),
    };
  }
  return base;
}

/** Instants in no order, at most `distinct` of them. */
function timesOf(distinct: number) {
  const r = random(5);
  const offset = Array.from({ length: ROWS }, (_, i) => i % distinct).sort(() => r() - 0.5);
  return numberColumn(Float64Array.from(offset, (day) => 1.7e12 + day * 86_400_000));
}

const countOf = (values: Uint8Array | Float64Array, wanted: number): number => {
  let n = 0;
  for (const value of values) if (value === wanted) n++;
  return n;
};
