import type { Measured } from '../contracts/evaluation.ts';
import type { VersionBody } from '../contracts/record.ts';

/**
 * "0.845 [0.823, 0.866]"; a dash where it is not defined.
 *
 * @param of what it is a difference of: what is nothing beside it is shown as nothing
 */
export function measuredText({ value, low, high }: Measured, of: Measured | null = null): string {
  if (value === null) return '-';
  const noise = NOISE * Math.abs(of?.value ?? 0);
  const shown = (x: number): string => digits(Math.abs(x) < noise ? 0 : x);
  return low === null || high === null ? shown(value) : `${shown(value)} [${shown(low)}, ${shown(high)}]`;
}

/** What two sums of the same numbers may differ by, as a share of them. */
const NOISE = 1e-12;

/** Four decimals for shares, five digits for what is larger, whole numbers for what is large. */
function digits(x: number): string {
  const size = Math.abs(x);
  if (size < 10) return size > 0 && size < 0.001 ? x.toPrecision(2) : x.toFixed(4);
  if (size < 99_999) return x.toPrecision(5);
  return size < 1e15 ? Math.round(x).toLocaleString('en') : x.toExponential(4);
}

/** The metric by which a registered version was ranked. */
export function scoreText({ primary, metrics }: Pick<VersionBody, 'primary' | 'metrics'>): string {
  const measured = metrics[primary];
  return measured === undefined ? '' : `${primary} ${measuredText(measured)}`;
}
