import { type Design, inputColumns } from '../../../contracts/design.ts';
import { quietRun } from '../../../contracts/run.ts';
import { isTaught } from '../../../contracts/task.ts';
import { fail } from '../../../errors/fail.ts';
import { seedFor } from '../../../kernels/random.ts';
import { crossValidationRounds } from '../../../splitters/cross-validation.ts';
import { type Labelled, takeLabelled } from '../labelled.ts';
import { type Parts, splitGapMs, splitInput, splitterOf } from '../parts.ts';

/** Rows that trials are judged by. Test rows are not among them. */
export interface Judging {
  readonly rounds: readonly JudgingRound[];
  /** [judged rows] of all rounds, one after the other. */
  readonly truth: Float64Array;
  /** [judged rows] of a ranking: index of the list that a row stands in, no two rounds sharing one. */
  readonly groups?: Int32Array;
}

export interface JudgingRound {
  readonly learn: Labelled;
  readonly judged: Labelled;
}

const FOLDS = 5;
/** A fold must be worth judging by. */
const FEWEST_ROWS = 20 * FOLDS;
/** Rows x columns. A larger table is judged by its validation rows alone: they are many, and a fit is slow. */
const MOST_CELLS = 150_000;

/**
 * How a search judges: by cross-validation over training and validation rows, in folds of the design's own splitter, so
 * that neither groups nor time leak; large tables, and those too small for folds, by the design's validation rows.
 *
 * Throws 'train/search-untaught' where there is no truth to judge by. Depends on the table alone, not on the time that there is: the same trials are judged alike in every run.
 */
export function judgingOf(design: Design, parts: Parts): Judging {
  const { task } = design.framing;
  if (!isTaught(task)) throw fail('train/search-untaught', { category: task.category });
  const { fitting, train, validation } = parts;
  const rows = fitting.truth.length;
  const splitter = splitterOf(design);
  const cells = rows * inputColumns(design).length;
  if (splitter.folds === undefined || rows < FEWEST_ROWS || cells > MOST_CELLS)
    return judgedBy([{ learn: train, judged: validation }]);
  const rounds = crossValidationRounds(
    splitter,
    splitInput(design, fitting),
    { folds: FOLDS, repeats: 1, gapMs: splitGapMs(design) },
    design.data.split.params,
    quietRun(seedFor(design.seed, 'judging')),
  );
  return judgedBy(
    rounds.map((round) => ({
      learn: takeLabelled(fitting, round.train),
      judged: takeLabelled(fitting, round.test),
    })),
  );
}

function judgedBy(rounds: readonly JudgingRound[]): Judging {
  const truth = new Float64Array(rounds.reduce((sum, { judged }) => sum + judged.truth.length, 0));
  let at = 0;
  for (const { judged } of rounds) {
    truth.set(judged.truth, at);
    at += judged.truth.length;
  }
  const [first] = rounds;
  return { rounds, truth, ...(first?.judged.groups && { groups: listsOf(rounds) }) };
}

function listsOf(rounds: readonly JudgingRound[]): Int32Array {
  const all: number[] = [];
  let lists = 0;
  for (const { judged } of rounds) {
    const before = lists;
    for (const list of judged.groups!) {
      all.push(before + list);
      lists = Math.max(lists, before + list + 1);
    }
  }
  return Int32Array.from(all);
}
