import { expect, test } from 'vitest';
import { random } from '../../../src/kernels/random.ts';
import { calibrate } from '../../../src/stages/train/calibrate.ts';
import { madeDesign } from './made-system.ts';

const design = (calibration?: string) =>
  madeDesign('binary', calibration ? { training: { calibration: { name: calibration, params: {} } } } : {});
const r = random(8);
const truth = Float64Array.from({ length: 60 }, () => Number(r() < 0.4));
/** Answers that know nothing. */
const said = truth.map(() => r());

test('without a calibrator the answers stay what they are', () => {
  expect(calibrate(design(), said, truth)).toEqual({ calibrated: null, said });
});

test('no row is calibrated by what it taught', () => {
  const brier = (p: Float64Array) => p.reduce((sum, q, i) => sum + (q - truth[i]!) ** 2, 0) / p.length;
  const { calibrated, said: honest } = calibrate(design('isotonic'), said, truth);
  const flattered = said.slice();
  calibrated!.calibrator.open(calibrated!.state)(flattered, 60);
  // On noise a staircase that saw the truth beats the share of yes; one that did not cannot.
  const share = truth.reduce((a, b) => a + b) / 60;
  expect(brier(flattered)).toBeLessThan(share * (1 - share));
  expect(brier(honest)).toBeGreaterThan(share * (1 - share));
});
