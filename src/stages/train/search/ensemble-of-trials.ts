import type { Design, ModelChoice } from '../../../contracts/design.ts';
import { outputsOf } from '../../../contracts/task.ts';
import { measure } from '../../../explain/measure.ts';
import { probabilitiesInPlace } from '../../../kernels/probabilities.ts';
import { random, seedFor } from '../../../kernels/random.ts';
import { drawnToEven } from '../../../learn/ensemble/even-shares.ts';
import { greedySelection } from '../../../learn/ensemble/greedy-selection.ts';
import { poolFor } from '../../../learn/ensemble/judged-members.ts';
import type { Pool } from '../../../learn/ensemble/member-states.ts';
import { pooledLoss, pooledRowLoss } from '../../../learn/ensemble/pooled-loss.ts';
import { termsInPlace } from '../../../learn/ensemble/pooled-terms.ts';
import { chooseBy, lossOf, primaryMetric } from '../choose.ts';
import { modelOf } from '../fit-model.ts';
import type { Judging } from './judging.ts';
import type { Trial } from './trial.ts';

/** Members that may be chosen from, so that scoring stays quick. */
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
 * primary metric where that is a loss, drawn half way to the best trial of each model alike as long as those rows do not
 * tell the difference: few rows cannot choose between a dozen members. Measures of ranking and of decisions do not see
 * what becomes of the probabilities: there it is selected by log loss or squared error.
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
  const { library, models } = libraryOf(trials);
  if (library.length < 2) return null;
  // Of several classes only a mean of logs can be explained.
  const average = task.category === 'multiclass' ? 'log-odds' : 'probability';
  const pool = poolFor(task, average);
  const outputs = outputsOf(task);
  const terms = library.map((t) => termsOf(t.said, outputs, pool));
  const shares = sharesOf(design, terms, models, truth, pool);
  const chosen = library.flatMap((trial, i) => (shares[i]! > 0 ? [{ trial, weight: shares[i]! }] : []));
  if (chosen.length < 2) return null;
  const said = answersOf(meanOf(terms, shares), outputs, pool);
  const loss = lossOf(design, chooseBy(design, said, judging).validationScore);
  if (!(loss < Math.min(...library.map((t) => t.loss)))) return null;
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

/** [members] how much each counts, by what they say of the judged rows; the first `models` are the best of their kinds. */
function sharesOf(
  design: Design,
  terms: readonly Float64Array[],
  models: number,
  truth: Float64Array,
  pool: Pool,
): Float64Array {
  const { task } = design.framing;
  const metric = primaryMetric(design);
  const outputs = outputsOf(task);
  const byMetric = (mean: Float64Array): number => {
    const said = answersOf(mean, outputs, pool);
    return lossOf(design, measure(metric, { task, threshold: 0.5 }, truth, said, outputs));
  };
  const isLoss = metric.traits.better === 'lower' && !metric.traits.ofDecision;
  const selected = greedySelection(
    terms,
    isLoss ? byMetric : pooledLoss(task, truth, null, pool),
    { rounds: ROUNDS, best: 1, bags: 1, share: 1 },
    random(seedFor(design.seed, 'ensemble')),
  );
  const even = selected.map((_, i) => (i < models ? 1 / models : 0));
  const rowLoss = pooledRowLoss(task, truth, pool);
  return drawnToEven(selected, even, (shares) => {
    const mean = meanOf(terms, shares);
    return truth.map((_, row) => rowLoss(mean, row));
  });
}

/** Trials that may become members, the best of each of so many `models` first, then the best of all. */
function libraryOf(trials: readonly Trial[]): {
  library: (Trial & { said: Float64Array })[];
  models: number;
} {
  const ranked = trials
    .filter((t): t is Trial & { said: Float64Array } => t.said !== null && Number.isFinite(t.loss))
    // A constant changes no ranking and little else: it would only thin out the others.
    .filter((t) => modelOf(t.choice).traits.tier !== 'baseline')
    .toSorted((a, b) => a.loss - b.loss);
  const firsts = ranked.filter((t, i) => ranked.findIndex((o) => o.choice.name === t.choice.name) === i);
  const others = ranked.filter((t) => !firsts.includes(t));
  const library = [...firsts, ...others].slice(0, Math.max(LIBRARY, firsts.length));
  return { library, models: firsts.length };
}

/** The weighted mean of terms. */
function meanOf(terms: readonly Float64Array[], shares: Float64Array): Float64Array {
  const sum = new Float64Array(terms[0]!.length);
  terms.forEach((of, m) => {
    const share = shares[m]!;
    if (share > 0) for (let i = 0; i < sum.length; i++) sum[i]! += share * of[i]!;
  });
  return sum;
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
