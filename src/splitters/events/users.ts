import { TEST, TRAIN, VALIDATION } from '../../contracts/splitter.ts';
import { random, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { Interactions } from '../../table/interactions.ts';
import { type EventShares, TEST_PAST, VALIDATION_PAST } from './parts.ts';

/** Share of the past of a held-out user that is told. */
const TOLD = 0.8;

/**
 * Some users are held out whole: of each most of the past is told, and the rest is what he is judged by. What is told are
 * his first events where there are times, else any. Users with a single event always teach, for they cannot be judged.
 *
 * Shares are of the users with two events or more. O(events). Source: Liang et al. 2018 (Mult-VAE), "strong generalization".
 */
export function holdOutUsers(
  { users, start, item, timed }: Interactions,
  { validation, test }: EventShares,
  seed: number,
): Uint8Array {
  const r = random(seed);
  const able = range(users).filter((u) => start[u + 1]! - start[u]! >= 2);
  const ofTest = Math.round(test * able.length);
  const ofValidation = Math.round(validation * able.length);
  const parts = new Uint8Array(item.length).fill(TRAIN);
  shuffle(able, r)
    .subarray(0, ofTest + ofValidation)
    .forEach((u, n) => {
      const [past, wanted] = n < ofTest ? [TEST_PAST, TEST] : [VALIDATION_PAST, VALIDATION];
      const from = start[u]!;
      const count = start[u + 1]! - from;
      const told = Math.min(count - 1, Math.max(1, Math.round(TOLD * count)));
      const order = timed ? range(count) : shuffle(range(count), r);
      order.forEach((i, place) => {
        parts[from + i] = place < told ? past : wanted;
      });
    });
  return parts;
}
