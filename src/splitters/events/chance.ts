import { TRAIN } from '../../contracts/splitter.ts';
import { deal } from '../../kernels/deal.ts';
import { random, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { Interactions } from '../../table/interactions.ts';
import type { EventShares } from './parts.ts';

/** Events of each user by chance; one of each always teaches. Shares are kept over all the others. O(events). */
export function byChance(
  { users, start, item }: Interactions,
  { validation, test }: EventShares,
  seed: number,
): Uint8Array {
  const r = random(seed);
  const next = deal([1 - validation - test, validation, test]);
  const parts = new Uint8Array(item.length).fill(TRAIN);
  for (let u = 0; u < users; u++) {
    const from = start[u]!;
    const order = shuffle(range(start[u + 1]! - from), r);
    for (const i of order.subarray(1)) parts[from + i] = next(1);
  }
  return parts;
}
