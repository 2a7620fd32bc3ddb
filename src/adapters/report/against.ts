import type { Measured } from '../../contracts/evaluation.ts';
import { type Html, html } from './html.ts';
import { data, fixed, measuredRange, measuredText, NONE } from './numbers.ts';

/** How much better the subject of a report is than what stands in this row, said from the side of the row. */
export function against(difference: Measured | null | undefined, decimals: number): Html {
  if (!difference || difference.value === null) return html`${NONE}`;
  const { value, low, high } = difference;
  if (low === null || high === null) return data(value, fixed(Math.abs(value), decimals));
  const seen = {
    value: Math.abs(value),
    low: Math.min(Math.abs(low), Math.abs(high)),
    high: Math.max(Math.abs(low), Math.abs(high)),
  };
  if (low > 0)
    return html`worse by ${data(-value, fixed(seen.value, decimals))}<small>${measuredRange(seen, decimals)}</small>`;
  if (high < 0)
    return html`better by ${data(-value, fixed(seen.value, decimals))}<small>${measuredRange(seen, decimals)}</small>`;
  const own = { value: -value, low: -high, high: -low };
  return html`not distinguishable<small>${measuredText(own, decimals)}</small>`;
}
