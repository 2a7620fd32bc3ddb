import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { binMatrix, chooseBins } from './bins.ts';
import type { Forest } from './forest.ts';
import { ForestGrower, forestArrays } from './forest-grower.ts';
import type { ForestSettings } from './forest-settings.ts';
import { forestTarget } from './forest-target.ts';
import { joinTrees } from './join-trees.ts';
import type { MeanTree } from './mean-tree-layout.ts';
import { OutOfBag } from './out-of-bag.ts';

/**
 * Fit a forest of trees whose leaves hold means: of the value, or of the indicator of each class, which cuts by least
 * variance and by least Gini impurity. What the trees say is averaged. One tree on all rows and columns is CART.
 *
 * x: NaN = missing, sent down the side that fits better. Weights multiply what a row adds, bootstrapped or not. Each
 * tree draws from a stream of its own: two fits of the same data, settings and seed are equal to the last bit. Where
 * trees are bootstrapped, the facts tell the out-of-bag error, and of two classes the area under the ROC curve. Throws 'train/cancelled'. O(trees x rows x columns tried x depth).
 *
 * Source: Breiman 2001, "Random forests"; Geurts, Ernst and Wehenkel 2006, "Extremely randomized trees".
 */
export const growForest = (train: TrainingSet, settings: ForestSettings, run: Run): Forest =>
  run.kernels.scope(() => growTrees(train, settings, run));

function growTrees(train: TrainingSet, settings: ForestSettings, run: Run): Forest {
  const { kernels } = run;
  const { task, x, weights, columns } = train;
  const bins = chooseBins(kernels, x, columns, weights, settings.maxBins, random(seedFor(run.seed, 'bins')));
  run.checkCancelled();
  const target = forestTarget(train);
  const context = { kernels, x: binMatrix(kernels, x, bins), bins, target, settings };
  const shared = forestArrays(context);
  const side = Math.min(kernels.threads, settings.trees);
  const growers = Array.from({ length: side }, () => new ForestGrower(context, shared));
  const outOfBag = settings.bootstrap ? new OutOfBag(target) : null;
  const trees: MeanTree[] = [];
  while (trees.length < settings.trees) {
    const some = growers.slice(0, settings.trees - trees.length);
    growSideBySide(some, trees.length + 1, run);
    for (const grower of some) {
      trees.push(grower.laid());
      outOfBag?.add(grower);
    }
    if (trees.length < settings.trees)
      run.progress(trees.length / settings.trees, `tree ${trees.length} of ${settings.trees}`);
  }
  const error = outOfBag?.error() ?? null;
  const told = error === null ? '' : `, out-of-bag error ${error.toPrecision(4)}`;
  run.progress(1, `${settings.trees} trees${told}`);
  const auc = outOfBag?.auc() ?? null;
  const facts = {
    category: task.category,
    ...(error === null ? {} : { outOfBagError: error }),
    ...(auc === null ? {} : { outOfBagAuc: auc }),
  };
  const cardinality = Int32Array.from(columns, (c) => c.cardinality ?? 0);
  return joinTrees(facts, trees, target.centre, cardinality);
}

/** Grow a tree in each grower, the first of which is tree `first`. */
function growSideBySide(growers: readonly ForestGrower[], first: number, run: Run): void {
  const { kernels, seed } = run;
  run.checkCancelled();
  kernels.calls(
    'drawTreeRows',
    growers.map((grower, i) => grower.begin(seedFor(seed, `tree ${first + i}`))),
  );
  for (let left = growers; left.length > 0; left = left.filter(({ growing }) => growing)) {
    run.checkCancelled();
    kernels.calls(
      'growMeanTree',
      left.map((grower) => grower.further()),
    );
  }
}
