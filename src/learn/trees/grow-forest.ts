import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import { type Random, random, randomInt, seedFor } from '../../kernels/random.ts';
import { binMatrix, chooseBins } from './bins.ts';
import { type Forest, layOutForest } from './forest.ts';
import { type ForestContext, ForestGrower, type MeanTree } from './forest-grower.ts';
import type { ForestSettings } from './forest-settings.ts';
import { forestTarget } from './forest-target.ts';
import { joinTrees, type LaidTree } from './join-trees.ts';
import { OutOfBag } from './out-of-bag.ts';

/**
 * Fit a forest of trees whose leaves hold means: of the value, or of the indicator of each class, which cuts by least
 * variance and by least Gini impurity. What the trees say is averaged. One tree on all rows and columns is CART.
 *
 * x: NaN = missing, sent down the side that fits better. Weights multiply what a row adds, bootstrapped or not. Each
 * tree draws from a stream of its own: two fits of the same data, settings and seed are equal to the last bit. Where
 * trees are bootstrapped, the facts tell the out-of-bag error. Throws 'train/cancelled'. O(trees x rows x columns tried x depth).
 *
 * Source: Breiman 2001, "Random forests"; Geurts, Ernst and Wehenkel 2006, "Extremely randomized trees".
 */
export const growForest = (train: TrainingSet, settings: ForestSettings, run: Run): Forest =>
  run.kernels.scope(() => growTrees(train, settings, run));

function growTrees(train: TrainingSet, settings: ForestSettings, run: Run): Forest {
  const { kernels, checkCancelled } = run;
  const { task, x, weights, columns } = train;
  const bins = chooseBins(kernels, x, columns, weights, settings.maxBins, random(seedFor(run.seed, 'bins')));
  run.checkCancelled();
  const target = forestTarget(train);
  const context = { kernels, x: binMatrix(kernels, x, bins), bins, target, settings, checkCancelled };
  const grower = new ForestGrower(context);
  const outOfBag = settings.bootstrap ? new OutOfBag(context) : null;
  const trees: LaidTree[] = [];
  for (let t = 1; t <= settings.trees; t++) {
    run.checkCancelled();
    const r = random(seedFor(run.seed, `tree ${t}`));
    const weight = settings.bootstrap ? bootstrapped(target.weight, r) : target.weight;
    const grown = grower.grow(weight, r);
    coverAll(grown, context, weight, outOfBag);
    trees.push({
      forest: layOutForest({ category: task.category }, target.centre, [grown.tree], bins, columns),
      value: grown.value,
    });
    if (t < settings.trees) run.progress(t / settings.trees, `tree ${t} of ${settings.trees}`);
  }
  const error = outOfBag?.error() ?? null;
  run.progress(
    1,
    `${settings.trees} trees${error === null ? '' : `, out-of-bag error ${error.toPrecision(4)}`}`,
  );
  const forest = joinTrees(trees, target.centre);
  return error === null ? forest : { ...forest, facts: { ...forest.facts, outOfBagError: error } };
}

/** [rows] each weight times how often its row was drawn, in as many draws as there are rows. */
function bootstrapped(weight: Float64Array, r: Random): Float64Array {
  const out = new Float64Array(weight.length);
  for (let i = 0; i < out.length; i++) {
    const row = randomInt(r, out.length);
    out[row] = out[row]! + weight[row]!;
  }
  return out;
}

/**
 * Cover counts every training row, drawn for this tree or not: contributions start from the mean over all of them. Rows
 * that were not drawn are judged on the way. O(rows + rows not drawn x depth).
 */
function coverAll(
  grown: MeanTree,
  { x, target }: ForestContext,
  weight: Float64Array,
  outOfBag: OutOfBag | null,
): void {
  const { tree, order } = grown;
  for (let node = 0; node < tree.nodes; node++)
    if (tree.left[node] === 0)
      for (let i = tree.start[node]!; i < tree.end[node]!; i++)
        tree.cover[node] = tree.cover[node]! + target.weight[order[i]!]!;
  for (let row = 0; row < x.rows; row++) {
    if (weight[row]! > 0) continue;
    const leaf = tree.leafOf(x, row);
    tree.cover[leaf] = tree.cover[leaf]! + target.weight[row]!;
    outOfBag?.add(grown, row, leaf);
  }
  tree.sumCover();
}
