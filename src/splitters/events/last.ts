import { TEST, TRAIN, VALIDATION } from '../../contracts/splitter.ts';
import type { Interactions } from '../../table/interactions.ts';
import type { EventShares } from './parts.ts';

/**
 * The last event of each user is held out, and the one before it for choosing; users with fewer than three events give
 * none for choosing, and none at all where they have one. O(events).
 */
export const leaveLast = ({ users, start, item }: Interactions): Uint8Array => {
  const parts = new Uint8Array(item.length).fill(TRAIN);
  for (let u = 0; u < users; u++) {
    const end = start[u + 1]!;
    const count = end - start[u]!;
    if (count >= 2) parts[end - 1] = TEST;
    if (count >= 3) parts[end - 2] = VALIDATION;
  }
  return parts;
};

/**
 * The last events of each user by share: the newest are held out, those before them are for choosing. Shares count as
 * nearly as whole events allow; the first event of a user always teaches. O(events).
 */
export function lastShare(
  { users, start, item }: Interactions,
  { validation, test }: EventShares,
): Uint8Array {
  const parts = new Uint8Array(item.length).fill(TRAIN);
  for (let u = 0; u < users; u++) {
    const from = start[u]!;
    const count = start[u + 1]! - from;
    const testFrom = from + Math.max(1, count - Math.round(test * count));
    const validationFrom = from + Math.max(1, count - Math.round((validation + test) * count));
    parts.fill(VALIDATION, validationFrom, testFrom);
    parts.fill(TEST, testFrom, from + count);
  }
  return parts;
}

/** The last event of each user with two or more is for choosing, and all others teach. O(events). */
export function lastForChoosing({ users, start, item }: Interactions): Uint8Array {
  const parts = new Uint8Array(item.length).fill(TRAIN);
  for (let u = 0; u < users; u++) {
    const end = start[u + 1]!;
    if (end - start[u]! >= 2) parts[end - 1] = VALIDATION;
  }
  return parts;
}
