import type { TrainingSet } from '../../../contracts/model.ts';
import { fail } from '../../../errors/fail.ts';
import type { Loss, Truth } from './loss.ts';
import { rowLists } from './row-lists.ts';

/**
 * The truth of rows as a loss takes it. Throws 'train/loss-target' for a row outside the range of the loss, and
 * 'train/loss-lists' when it needs lists and there are none. O(rows).
 */
export function truthOf(
  { y, weights, groups }: Pick<TrainingSet, 'y' | 'weights' | 'groups'>,
  loss: Loss,
): Truth {
  if (loss.range !== undefined) {
    const [least, most] = loss.range;
    const value = y.find((v) => v < least || v > most);
    if (value !== undefined) throw fail('train/loss-target', { value, least, most });
  }
  if (loss.ofLists && groups === undefined) throw fail('train/loss-lists', {});
  return { y, weights, lists: groups === undefined ? null : rowLists(groups) };
}
