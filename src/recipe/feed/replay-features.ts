import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import type { Attributes } from '../../contracts/product-event.ts';
import type { Run } from '../../contracts/run.ts';
import { type Matrix, matrix } from '../../table/matrix.ts';
import { rowValues } from '../../table/row-values.ts';
import type { FeedFeatures } from './feed-features.ts';
import type { LogReplay } from './replay-log.ts';

/** Occasions between two looks whether to stop. */
const OCCASIONS_A_LOOK = 256;

/**
 * The rows to learn from: the features of every post of every occasion, as of its moment. The log is gone through once;
 * what is known at an occasion is what the events before it tell, never those that came of it.
 *
 * @returns [rows x features]; the replay stands behind the last occasion afterwards
 */
export function replayFeatures(
  log: FeedLog,
  occasions: FeedOccasions,
  features: FeedFeatures,
  replay: LogReplay,
  run: Run,
): Matrix {
  const { size, start, before, at, reader, moment } = occasions;
  const out = matrix(start[size]!, features.columns.length);
  for (let o = 0; o < size; o++) {
    if (o % OCCASIONS_A_LOOK === 0) {
      run.checkCancelled();
      run.progress(o / size, `page ${o + 1} of ${size}`);
    }
    replay.advance(before[o]!, at[o]!);
    const [from, to] = [start[o]!, start[o + 1]!];
    features.write(
      replay.known,
      {
        reader: reader[o]!,
        posts: occasions.post.subarray(from, to),
        context: contextOf(log, moment[o]!),
        position: occasions.position.subarray(from, to),
        now: at[o]!,
      },
      out,
      from,
    );
  }
  return out;
}

const contextOf = ({ context }: FeedLog, row: number): Attributes =>
  row < 0 || context.schema.length === 0 ? {} : rowValues(context, row);
