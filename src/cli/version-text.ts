import type { Measured } from '../contracts/evaluation.ts';
import type { VersionBody } from '../contracts/record.ts';

/** "0.845 [0.823, 0.866]"; a dash where it is not defined. */
export function measuredText({ value, low, high }: Measured): string {
  if (value === null) return '-';
  return low === null || high === null ? digits(value) : `${digits(value)} [${digits(low)}, ${digits(high)}]`;
}

/** What two sums of the same numbers may differ by. */
const NOISE = 1e-12;

/** Four decimals for shares, five digits for what is larger, whole numbers for what is large. */
function digits(x: number): string {
  const size = Math.abs(x);
  if (size < NOISE) return '0.0000';
  if (size < 10) return size < 0.001 ? x.toPrecision(2) : x.toFixed(4);
  if (size < 99_999) return x.toPrecision(5);
  return size < 1e15 ? Math.round(x).toLocaleString('en') : x.toExponential(4);
}

/** The metric by which a registered version was ranked. */
export function scoreText({ primary, metrics }: Pick<VersionBody, 'primary' | 'metrics'>): string {
  const measured = metrics[primary];
  return measured === undefined ? '' : `${primary} ${measuredText(measured)}`;
}
