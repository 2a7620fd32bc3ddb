import { calibrators } from '../../calibrators/index.ts';
import type { Calibrator } from '../../contracts/calibrator.ts';
import type { FittedFeed } from '../../contracts/feed.ts';
import type { FeedHead } from '../../contracts/feed-design.ts';
import { type HeadRows, knownRows, metricOf } from '../../explain/feed/judge-heads.ts';
import { denseGroups } from '../../explain/feed/over-readers.ts';
import { logLoss } from '../../metrics/log-loss.ts';

const FOLDS = 5;
/** A calibrator must lower the log loss by this share: what it learns by chance is no gain. */
const LEAST_GAIN = 1e-4;

/**
 * By head: what makes its chances come true, or null where nothing does better than leaving them alone.
 *
 * Each calibrator that has rows enough is judged out of fold on validation rows, readers kept together; the one of the
 * lowest log loss learns from all of them. said [rows x heads] given what a head is given. O(rows x calibrators).
 */
export const calibrateHeads = (
  heads: readonly FeedHead[],
  truth: readonly Float64Array[],
  said: Float64Array,
  reader: Int32Array,
): FittedFeed['calibrators'] =>
  heads.map(({ kind }, h) =>
    kind === 'binary' ? calibrateHead(knownRows(truth[h]!, said, heads.length, h, reader)) : null,
  );

function calibrateHead(rows: HeadRows): FittedFeed['calibrators'][number] {
  const { truth, said, reader } = rows;
  const positives = truth.reduce((a, b) => a + b, 0);
  let least = (1 - LEAST_GAIN) * (metricOf(logLoss, truth, said) ?? 0);
  let best: Calibrator | null = null;
  const fold = denseGroups(reader).map((group) => group % FOLDS);
  for (const calibrator of calibrators) {
    const { wants, categories } = calibrator.traits;
    // Rare actions are few however many rows there are.
    if (!categories.includes('binary') || Math.min(positives, truth.length - positives) * 2 < wants) continue;
    const honest = outOfFold(calibrator, rows, fold);
    const loss = honest === null ? null : metricOf(logLoss, truth, honest);
    if (loss === null || loss >= least) continue;
    least = loss;
    best = calibrator;
  }
  if (best === null) return null;
  return {
    name: best.name,
    version: best.version,
    state: best.fit({ outputs: 1, said, truth, weights: null }),
  };
}

/** [rows] what each would have been told, learned from the other folds; null where a fold is all there is. */
function outOfFold(calibrator: Calibrator, { truth, said }: HeadRows, fold: Int32Array): Float64Array | null {
  const honest = said.slice();
  for (let f = 0; f < FOLDS; f++) {
    const others = Int32Array.from(fold.keys()).filter((row) => fold[row] !== f);
    const judged = Int32Array.from(fold.keys()).filter((row) => fold[row] === f);
    if (judged.length === 0) continue;
    if (others.length === 0) return null;
    const take = (values: Float64Array, of: Int32Array) => Float64Array.from(of, (row) => values[row]!);
    const learned = { outputs: 1, said: take(said, others), truth: take(truth, others), weights: null };
    const part = take(said, judged);
    calibrator.open(calibrator.fit(learned))(part, part.length);
    judged.forEach((row, i) => {
      honest[row] = part[i]!;
    });
  }
  return honest;
}
