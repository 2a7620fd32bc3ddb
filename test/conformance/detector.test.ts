import { describe, expect, it } from 'vitest';
import type { Detector } from '../../src/contracts/detector.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { detectors } from '../../src/detectors/index.ts';
import { type Random, random, randomInt } from '../../src/kernels/random.ts';
import { decodeReference, encodeReference } from '../../src/stages/monitor/reference.ts';
import {
  type Column,
  type ColumnForm,
  categoryColumn,
  columnRows,
  MISSING,
  numberColumn,
  textColumn,
} from '../../src/table/column.ts';
import { gaussian } from '../worlds/gaussian-world.ts';

/** Columns of one form: how a world draws them, and how it drifts. `drift` 0 = as in training, 1 = plainly not. */
interface World {
  readonly name: string;
  draw(rows: number, drift: number, r: Random): Column;
}

const WORDS = ['river', 'stone', 'light', 'winter', 'harbour', 'paper', 'garden', 'silver'];
const words = (drift: number, r: Random): string =>
  Array.from({ length: 2 + randomInt(r, 3) }, () =>
    r() < drift ? 'haus' : WORDS[randomInt(r, WORDS.length)],
  ).join(' ');

const numbers = (name: string, value: (drift: number, r: Random) => number): World => ({
  name,
  draw: (rows, drift, r) => numberColumn(Float64Array.from({ length: rows }, () => value(drift, r))),
});
const codes = (
  name: string,
  dictionary: readonly string[],
  code: (drift: number, r: Random) => number,
): World => ({
  name,
  draw: (rows, drift, r) =>
    categoryColumn(
      Int32Array.from({ length: rows }, () => code(drift, r)),
      dictionary,
    ),
});

const WORLDS: Record<ColumnForm, readonly World[]> = {
  number: [
    numbers('gaussian', (drift, r) => gaussian(r) + 2 * drift),
    numbers('counts with ties', (drift, r) => Math.floor((2 + 2 * drift) * r() ** 2)),
    numbers('one value in twenty missing', (drift, r) => (r() < 0.05 + 0.6 * drift ? Number.NaN : r())),
    numbers('heavy tails', (drift, r) => Math.exp(3 * gaussian(r)) * (1 + 8 * drift)),
  ],
  category: [
    codes('three values', ['a', 'b', 'c'], (drift, r) => (r() < 0.7 * drift ? 2 : randomInt(r, 3))),
    codes('rare values', [...'abcdefghijklmnopqrstuvwxyz'], (drift, r) =>
      Math.floor(26 * r() ** (4 - 3 * drift)),
    ),
    codes('some missing', ['a', 'b'], (drift, r) => (r() < 0.1 + 0.6 * drift ? MISSING : randomInt(r, 2))),
    codes('unseen', ['a', 'b'], (drift, r) => (r() < 0.6 * drift ? 2 : randomInt(r, 2))),
  ],
  text: [
    {
      name: 'words',
      draw: (rows, drift, r) => textColumn(Array.from({ length: rows }, () => words(drift, r))),
    },
    {
      name: 'some missing',
      draw: (rows, drift, r) =>
        textColumn(Array.from({ length: rows }, () => (r() < 0.1 + 0.6 * drift ? null : words(0, r)))),
    },
  ],
};

const allMissing = (form: ColumnForm, rows: number): Column => {
  if (form === 'number') return numberColumn(new Float64Array(rows).fill(Number.NaN));
  if (form === 'category') return categoryColumn(new Int32Array(rows).fill(MISSING), ['a', 'b']);
  return textColumn(Array<null>(rows).fill(null));
};
const constant = (form: ColumnForm, rows: number): Column => {
  if (form === 'number') return numberColumn(new Float64Array(rows).fill(7));
  if (form === 'category') return categoryColumn(new Int32Array(rows), ['a', 'b']);
  return textColumn(Array<string>(rows).fill('same words'));
};

const LEVEL = 0.05;
const cases = detectors.flatMap((detector) =>
  detector.traits.accepts.map((form) => ({ name: detector.name, detector, form })),
);

describe.each(cases)('detector $name on $form', ({ detector, form }) => {
  const { params } = resolveParams(detector.name, detector.params, {});
  const run = (reference: Column, window: Column, seed = 1, d: Detector = detector) =>
    d.test(d.fit(reference, params), window, params, LEVEL, seed);

  describe.each(WORLDS[form])('$name', (world) => {
    it.each([5, 40, 150])('alarms no more than declared on windows of %i rows', (rows) => {
      const seeds = 60;
      let alarms = 0;
      for (let seed = 1; seed <= seeds; seed++) {
        const r = random(seed * 7919);
        const found = run(world.draw(250, 0, r), world.draw(rows, 0, r), seed);
        expect(found.pValue).toBeGreaterThanOrEqual(0);
        expect(found.pValue).toBeLessThanOrEqual(1);
        if (found.pValue <= LEVEL) alarms++;
      }
      expect(alarms).toBeLessThanOrEqual(seeds * LEVEL + 3 * Math.sqrt(seeds * LEVEL * (1 - LEVEL)));
    });

    it('finds planted drift', () => {
      let found = 0;
      for (let seed = 1; seed <= 20; seed++) {
        const r = random(seed);
        if (run(world.draw(600, 0, r), world.draw(100, 1, r), seed).pValue <= 0.005) found++;
      }
      expect(found).toBeGreaterThanOrEqual(19);
    });
  });

  const world = WORLDS[form][0]!;

  it('sees nothing in an empty window, and nothing against an empty reference', () => {
    const rows = world.draw(50, 0, random(1));
    const empty = run(rows, world.draw(0, 0, random(1)));
    expect(empty).toMatchObject({ statistic: 0, pValue: 1, smallestShift: Infinity, change: null });
    expect(run(world.draw(0, 0, random(1)), rows)).toMatchObject({ pValue: 1, change: null });
  });

  it('finds a column that went missing, and takes one that always was', () => {
    const rows = world.draw(200, 0, random(1));
    expect(run(rows, allMissing(form, 50)).pValue).toBeLessThan(0.01);
    expect(run(allMissing(form, 200), allMissing(form, 50)).pValue).toBe(1);
    expect(run(allMissing(form, 200), rows).pValue).toBeLessThan(0.01);
  });

  it('takes a constant column, and finds that it is no longer one', () => {
    expect(run(constant(form, 200), constant(form, 50)).pValue).toBe(1);
    expect(run(constant(form, 200), world.draw(50, 1, random(1))).pValue).toBeLessThan(0.01);
  });

  it('gives the same answer for the same seed, and leaves the window untouched', () => {
    const r = random(3);
    const reference = world.draw(300, 0, r);
    const window = world.draw(80, 0.2, r);
    const before = structuredClone(window);
    const first = run(reference, window, 9);
    expect(run(reference, window, 9)).toEqual(first);
    expect(window).toEqual(before);
    expect(columnRows(window)).toBe(80);
  });

  it('says the same after its state was stored', () => {
    const r = random(4);
    const reference = world.draw(300, 0, r);
    const window = world.draw(80, 0.3, r);
    const column = { name: 'x', detector: detector.name, version: detector.version, params };
    const bytes = encodeReference({
      format: 1,
      rows: 300,
      outputRows: 0,
      inputs: [{ ...column, state: detector.fit(reference, params) }],
      outputs: [],
    });
    const [stored] = decodeReference(bytes).inputs;
    if (stored?.detector == null) throw new Error('the column was not kept');
    expect(detector.test(stored.state, window, params, LEVEL, 5)).toEqual(run(reference, window, 5));
  });

  it('states a smaller shift for a larger window', () => {
    const r = random(6);
    const reference = world.draw(2000, 0, r);
    const shifts = [50, 500].map((rows) => run(reference, world.draw(rows, 0, r)).smallestShift);
    expect(shifts[1]).toBeLessThan(shifts[0]!);
  });
});
