import type { FittedFeed } from '../../contracts/feed.ts';
import type { FeedRecord } from '../../contracts/feed-record.ts';
import { fail } from '../../errors/fail.ts';
import { median } from '../../kernels/median.ts';
import { range } from '../../kernels/range.ts';
import type { Clock } from '../../ports/clock.ts';
import { type FeedScorer, openFeedScorer } from '../../recipe/feed/feed-scorer.ts';
import { type FeedManifestPart, feedFrom } from '../../recipe/feed/store-feed.ts';
import { type Matrix, takeMatrix } from '../../table/matrix.ts';
import type { FeedPorts } from './feed-task.ts';
import { saidOf } from './score-part.ts';

/** Rows that are compared, and those of a page that is timed. */
const ROWS = 500;
const PAGE = 100;
const ROUNDS = 15;

/**
 * Score rows with the feed as it was fitted, as it is read back, and one by one, and compare to the last bit; and time it.
 *
 * Throws 'train/parity' when a row differs: a feed that answers differently in production is not registered.
 */
export function proveScores(
  fitted: FittedFeed,
  stored: FeedManifestPart,
  tensors: Uint8Array,
  x: Matrix,
  { clock, kernels }: FeedPorts,
): Pick<FeedRecord, 'parity' | 'scoreMicros'> {
  const heads = fitted.heads.length;
  const some = takeMatrix(x, range(Math.min(ROWS, x.rows)));
  const score = openFeedScorer(fitted, kernels);
  const expected = saidOf(score, some, heads);
  const reloaded = openFeedScorer(feedFrom(stored, tensors), kernels);
  const again = saidOf(reloaded, some, heads);
  const single = new Float64Array(expected.length);
  for (let r = 0; r < some.rows; r++)
    single.set(saidOf(reloaded, takeMatrix(some, Int32Array.of(r)), heads), r * heads);
  const parity = {
    rows: some.rows,
    reloaded: differing(expected, again, heads),
    single: differing(expected, single, heads),
  };
  for (const path of ['reloaded', 'single'] as const)
    if (parity[path] > 0)
      throw fail('train/parity', { model: fitted.system, path, difference: parity[path] });
  return {
    parity,
    scoreMicros: pageMicros(score, x, heads, clock),
  };
}

function differing(a: Float64Array, b: Float64Array, heads: number): number {
  let rows = 0;
  for (let r = 0; r < a.length; r += heads)
    if (a.subarray(r, r + heads).some((value, h) => !Object.is(value, b[r + h]))) rows += 1;
  return rows;
}

/** Median time to score the first 100 of these rows. */
export function pageMicros(score: FeedScorer, x: Matrix, heads: number, clock: Clock): number {
  const page = takeMatrix(x, range(Math.min(PAGE, x.rows)));
  const out = new Float64Array(page.rows * heads);
  const micros = Float64Array.from({ length: ROUNDS }, () => {
    const began = clock.elapsed();
    score(page, out);
    return (clock.elapsed() - began) * 1000;
  });
  return median(micros);
}
