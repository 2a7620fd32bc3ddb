import type { Measured, Metrics } from '../contracts/evaluation.ts';
import type { JsonObject } from '../contracts/json.ts';

/** "0.845 [0.823, 0.866]"; a dash where it is not defined. */
export function measuredText({ value, low, high }: Measured): string {
  if (value === null) return '-';
  return low === null || high === null ? digits(value) : `${digits(value)} [${digits(low)}, ${digits(high)}]`;
}

/** Four decimals for shares, four digits for what is larger. */
const digits = (x: number): string =>
  Math.abs(x) < 10 ? x.toFixed(4) : x.toPrecision(5).replace(/e\+.*/, '');

/** The metric that a registered version is told by: the first of its metrics that is usual. */
export function scoreText(metrics: JsonObject): string {
  const known = metrics as unknown as Metrics;
  const name = ['rocAuc', 'rmse', 'logLoss'].find((n) => known[n] !== undefined);
  return name === undefined ? '' : `${name} ${measuredText(known[name]!)}`;
}
