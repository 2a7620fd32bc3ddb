import type { Design, ModelChoice } from '../../../contracts/design.ts';
import { outputsOf } from '../../../contracts/task.ts';
import { measure } from '../../../explain/measure.ts';
import { probabilitiesInPlace } from '../../../kernels/probabilities.ts';
import { random, seedFor } from '../../../kernels/random.ts';
import { greedySelection } from '../../../learn/ensemble/greedy-selection.ts';
import { poolFor } from '../../../learn/ensemble/judged-members.ts';
import type { Pool } from '../../../learn/ensemble/member-states.ts';
import { pooledLoss } from '../../../learn/ensemble/pooled-loss.ts';
import { termsInPlace } from '../../../learn/ensemble/pooled-terms.ts';
import { chooseBy, lossOf, primaryMetric } from '../choose.ts';
import { modelOf } from '../fit-model.ts';
import type { Judging } from './judging.ts';
import type { Trial } from './trial.ts';

/** Members that may be chosen from: the best, so that scoring stays quick. */
const LIBRARY = 12;
const ROUNDS = 20;

/** Trials that answer together. */
export interface TrialEnsemble {
  readonly choice: ModelChoice;
  /** [judged rows x outputs] */
  readonly said: Float64Array;
  readonly loss: number;
  readonly members: readonly Trial[];
  /** [members] shares that sum to 1. */
  readonly shares: readonly number[];
}

/**
 * The trials that do best together on the judged rows, none of which a member had learned from: greedy selection by the
 * primary metric where that is a loss. Measures of ranking and of decisions do not see what becomes of the probabilities:
 * there it is selected by log loss or squared error.
 *
 * Null for a ranking, and when by the primary metric no mean of several is better than the best alone.
 */
export function ensembleOfTrials(
  design: Design,
  trials: readonly Trial[],
  judging: Judging,
): TrialEnsemble | null {
  const { task } = design.framing;
  const { truth } = judging;
  // Scores that order lists have no unit in common.
  if (task.category === 'ranking') return null;
  const library = trials
    .filter((t): t is Trial & { said: Float64Array } => t.said !== null && Number.isFinite(t.loss))
    // A constant changes no ranking and little else: it would only thin out the others.
    .filter((t) => modelOf(t.choice).traits.tier !== 'baseline')
    .toSorted((a, b) => a.loss - b.loss)
    .slice(0, LIBRARY);
  if (library.length < 2) return null;
  const metric = primaryMetric(design);
  // Of several classes only a mean of logs can be explained.
  const average = task.category === 'multiclass' ? 'log-odds' : 'probability';
  const pool = poolFor(task, average);
  const outputs = outputsOf(task);
  const byMetric = (terms: Float64Array): number =>
    lossOf(
      design,
      measure(metric, { task, threshold: 0.5 }, truth, answersOf(terms, outputs, pool), outputs),
    );
  const isLoss = metric.traits.better === 'lower' && !metric.traits.ofDecision;
  const shares = greedySelection(
    library.map((t) => termsOf(t.said, outputs, pool)),
    isLoss ? byMetric : pooledLoss(task, truth, null, pool),
    { rounds: ROUNDS, best: 1, bags: 1, share: 1 },
    random(seedFor(design.seed, 'ensemble')),
  );
  const chosen = library.flatMap((trial, i) => (shares[i]! > 0 ? [{ trial, weight: shares[i]! }] : []));
  if (chosen.length < 2) return null;
  const sum = new Float64Array(library[0]!.said.length);
  for (const { trial, weight } of chosen)
    termsOf(trial.said, outputs, pool).forEach((term, i) => {
      sum[i]! += weight * term;
    });
  const said = answersOf(sum, outputs, pool);
  const loss = lossOf(design, chooseBy(design, said, judging).validationScore);
  if (!(loss < library[0]!.loss)) return null;
  const members = chosen.map(({ trial }) => trial);
  const weights = chosen.map(({ weight }) => weight);
  return {
    choice: {
      name: 'voting',
      params: {
        members: members.map(({ choice: { name, params } }) => ({ name, params })),
        weights,
        average,
      },
    },
    said,
    loss,
    members,
    shares: weights,
  };
}

/** Answers as they are averaged. */
function termsOf(said: Float64Array, outputs: number, pool: Pool): Float64Array {
  const terms = said.slice();
  termsInPlace(terms, terms.length, outputs, pool);
  return terms;
}

/** What averaged terms come to. */
function answersOf(terms: Float64Array, outputs: number, pool: Pool): Float64Array {
  if (pool !== 'log-odds') return terms;
  const said = terms.slice();
  probabilitiesInPlace(said, said.length / outputs, outputs);
  return said;
}
