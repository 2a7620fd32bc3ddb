import type { Measured } from '../../contracts/evaluation.ts';
import { measuredText } from '../version-text.ts';

/** How much less something brings than what it is compared with, where the two can be told apart. */
export function behindText(behind: Measured): string {
  const { value, low, high } = behind;
  if (value === null || low === null || high === null) return '-';
  if (low <= 0 && high >= 0) return 'not distinguishable';
  return `${value > 0 ? 'behind' : 'ahead'} by ${measuredText({ value: Math.abs(value), low: null, high: null })}`;
}
