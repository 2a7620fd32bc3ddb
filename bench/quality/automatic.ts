/**
 * The automatic ensemble under a budget against each of its models alone and against LightGBM with 50 random-search
 * trials, on the same five folds.
 *
 *     node --no-liftoff bench/quality/automatic.ts [--budget 60] [--trials 50] [--folds 5] [--keep FOLDER] [set ...]
 *
 * PYTHON: path/to/python (requirements.txt). Within each fold everything is chosen on its training rows; the fold is
 * scored once. The budget is in seconds of CPU time of this process on one thread, so that a busy machine takes nothing
 * from it. --folds: score only so many of the five, for large sets. --keep: a folder for what each fold came to; what lies
 * there is not computed again.
 *
 * Prints a Markdown table: the mean over folds, and the difference to each opponent with its 95 % interval, whose variance
 * is corrected for training sets that overlap (Nadeau and Bengio 2003). An opponent that is ahead is in bold.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FoldedSet, withFoldedSet } from './folds.ts';
import { type FoldFigures, option, scoreFold } from './opponents.ts';

// From small to large.
const SETS = [
  'iris',
  'wine',
  'diabetes',
  'breast_cancer',
  'german-credit',
  'attrition',
  'ames',
  'hpc_data',
  'credit_data',
  'wa_churn',
  'lending_club',
  'bike-sharing',
  'california-housing',
  'fraud-sales',
  'credit-default',
  'bank-marketing',
  'adult',
];

/** Student's t for a 95 % interval, by degrees of freedom: one less than there are folds. */
const T = [Number.NaN, 12.706, 4.303, 3.182, 2.776];

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Ours - theirs, turned so that more is better; of a loss in per cent of theirs. */
function against(set: FoldedSet, ours: readonly number[], theirs: readonly number[]): string {
  const ranked = set.metric === 'rocAuc';
  const unit = ranked ? 1 : -mean(theirs) / 100;
  const differences = ours.map((v, i) => (v - theirs[i]!) / unit);
  const n = differences.length;
  const centre = mean(differences);
  const variance = differences.reduce((s, d) => s + (d - centre) ** 2, 0) / (n - 1);
  const half = T[n - 1]! * Math.sqrt(variance * (1 / n + 1 / (set.folds - 1)));
  const show = (v: number): string => (ranked ? v.toFixed(4) : `${v.toFixed(2)} %`);
  const text = n === 1 ? show(centre) : `${show(centre)} [${show(centre - half)}, ${show(centre + half)}]`;
  return centre < 0 ? `**${text}**` : `+${text}`;
}

/** The best model by the mean of the same folds, which flatters it. */
function bestAlone(set: FoldedSet, folds: readonly FoldFigures[]): { name: string; scores: number[] } {
  const all = Object.keys(folds[0]!.alone).map((name) => ({
    name,
    scores: folds.map((f) => f.alone[name]!),
  }));
  const sign = set.metric === 'rocAuc' ? -1 : 1;
  return all.toSorted((a, b) => sign * (mean(a.scores) - mean(b.scores)))[0]!;
}

function lineOf(set: FoldedSet, folds: readonly FoldFigures[]): string {
  const single = bestAlone(set, folds);
  const ours = folds.map((f) => f.automatic);
  const peer = folds.map((f) => f.peer);
  const part = folds.length < set.folds ? `, ${folds.length} of ${set.folds} folds` : '';
  const cells = [
    `${set.name}, ${set.x.rows.toLocaleString('en')} x ${set.x.cols}${part}`,
    set.metric,
    mean(ours).toPrecision(5),
    `${mean(single.scores).toPrecision(5)} (${single.name})`,
    against(set, ours, single.scores),
    mean(peer).toPrecision(5),
    against(set, ours, peer),
    Math.round(mean(folds.map((f) => f.trials))),
    `${mean(folds.map((f) => f.seconds)).toFixed(0)} / ${mean(folds.map((f) => f.peerSeconds)).toFixed(0)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function main(args: string[]): Promise<void> {
  const limits = {
    budget: option(args, '--budget', 60, Number),
    trials: option(args, '--trials', 50, Number),
  };
  const count = option(args, '--folds', 5, Number);
  const keep = option<string | null>(args, '--keep', null, String);
  if (keep !== null) mkdirSync(keep, { recursive: true });
  console.log(
    '| set | metric | automatic | best model alone | difference | LightGBM, tuned | difference | trials a fold | CPU s a fold, ours / theirs |',
  );
  console.log(`|${' --- |'.repeat(9)}`);
  for (const name of args.length > 0 ? args : SETS)
    await withFoldedSet(name, async (set, folder) => {
      const folds: FoldFigures[] = [];
      for (let fold = 0; fold < Math.min(count, set.folds); fold++) {
        const file = keep && join(keep, `${name}-${limits.budget}s-${fold}.json`);
        if (file !== null && existsSync(file)) {
          folds.push(JSON.parse(readFileSync(file, 'utf8')));
          continue;
        }
        const figures = await scoreFold(set, folder, fold, limits);
        console.error(`${name}, fold ${fold}: ${JSON.stringify(figures)}`);
        if (file !== null) writeFileSync(file, JSON.stringify(figures));
        folds.push(figures);
      }
      console.log(lineOf(set, folds));
    });
}

await main(process.argv.slice(2));
