import type { LearningCurve, Measured } from '../contracts/evaluation.ts';
import type { Metric } from '../contracts/metric.ts';

/** Of what lacks to the best value: as much of it, and no less, is worth the trouble of getting rows. */
const WORTH = 0.01;
/** Of what lacks on new rows: a gap to the rows learned from of so much is high variance, of so little high bias. */
const WIDE = 0.4;
const NARROW = 0.15;

/**
 * What to do next, in a sentence or two: whether more rows would help, and whether the model learns its rows by heart
 * (variance) or cannot follow them (bias, or noise that nothing can follow).
 *
 * gain: expected at `factor` times the rows; null when no law could be fitted.
 */
export function diagnosis(
  { label, traits }: Pick<Metric, 'label' | 'traits'>,
  points: LearningCurve['points'],
  gain: Measured | null,
  factor: number | null,
): string {
  const whole = points.filter((p) => p.rows === Math.max(...points.map((q) => q.rows))).at(-1);
  const best = traits.better === 'higher' ? traits.range[1] : traits.range[0];
  const { training = null, validation = null } = whole ?? {};
  if (gain === null || gain.value === null || training === null || validation === null)
    return 'There are too few rows, or too few on which the metric is defined, to tell what more of them would bring.';
  const lacks = Math.abs(best - validation);
  return [
    rowsWords(label, traits.better, gain, factor!, lacks),
    gapWords(label, training, validation, lacks),
  ].join(' ');
}

function rowsWords(
  label: string,
  better: 'higher' | 'lower',
  { value, low, high }: Measured,
  factor: number,
  lacks: number,
): string {
  const digits = decimals(Math.max(value!, high! - low!));
  const sign = better === 'higher' ? '+' : '\u2212';
  const shown = (x: number): string => {
    const text = Math.max(0, x).toFixed(digits);
    return Number(text) === 0 ? '0' : sign + text;
  };
  const expected = `${shown(value!)} ${label} expected at ${factor}x (${shown(low!)} to ${shown(high!)})`;
  if (value! < WORTH * lacks) return `More rows would change little: ${expected}.`;
  return low! < (WORTH / 2) * lacks
    ? `More rows may help: ${expected}, but the curve does not rule out that they bring nothing.`
    : `More rows would help: ${expected}.`;
}

function gapWords(label: string, training: number, validation: number, lacks: number): string {
  const gap = Math.abs(training - validation);
  const digits = decimals(Math.max(gap, lacks / 20));
  const both = `${label} ${training.toFixed(digits)} on the rows it learned from, ${validation.toFixed(digits)} on others`;
  if (gap > WIDE * lacks)
    return `High variance: ${both}. Besides rows, stronger regularisation or fewer columns would narrow the gap.`;
  if (gap < NARROW * lacks)
    return `High bias, or noise: ${both}. Better inputs or a richer model would do more than rows.`;
  return `Neither variance nor bias stands out: ${both}.`;
}

/** Decimals that keep two digits of a number. */
const decimals = (x: number): number => (x > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(x)))) : 3);
