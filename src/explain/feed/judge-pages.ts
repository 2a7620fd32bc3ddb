import type { PageJudgement } from '../../contracts/feed-evaluation.ts';
import type { FeedOccasions } from '../../contracts/feed-log.ts';
import { sortOrder } from '../../kernels/sort-order.ts';

/** What came of posts counts at most so many times, however much better their new place is. */
const MOST = 20;

/** Pages to judge, and how. */
export interface JudgedPages {
  readonly occasions: FeedOccasions;
  /** How much each place is looked at beside the first; null = places are discounted. */
  readonly examination: Float64Array | null;
  /** Places that count. */
  readonly k: number;
}

export const judgementOf = ({ examination }: Pick<JudgedPages, 'examination'>): PageJudgement =>
  examination === null ? 'discounted' : 'examined';

/** Rows page by page, the highest score of each first; of equals the one that was shown first. NaN comes last. */
export function orderBy({ start, size }: FeedOccasions, score: Float64Array): Int32Array {
  const order = new Int32Array(score.length);
  for (let p = 0; p < size; p++) {
    const [from, to] = [start[p]!, start[p + 1]!];
    // Ascending by the score turned about: equal scores keep their order so.
    const rows = sortOrder(score.slice(from, to).map((s) => -s));
    for (let i = 0; i < rows.length; i++) order[from + i] = from + rows[i]!;
  }
  return order;
}

/**
 * [pages] what the first places of each page bring when its rows stand in another order; NaN of a page with a row of which
 * nobody knows what came.
 *
 * brought [rows] what came of each row where it stood, NaN unknown; order [rows] page by page
 */
export function broughtBy(pages: JudgedPages, brought: Float64Array, order: Int32Array): Float64Array {
  const { occasions, k } = pages;
  const { start, size } = occasions;
  return Float64Array.from({ length: size }, (_, p) => {
    let sum = 0;
    for (let i = start[p]!; i < start[p + 1]!; i++) {
      const row = order[i]!;
      const place = i - start[p]!;
      if (Number.isNaN(brought[row]!)) return Number.NaN;
      if (place < k) sum += brought[row]! * placeWeight(pages, row, place);
    }
    return sum;
  });
}

function placeWeight({ examination, occasions }: JudgedPages, row: number, place: number): number {
  if (examination === null) return 1 / Math.log2(place + 2);
  const last = examination.length - 1;
  const was = occasions.position[row]!;
  // Of a row whose place nobody noted, it is as if it stayed.
  if (was < 0) return 1;
  return Math.min(MOST, examination[Math.min(place, last)]! / examination[Math.min(was, last)]!);
}

/**
 * [pages] NDCG of the first places, what speaks against a post counting 0; NaN of a page of which nothing came. Gains as in
 * metrics/ranking/ndcg.ts, each by log2(1 + place).
 */
export function ndcgBy(
  { occasions: { start, size }, k }: JudgedPages,
  brought: Float64Array,
  order: Int32Array,
): Float64Array {
  return Float64Array.from({ length: size }, (_, p) => {
    const gains = order.subarray(start[p], start[p + 1]);
    const got = Float64Array.from(gains, (row) => Math.max(0, brought[row]!));
    return discounted(got, k) / discounted(got.toSorted().reverse(), k);
  });
}

function discounted(gains: Float64Array, k: number): number {
  let sum = 0;
  for (let i = 0; i < k && i < gains.length; i++) sum += gains[i]! / Math.log2(i + 2);
  return sum;
}

/** [rows] the value of what came of each: worth by head x truth, what was not asked counting 0; NaN where it is not known yet. */
export function broughtValue({ truth }: FeedOccasions, worth: Float64Array, given: Int32Array): Float64Array {
  return Float64Array.from(truth[0] ?? [], (_, row) => {
    let value = 0;
    for (let h = 0; h < worth.length; h++) {
      const came = truth[h]![row]!;
      if (!Number.isNaN(came)) value += worth[h]! * came;
      else if (isOpen(truth, given, h, row)) return Number.NaN;
    }
    return value;
  });
}

/** [rows] what came of one head: 0 where it was not asked, NaN where it is not known yet. */
export const broughtOf = ({ truth }: FeedOccasions, head: number, given: Int32Array): Float64Array =>
  truth[head]!.map((came, row) =>
    Number.isNaN(came) ? (isOpen(truth, given, head, row) ? Number.NaN : 0) : came,
  );

/** Whether a head was asked of a row, of which nobody knows the answer yet. */
function isOpen(truth: readonly Float64Array[], given: Int32Array, head: number, row: number): boolean {
  const before = given[head]!;
  if (before < 0) return true;
  const came = truth[before]![row]!;
  return Number.isNaN(came) ? isOpen(truth, given, before, row) : came === 1;
}
