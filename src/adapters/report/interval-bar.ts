import type { Measured } from '../../contracts/evaluation.ts';
import { type Html, html } from './html.ts';

/** The stretch of values that all bars of one table share. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** From the lowest to the highest end of the intervals, with a little room within the range of the metric. */
export function spanOf(measured: readonly Measured[], [least, most]: readonly [number, number]): Span {
  const ends = measured.flatMap((m) => [m.low ?? m.value, m.high ?? m.value]).filter((v) => v !== null);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (!(high > low)) return { low: low - 1, high: low + 1 };
  const room = 0.04 * (high - low);
  return { low: Math.max(least, low - room), high: Math.min(most, high + room) };
}

/** A dot with its interval as a line; `mark`, where given, is a thin line for comparison. The numbers stand beside it. */
export function intervalBar(m: Measured, span: Span, mark: number | null, tone = ''): Html {
  if (m.value === null) return html`<span class="interval" aria-hidden="true"></span>`;
  const at = (value: number): string =>
    `${((100 * (value - span.low)) / (span.high - span.low)).toFixed(2)}%`;
  const low = m.low ?? m.value;
  const high = m.high ?? m.value;
  const style = `--at:${at(m.value)};--low:${at(low)};--high:${at(high)}${mark === null ? '' : `;--mark:${at(mark)}`}`;
  return html`<span class="interval ${tone}" style="${style}" aria-hidden="true">${
    mark !== null && html`<i class="mark"></i>`
  }<i class="line"></i><i class="dot"></i></span>`;
}

/** A plain bar of a share of 1. */
export const shareBar = (share: number, tone = ''): Html =>
  html`<span class="share ${tone}" style="--share:${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%" aria-hidden="true"></span>`;
