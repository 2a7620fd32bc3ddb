import { TEST, TRAIN, VALIDATION } from '../../contracts/splitter.ts';
import { fail } from '../../errors/fail.ts';
import type { Interactions } from '../../table/interactions.ts';
import type { EventShares } from './parts.ts';

/**
 * One instant for all users: what happened before it teaches, what happened after it is held out, as it will be in use.
 *
 * Events of one instant stay together, in the later part. Throws 'train/split-time-missing'.
 * O(events log events).
 */
export function byTime({ at, timed }: Interactions, { validation, test }: EventShares): Uint8Array {
  if (!timed)
    throw fail('train/split-time-missing', { missing: at.filter(Number.isNaN).length, rows: at.length });
  const sorted = at.toSorted();
  const instant = (share: number): number =>
    share <= 0 ? Infinity : (sorted[Math.round((1 - share) * sorted.length)] ?? Infinity);
  const testFrom = instant(test);
  const validationFrom = validation > 0 ? instant(validation + test) : testFrom;
  return Uint8Array.from(at, (when) =>
    when >= testFrom ? TEST : when >= validationFrom ? VALIDATION : TRAIN,
  );
}
