import { describe, expect, test } from 'vitest';
import { calibrators } from '../../src/calibrators/index.ts';
import type { CalibrationSet } from '../../src/contracts/calibrator.ts';
import { packTensors, unpackTensors } from '../../src/contracts/pack.ts';
import { logOdds } from '../../src/kernels/log-odds.ts';
import { random } from '../../src/kernels/random.ts';

/** Answers that are twice as sure of themselves as they should be; P of the likelier classes is too high. */
function madeSet(outputs: number, rows: number, seed = 5): CalibrationSet {
  const r = random(seed);
  const classes = Math.max(2, outputs);
  const said = new Float64Array(rows * outputs);
  const truth = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const scores = Array.from({ length: classes }, (_, k) => 3 * (r() - 0.5) - 0.4 * k);
    const p = softmax(scores);
    let u = r();
    truth[row] = classes - 1;
    for (let k = 0; k < classes && u >= 0; k++) {
      u -= p[k]!;
      if (u < 0) truth[row] = k;
    }
    const bold = softmax(scores.map((s) => 2 * s));
    said.set(outputs === 1 ? [bold[1]!] : bold, row * outputs);
  }
  return { outputs, said, truth, weights: null };
}

function softmax(scores: readonly number[]): number[] {
  const e = scores.map(Math.exp);
  const total = e.reduce((a, b) => a + b);
  return e.map((value) => value / total);
}

const logLoss = (said: Float64Array, { outputs, truth }: CalibrationSet): number => {
  let sum = 0;
  for (let row = 0; row < truth.length; row++) {
    const p =
      outputs === 1 ? (truth[row] === 1 ? said[row]! : 1 - said[row]!) : said[row * outputs + truth[row]!]!;
    sum -= Math.log(p);
  }
  return sum / truth.length;
};

const cases = calibrators.flatMap((calibrator) =>
  [1, 3].map((outputs) => ({ name: calibrator.name, outputs, calibrator })),
);

describe.each(cases)('$name, $outputs outputs', ({ calibrator, outputs }) => {
  const set = madeSet(outputs, 1500);
  const state = calibrator.fit(set);
  const apply = (said: Float64Array): Float64Array => {
    const out = said.slice();
    calibrator.open(state)(out, out.length / outputs);
    return out;
  };
  const fresh = madeSet(outputs, 3000, 99);

  test('describes itself', () => {
    expect(calibrator.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(calibrator.about).toMatch(/^[A-Z].*\.$/);
  });

  test('makes answers about new rows better', () => {
    expect(logLoss(apply(fresh.said), fresh)).toBeLessThan(logLoss(fresh.said, fresh) - 0.01);
  });

  test('answers with probabilities, whatever it is given', () => {
    const extremes = [0, 1e-300, 1e-9, 0.5, 1 - 1e-9, 1];
    const said =
      outputs === 1 ? extremes : extremes.flatMap((p) => [p, (1 - p) / 2, (1 - p) / 2]).concat(1, 0, 0);
    const out = apply(Float64Array.from(said));
    expect(out.every((p) => p >= 0 && p <= 1)).toBe(true);
    if (outputs > 1)
      for (let from = 0; from < out.length; from += outputs)
        expect(out.subarray(from, from + outputs).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  test('never turns the order of two answers round', () => {
    if (outputs > 1) return;
    const out = apply(Float64Array.from({ length: 101 }, (_, i) => i / 100));
    out.forEach((p, i) => {
      if (i > 0) expect(p).toBeGreaterThanOrEqual(out[i - 1]!);
    });
  });

  test('one row is told what it is told in a batch', () => {
    const batch = apply(fresh.said);
    for (const row of [0, 17, 2999]) {
      const place = [row * outputs, (row + 1) * outputs] as const;
      expect(apply(fresh.said.slice(...place))).toEqual(batch.slice(...place));
    }
  });

  test('survives packing', () => {
    const { arrays } = state;
    const back = {
      facts: JSON.parse(JSON.stringify(state.facts)),
      arrays: unpackTensors(packTensors(arrays)),
    };
    const out = fresh.said.slice();
    calibrator.open(back)(out, fresh.truth.length);
    expect(out).toEqual(apply(fresh.said));
  });

  test('weight 2 is the row twice', () => {
    const half = 700;
    const weights = Float64Array.from({ length: half }, (_, row) => 1 + (row % 2));
    const some = {
      ...set,
      said: set.said.slice(0, half * outputs),
      truth: set.truth.slice(0, half),
      weights,
    };
    const twice = [...weights.keys()].flatMap((row) => (weights[row] === 2 ? [row, row] : [row]));
    const repeated = {
      outputs,
      said: Float64Array.from(
        twice.flatMap((row) => [...set.said.slice(row * outputs, (row + 1) * outputs)]),
      ),
      truth: Float64Array.from(twice, (row) => set.truth[row]!),
      weights: null,
    };
    const a = fresh.said.slice();
    const b = fresh.said.slice();
    calibrator.open(calibrator.fit(some))(a, fresh.truth.length);
    calibrator.open(calibrator.fit(repeated))(b, fresh.truth.length);
    a.forEach((p, i) => {
      expect(p).toBeCloseTo(b[i]!, 5);
    });
  });

  test.each([1, 2])('learns from %i rows of one class without a number that is none', (rows) => {
    const few = { ...set, said: set.said.slice(0, rows * outputs), truth: new Float64Array(rows).fill(1) };
    const out = fresh.said.slice();
    calibrator.open(calibrator.fit(few))(out, fresh.truth.length);
    expect(out.every(Number.isFinite)).toBe(true);
  });

  test('its line on log-odds is what it does', () => {
    const line = calibrator.line(state);
    if (line === null || outputs > 1) return;
    const said = Float64Array.of(0.01, 0.3, 0.5, 0.9);
    apply(said).forEach((p, i) => {
      expect(logOdds(p)).toBeCloseTo(line.slope[0]! * logOdds(said[i]!) + line.shift[0]!, 9);
    });
  });
});
