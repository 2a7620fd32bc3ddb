import type { Kernels } from '../../contracts/kernels.ts';
import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import type { Task } from '../../contracts/task.ts';
import { dealFolds } from '../../kernels/deal-folds.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { binMatrix, chooseBins } from './bins.ts';
import { layRecords } from './block-records.ts';
import { Booster, type BoostPlan } from './booster.ts';
import { type Forest, layOutForest } from './forest.ts';
import type { GrownTree } from './grown-tree.ts';
import { histogramBytes } from './histogram.ts';
import { Judge } from './judge.ts';
import { usualLoss } from './losses/choose.ts';
import { dealLists } from './losses/row-lists.ts';
import { truthOf } from './losses/truth.ts';
import type { BoostSettings } from './settings.ts';
import { settleRows, worthSettling } from './settle-rows.ts';

/** Room for the histograms of one tree, and the bins that a column keeps however wide the table is. */
const HISTOGRAM_BYTES = 2 ** 29;
const FEWEST_BINS = 15;

/**
 * Fit gradient-boosted trees (Friedman 2001) on histograms, leaf by leaf (Ke et al. 2017, LightGBM).
 *
 * How many rounds: with validation rows, as many as their loss goes on falling; without, the number is found by
 * holding out parts of the training rows, and that many are then grown on all of them.
 *
 * x: NaN = missing, sent down the side that fits better. Two fits of the same data, settings and seed are equal to the
 * last bit. Throws 'train/cancelled', and 'train/loss-target' or 'train/loss-lists' for truth that the loss does not take.
 * O(rounds x outputs x rows x cols x log leaves).
 */
export function fitForest(train: TrainingSet, settings: BoostSettings, run: Run): Forest {
  return run.kernels.scope(() => {
    const { task, columns } = train;
    const plan = planFit(train, settings, run);
    const { bins, base, loss } = plan;
    const trees = growTrees(plan, train);
    run.progress(1, `${trees.length} trees`);
    const facts = { category: task.category, ...(loss.link === undefined ? {} : { link: loss.link }) };
    return layOutForest(facts, base, trees, bins, columns);
  });
}

function planFit(train: TrainingSet, settings: BoostSettings, run: Run): BoostPlan {
  const { task, x, weights, columns } = train;
  const { kernels } = run;
  const loss = settings.loss ?? usualLoss(task);
  const truth = truthOf(train, loss);
  const most = binsThatFit(x.cols, settings);
  const bins = chooseBins(kernels, x, columns, weights, most, random(seedFor(run.seed, 'bins')));
  run.checkCancelled();
  const binned = binMatrix(kernels, x, bins);
  const data = {
    ...truth,
    x: binned,
    y: copied(kernels, truth.y),
    weights: weights === null ? null : copied(kernels, weights),
  };
  const records = layRecords(kernels, binned);
  const plan = { data, records, bins, base: loss.base(truth), loss, settings, run };
  if (worthSettling(plan)) settleRows(plan);
  return plan;
}

/** The same numbers where kernels can see them. */
function copied(kernels: Kernels, values: Float64Array): Float64Array {
  const copy = kernels.f64(values.length);
  copy.set(values);
  return copy;
}

/** Fewer bins than asked for where a table is so wide that a tree's histograms would take more than their room. */
function binsThatFit(cols: number, { maxBins, maxLeaves }: BoostSettings): number {
  let most = maxBins;
  while (most > FEWEST_BINS && maxLeaves * histogramBytes(cols, most + 1) > HISTOGRAM_BYTES)
    most = Math.max(FEWEST_BINS, Math.floor(most / 4));
  return most;
}

/** Grow as many rounds as the settings and the held-out rows say. */
function growTrees(plan: BoostPlan, train: TrainingSet): GrownTree[] {
  const { data, bins, base, loss, settings } = plan;
  const all = range(data.y.length);
  if (settings.patience === 0) return growRounds(plan, settings.rounds, 0);
  const { validation } = train;
  if (validation !== undefined && validation.y.length > 0) {
    const held = { x: binMatrix(plan.run.kernels, validation.x, bins), ...truthOf(validation, loss) };
    const course = {
      booster: newBooster(plan, all, 0),
      judge: new Judge(held, range(held.y.length), base, loss),
    };
    const { rounds, trees } = growWhileFalling(plan, [course], 1);
    return trees.slice(0, rounds * loss.outputs);
  }
  const courses = holdOutInTurn(plan, train.task);
  if (courses.length === 0) return [];
  const share = courses.length / (courses.length + 1);
  const { rounds } = growWhileFalling(plan, courses, share);
  return growRounds(plan, rounds, share);
}

/** A booster and the rows that judge it. */
interface Course {
  readonly booster: Booster;
  readonly judge: Judge;
}

/** A course for each fold held out; none when there are too few rows, or lists, to hold one out. */
function holdOutInTurn(plan: BoostPlan, task: Task): Course[] {
  const { data, base, loss, settings, run } = plan;
  const lists = loss.ofLists ? data.lists : null;
  const folds = Math.min(settings.folds, lists === null ? data.y.length : lists.start.length - 1);
  if (folds < 2) return [];
  const classes = task.category === 'regression' ? null : loss.outputs === 1 ? 2 : loss.outputs;
  const r = random(seedFor(run.seed, 'folds'));
  const fold = lists === null ? dealFolds(data.y, classes, folds, r) : dealLists(lists, folds, r);
  const all = range(data.y.length);
  return Array.from({ length: Math.min(settings.holdOuts, folds) }, (_, f) => ({
    booster: newBooster(
      plan,
      all.filter((row) => fold[row] !== f),
      f + 1,
    ),
    judge: new Judge(
      data,
      all.filter((row) => fold[row] === f),
      base,
      loss,
    ),
  }));
}

/**
 * Add rounds to all courses in step until their mean loss has not fallen for `patience` rounds.
 *
 * share: part of the progress of the fit that this is. @returns the number of rounds with the lowest mean loss (0 =
 * the base score was best), and all trees of the first course.
 */
function growWhileFalling(
  { settings, run }: BoostPlan,
  courses: readonly Course[],
  share: number,
): { rounds: number; trees: GrownTree[] } {
  const trees: GrownTree[] = [];
  let lowest = meanLoss(courses);
  let rounds = 0;
  for (let round = 1; round <= settings.rounds && round - rounds <= settings.patience; round++) {
    run.checkCancelled();
    for (const [i, { booster, judge }] of courses.entries()) {
      const grown = booster.round();
      judge.add(grown);
      if (i === 0) trees.push(...grown);
    }
    const loss = meanLoss(courses);
    if (loss < lowest) {
      lowest = loss;
      rounds = round;
    }
    run.progress((share * round) / settings.rounds, `round ${round}, held-out loss ${loss.toFixed(4)}`);
  }
  return { rounds, trees };
}

function meanLoss(courses: readonly Course[]): number {
  let sum = 0;
  for (const { judge } of courses) sum += judge.mean();
  return sum / courses.length;
}

/** Grow this many rounds on all rows; `from`: progress so far. Ends early when nothing is left to split. */
function growRounds(plan: BoostPlan, rounds: number, from: number): GrownTree[] {
  const { data, run } = plan;
  const booster = newBooster(plan, range(data.y.length), 0);
  const trees: GrownTree[] = [];
  for (let round = 1; round <= rounds; round++) {
    run.checkCancelled();
    const grown = booster.round();
    if (!booster.sampled && grown.every((tree) => tree.leaves === 1)) break;
    trees.push(...grown);
    run.progress(from + ((1 - from) * round) / rounds, `round ${round} of ${rounds}`);
  }
  return trees;
}

/** part: 0 = on all rows, f + 1 = with fold f held out; each draws its own samples. */
const newBooster = (plan: BoostPlan, rows: Int32Array, part: number): Booster =>
  new Booster(plan, rows, seedFor(plan.run.seed, `booster ${part}`));
