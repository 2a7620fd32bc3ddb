import { wilson } from '../../src/explain/wilson.ts';
import { random, seedFor, shuffle } from '../../src/kernels/random.ts';
import { range } from '../../src/kernels/range.ts';
import { type Pair, testPairs } from '../../src/stages/monitor/drift.ts';
import { lookDue } from '../../src/stages/monitor/looks.ts';
import { referenceOf } from '../../src/stages/monitor/reference.ts';
import { type Column, numberColumn, takeRows } from '../../src/table/column.ts';
import { columnOf, type Frame, takeFrame } from '../../src/table/frame.ts';
import type { Schema } from '../../src/table/schema.ts';

/** Rows of one population, from which reference and window are drawn apart. */
export interface Population {
  readonly name: string;
  /** Inputs, and among them the column "score": what a model would answer. */
  readonly frame: Frame;
  /** Number column in which a shift is planted. */
  readonly shifted: string;
  /** Rows of the reference at most. */
  readonly referenceRows: number;
}

export interface Calibration {
  readonly population: string;
  readonly rows: number;
  readonly shiftSd: number;
  readonly windows: number;
  readonly alarms: number;
  readonly share: number;
  /** Wilson, 95 %. */
  readonly low: number;
  readonly high: number;
}

/**
 * How often the system alarms on windows of `rows` rows, looked at as the monitor looks: after an eighth, a quarter,
 * half and all of the window.
 *
 * Each window comes with a reference of its own, both drawn without replacement from the population, so that the null
 * is true by construction. shiftSd: planted in one column of the window, in standard deviations; 0 = nothing drifts.
 */
export async function calibrate(
  population: Population,
  rows: number,
  windows: number,
  shiftSd: number,
  falseAlarmRate = 0.05,
): Promise<Calibration> {
  let alarms = 0;
  for (let w = 0; w < windows; w++) {
    const seed = seedFor(w, `${population.name}/${rows}`);
    if (await windowAlarms(population, rows, shiftSd, falseAlarmRate, seed)) alarms++;
  }
  const share = alarms / windows;
  return { population: population.name, rows, shiftSd, windows, alarms, share, ...wilson(alarms, windows) };
}

async function windowAlarms(
  { frame, shifted, referenceRows }: Population,
  rows: number,
  shiftSd: number,
  rate: number,
  seed: number,
): Promise<boolean> {
  const order = shuffle(range(frame.rows), random(seed));
  const before = takeFrame(frame, order.subarray(rows, rows + referenceRows));
  const window = takeFrame(frame, order.subarray(0, rows));
  const pairs = pairsOf(before, window, shifted, shiftSd * sdOf(columnOf(frame, shifted)));
  for (let waiting = 1; waiting <= rows; ) {
    const look = lookDue(waiting, rows);
    if (look === null) {
      waiting++;
      continue;
    }
    const seen = pairs.map((pair) => ({ ...pair, window: takeRows(pair.window, range(look.rows)) }));
    const lines = await testPairs(seen, rate * look.rateShare, seedFor(seed, 'test'));
    if (lines.some((line) => line.drifted)) return true;
    waiting = look.rows === rows ? rows + 1 : nextLook(look.rows, rows);
  }
  return false;
}

/** Rows at which the look after the one of `seen` rows is due. */
function nextLook(seen: number, full: number): number {
  let waiting = seen + 1;
  while (lookDue(waiting, full)!.rows === seen) waiting++;
  return waiting;
}

function pairsOf(before: Frame, window: Frame, shifted: string, shift: number): Pair[] {
  const inputs: Schema = before.schema.filter((c) => c.name !== 'score');
  const score = columnOf(before, 'score');
  if (score.form !== 'number') throw new Error('the score is a number');
  const reference = referenceOf(
    before,
    inputs,
    { rows: before.rows, outputs: 1, values: score.values },
    { category: 'regression' },
  );
  return [...reference.inputs, ...reference.outputs].flatMap((column) => {
    if (column.detector === null) return [];
    const name = column.name === 'prediction' ? 'score' : column.name;
    const now = columnOf(window, name);
    const moved = name === shifted && now.form === 'number' ? plus(now.values, shift) : now;
    return [{ role: name === 'score' ? 'output' : 'input', reference: column, window: moved }];
  });
}

const plus = (values: Float64Array, shift: number): Column => numberColumn(values.map((v) => v + shift));

function sdOf(column: Column): number {
  if (column.form !== 'number') throw new Error('only a number column can be shifted');
  const present = column.values.filter((v) => !Number.isNaN(v));
  const mean = present.reduce((a, b) => a + b, 0) / present.length;
  return Math.sqrt(present.reduce((a, b) => a + (b - mean) ** 2, 0) / present.length);
}
