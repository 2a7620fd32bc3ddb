/**
 * What a search makes of few rows: of a part of each tuning set it learns, all its other rows judge. Here it was decided
 * how trials are put together to an ensemble (`src/learn/ensemble/even-shares.ts`).
 *
 *     node --no-liftoff bench/quality/few-rows.ts [--rows 500] [--seconds 5] [--draws 1] [set ...]
 *
 * PYTHON: path/to/python (requirements.txt). Prints a Markdown table, by set and draw: the best model with its defaults, told
 * by hindsight; the best trial by the rows that the search judged by; greedy selection among the best dozen; the best trial
 * of each model alike; and what the search answers with.
 */
import type { Design, ModelChoice } from '../../src/contracts/design.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf } from '../../src/contracts/task.ts';
import { budgetModelsFor } from '../../src/design/resolve-components.ts';
import { measure } from '../../src/explain/measure.ts';
import { drawShare } from '../../src/kernels/draw-share.ts';
import { probabilitiesInPlace } from '../../src/kernels/probabilities.ts';
import { random, seedFor } from '../../src/kernels/random.ts';
import { range } from '../../src/kernels/range.ts';
import { greedySelection } from '../../src/learn/ensemble/greedy-selection.ts';
import { poolFor } from '../../src/learn/ensemble/judged-members.ts';
import { pooledLoss } from '../../src/learn/ensemble/pooled-loss.ts';
import { termsInPlace } from '../../src/learn/ensemble/pooled-terms.ts';
import { goesOn } from '../../src/learn/search/halving.ts';
import { primaryMetric } from '../../src/stages/train/choose.ts';
import { fitModel, modelOf } from '../../src/stages/train/fit-model.ts';
import { labelledRows, takeLabelled } from '../../src/stages/train/labelled.ts';
import { partsOf } from '../../src/stages/train/parts.ts';
import { ensembleOfTrials } from '../../src/stages/train/search/ensemble-of-trials.ts';
import { type Judging, judgingOf } from '../../src/stages/train/search/judging.ts';
import { nextTrial } from '../../src/stages/train/search/next-trial.ts';
import { type Trial, tryModel } from '../../src/stages/train/search/trial.ts';
import { type FoldedSet, withFoldedSet } from './folds.ts';
import { cpuClock, designOf, frameOf, kernels, option } from './opponents.ts';

const SETS = [
  'credit_data',
  'mlc_churn',
  'compas',
  'law_school',
  'health_retirement',
  'national_survey',
].concat(['communities', 'check_times', 'stackoverflow', 'obesity', 'genhealth']);
/** Rows that judge at most, and members that greedy selection chooses from. */
const MOST_HELD = 4000;
const LIBRARY = 12;

async function lineOf(set: FoldedSet, draw: number, rows: number, seconds: number): Promise<string> {
  const frame = frameOf(set);
  const design = designOf(set, frame);
  const { task } = design.framing;
  const all = labelledRows(design, frame);
  const { drawn, rest } = drawShare(
    range(all.truth.length),
    rows / all.truth.length,
    random(seedFor(draw, 'part')),
  );
  const part = takeLabelled(all, drawn);
  const held = takeLabelled(all, rest.slice(0, MOST_HELD));
  const judging = judgingOf(design, partsOf(design, part, { train: 0.8, validation: 0.2, test: 0 }));
  const trials = await trialsOf(design, judging, seconds);
  const ranked = trials
    .filter((t): t is Trial & { said: Float64Array } => t.said !== null)
    .filter((t) => modelOf(t.choice).traits.tier !== 'baseline')
    .toSorted((a, b) => a.loss - b.loss);
  const outputs = outputsOf(task);
  const pool = poolFor(task, task.category === 'multiclass' ? 'log-odds' : 'probability');
  const termsOf = (said: Float64Array): Float64Array => {
    const terms = said.slice();
    termsInPlace(terms, terms.length, outputs, pool);
    return terms;
  };
  const answers = new Map<Trial, Float64Array>();
  for (const trial of ranked) {
    const { pipeline } = await fitModel(design, trial.choice, part, null, runOf(trial.choice, design.seed));
    answers.set(trial, termsOf(pipeline.score(held.frame)));
  }
  const scoreOf = (members: readonly Trial[], shares: ArrayLike<number>): number => {
    const said = new Float64Array(held.truth.length * outputs);
    members.forEach((member, m) => {
      answers.get(member)!.forEach((term, i) => {
        said[i]! += shares[m]! * term;
      });
    });
    if (pool === 'log-odds') probabilitiesInPlace(said, held.truth.length, outputs);
    return measure(primaryMetric(design), { task, threshold: 0.5 }, held.truth, said, outputs);
  };
  const better = primaryMetric(design).traits.better === 'higher' ? Math.max : Math.min;
  const defaults = budgetModelsFor(design).flatMap(
    (c) => trials.find((t) => t.choice.name === c.name && answers.has(t)) ?? [],
  );
  const firsts = ranked.filter((t, i) => ranked.findIndex((o) => o.choice.name === t.choice.name) === i);
  const library = ranked.slice(0, LIBRARY);
  const greedy = greedySelection(
    library.map((t) => termsOf(t.said)),
    pooledLoss(task, judging.truth, null, pool),
    { rounds: 20, best: 1, bags: 1, share: 1 },
    random(design.seed),
  );
  const found = ensembleOfTrials(design, trials, judging);
  const cells = [
    better(...defaults.map((t) => scoreOf([t], [1]))),
    scoreOf([ranked[0]!], [1]),
    scoreOf(library, greedy),
    scoreOf(firsts, new Float64Array(firsts.length).fill(1 / firsts.length)),
    found === null ? scoreOf([ranked[0]!], [1]) : scoreOf(found.members, found.shares),
  ];
  const head = [`${set.name}, ${rows} of ${set.x.rows} rows`, set.metric, trials.length];
  return `| ${[...head, ...cells.map((v) => v.toPrecision(5))].join(' | ')} |`;
}

/** What a search tries in so many seconds. */
async function trialsOf(design: Design, judging: Judging, seconds: number): Promise<readonly Trial[]> {
  const candidates = budgetModelsFor(design);
  const trials: Trial[] = [];
  for (const began = cpuClock.elapsed(); cpuClock.elapsed() - began < seconds * 1000; ) {
    const next = nextTrial(candidates, trials, design.seed);
    if ('over' in next) break;
    const earlier = trials.filter((t) => t.choice.name === next.choice.name).map((t) => t.firstLoss);
    const ports = { run: runOf(next.choice, design.seed), clock: cpuClock };
    trials.push(
      await tryModel(design, next.choice, judging, ports, { goesOn: (loss) => goesOn(loss, earlier, 3) }),
    );
  }
  return trials;
}

const runOf = ({ name }: ModelChoice, seed: number) => ({ ...quietRun(seedFor(seed, name)), kernels });

const args = process.argv.slice(2);
const rows = option(args, '--rows', 500, Number);
const seconds = option(args, '--seconds', 5, Number);
const draws = option(args, '--draws', 1, Number);
console.log('| set | metric | trials | best default | best judged | greedy | each alike | search |');
console.log(`|${' --- |'.repeat(8)}`);
for (const name of args.length > 0 ? args : SETS)
  await withFoldedSet(name, async (set) => {
    for (let draw = 0; draw < draws; draw++) console.log(await lineOf(set, draw, rows, seconds));
  });
