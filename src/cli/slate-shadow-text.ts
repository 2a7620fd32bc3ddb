import type { SlateComparison } from '../contracts/slate-comparison.ts';
import type { Paint } from './command.ts';
import { counted } from './counted.ts';

/** What a challenger would have shown, in one line. */
export function slateShadowText(
  system: string,
  { challenger, slates, dropped, overlap, sameFirst, moved, challengerMicros }: SlateComparison,
  paint: Paint,
): string {
  const who = `${paint.name(`${system}@${challenger}`)} in shadow: ${counted(slates, 'slate')}`;
  const lost = dropped === 0 ? '' : `, ${dropped.toLocaleString('en')} dropped for want of time`;
  if (slates === 0) return `${who}${lost}`;
  const percent = (share: number | null): string => `${(100 * share!).toFixed(0)} %`;
  const places =
    moved === null ? '' : `, items of both move by ${moved.p05} to ${moved.p95} places (90 % of them)`;
  const ms = (challengerMicros!.p50 / 1000).toPrecision(2);
  return `${who}${lost}; ${percent(overlap)} of the items are the champion's, the first is the same in ${percent(sameFirst)}${places}; ${ms} ms a slate`;
}
