/**
 * Boosted trees against scikit-learn's HistGradientBoosting, both with their defaults, on the same folds.
 *
 *     node bench/quality/compare.ts [--repeats 5] [set ...]        PYTHON=path/to/python (requirements.txt)
 *
 * Prints a Markdown table: mean over repeats x 5 folds, and the paired difference with its 95 % interval, whose
 * variance is corrected for training sets that overlap (Nadeau and Bengio 2003, "Inference for the generalization
 * error"). The bar: AUC at least theirs - 0.003, RMSE at most 1 % above, log loss at most 0.5 % above; and on the rare
 * class a log loss below that of the base rate.
 */
import { type FoldedSet, type FoldScore, foldedSet, scoreFolds } from './folds.ts';

const BAR = [
  'wa_churn',
  'lending_club',
  'adult',
  'bank-marketing',
  'credit-default',
  'ames',
  'california-housing',
  'bike-sharing',
  'hpc_data',
  'rare-class',
];

/** One line of the table. Differences are ours - theirs: absolute for AUC, a share of theirs for a loss. */
function compare(set: FoldedSet): string {
  const ours: FoldScore[] = [];
  for (let repeat = 0; repeat < set.repeats; repeat++) ours.push(...scoreFolds(set, repeat));
  const theirs = set.peer!.flat();
  const metric = set.name === 'rare-class' ? 'logLoss' : set.metric;
  const mine = ours.map((f) => f[metric]!);
  const peer = theirs.map((f) => f[metric]!);
  const unit = metric === 'rocAuc' ? 1 : mean(peer);
  const differences = mine.map((v, i) => (v - peer[i]!) / unit);
  const difference = mean(differences);
  const half = set.t * standardError(differences, set.folds);
  const limit = set.name === 'rare-class' ? baseRateLoss(set) / mean(peer) - 1 : LIMITS[metric];
  const passed = metric === 'rocAuc' ? difference >= limit : difference <= limit;
  const show = metric === 'rocAuc' ? (v: number) => v.toFixed(4) : (v: number) => `${(100 * v).toFixed(2)} %`;
  const seconds = mean(ours.map((f) => f.seconds!)).toFixed(2);
  const cells = [
    set.name,
    metric,
    mean(mine).toPrecision(5),
    mean(peer).toPrecision(5),
    `${show(difference)} (${show(difference - half)} to ${show(difference + half)})`,
    show(limit),
    passed ? 'yes' : '**no**',
    `${seconds} / ${mean(theirs.map((f) => f.seconds!)).toFixed(2)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const LIMITS = { rocAuc: -0.003, rmse: 0.01, logLoss: 0.005 };

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Of a mean over repeated folds: training sets share rows, so folds count for less than as many samples. */
function standardError(differences: readonly number[], folds: number): number {
  const center = mean(differences);
  const variance = differences.reduce((s, d) => s + (d - center) ** 2, 0) / (differences.length - 1);
  return Math.sqrt(variance * (1 / differences.length + 1 / (folds - 1)));
}

/** Log loss of always telling the share of positives. */
function baseRateLoss(set: FoldedSet): number {
  const p = mean([...set.y]);
  return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
}

function main(args: string[]): void {
  const at = args.indexOf('--repeats');
  const repeats = at < 0 ? 5 : Number(args.splice(at, 2)[1]);
  const names = args.length > 0 ? args : BAR;
  console.log(
    '| set | metric | Millwright | scikit-learn | difference (95 % interval) | limit | passes | fit s, ours / theirs |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const name of names) console.log(compare(foldedSet(name, repeats, true)));
}

main(process.argv.slice(2));
