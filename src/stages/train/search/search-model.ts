import type { Design, ModelChoice } from '../../../contracts/design.ts';
import type { SearchChoice, SearchRecord, StopReason } from '../../../contracts/search.ts';
import { random, seedFor } from '../../../kernels/random.ts';
import { goesOn, hyperband, type Rung, successiveHalving } from '../../../learn/search/halving.ts';
import { paramsAt, randomPoint, spaceOf } from '../../../learn/search/space.ts';
import { modelOf } from '../fit-model.ts';
import type { MeasurePorts } from '../keep-model.ts';
import type { Parts } from '../parts.ts';
import { sharedOut } from '../shared-out.ts';
import { type Judging, judgingOf } from './judging.ts';
import { variantOf } from './next-trial.ts';
import { scoreText } from './tell-steps.ts';
import { timeLeft } from './time-left.ts';
import { type Trial, trialRecord, tryModel } from './trial.ts';

/** Of the trials that came as far, the best one of so many goes on. */
const ETA = 3;
/** Rows of a first impression, as a share of all. */
const LEAST_SHARE = 1 / 9;

/** A model with the parameters that a search found, and what it tried. */
export interface FoundModel {
  readonly choice: ModelChoice;
  readonly record: SearchRecord;
}

/**
 * Search the parameters of one model as the design asks, judged by training and validation rows alone. The first trial has
 * the parameters of the design, so that nothing worse is found; time stops the search between trials.
 */
export async function searchModel(
  design: Design,
  { name, params }: ModelChoice,
  asked: SearchChoice,
  parts: Parts,
  ports: MeasurePorts,
): Promise<FoundModel> {
  const first: ModelChoice = { name, params };
  const judging = judgingOf(design, parts);
  const left = timeLeft(ports.clock, asked.seconds);
  const trials: Trial[] = [];
  const best = (): Trial =>
    trials.filter((t) => t.said !== null && t.share === 1).toSorted((a, b) => a.loss - b.loss)[0] ??
    trials[0]!;
  ports.progress.begin(`search ${name}`);
  const tried = async (choice: ModelChoice, share: number): Promise<Trial | StopReason> => {
    if (trials.length >= asked.trials) return 'trials';
    if (trials.length > 0 && left.seconds() <= 0) return 'time';
    const earlier = trials.filter((t) => t.share === share).map((t) => t.firstLoss);
    const run = {
      seed: seedFor(design.seed, name),
      kernels: sharedOut(design, ports.kernels),
      checkCancelled: ports.checkCancelled,
      progress: () =>
        ports.progress.at(
          Math.max(left.gone(), trials.length / asked.trials),
          `trial ${trials.length + 1}${trials.length === 0 ? '' : `, best so far ${scoreText(design, best().loss)}`}`,
        ),
    };
    const trial = await tryModel(
      design,
      choice,
      judging,
      { run, clock: ports.clock },
      {
        share,
        goesOn: (loss) => share < 1 || goesOn(loss, earlier, ETA),
      },
    );
    trials.push(trial);
    return trial;
  };
  const stopped = await searchBy(design, first, asked, trials, tried);
  ports.progress.end(`${trials.length} trials, best ${scoreText(design, best().loss)}`);
  return { choice: best().choice, record: recordOf(design, trials, judging, asked, stopped) };
}

type Try = (choice: ModelChoice, share: number) => Promise<Trial | StopReason>;

async function searchBy(
  design: Design,
  first: ModelChoice,
  { method, trials: most }: SearchChoice,
  trials: readonly Trial[],
  tryOne: Try,
): Promise<StopReason> {
  const space = spaceOf(modelOf(first).params);
  if (space.length === 0 || method === 'random' || method === 'tpe') {
    let stopped = await tryOne(first, 1);
    while (typeof stopped !== 'string') {
      if (space.length === 0) return 'done';
      stopped = await tryOne(
        method === 'tpe' ? variantOf(first, trials, design.seed) : drawn(trials.length),
        1,
      );
    }
    return stopped;
  }
  const brackets =
    method === 'hyperband'
      ? hyperband(LEAST_SHARE, ETA)
      : [successiveHalving(startersFor(most), LEAST_SHARE, ETA)];
  // At least the parameters of the design are judged in full.
  let stopped: StopReason | null = whyStopped(await tryOne(first, 1));
  for (const [b, rungs] of brackets.entries()) {
    if (stopped !== null) return stopped;
    const candidates = Array.from({ length: rungs[0]!.candidates }, (_, i) => drawn(1000 * b + i + 1));
    stopped = await climb(rungs, candidates, tryOne);
  }
  return stopped ?? 'done';

  function drawn(number: number): ModelChoice {
    const r = random(seedFor(design.seed, `trial ${number}`));
    return { name: first.name, params: { ...first.params, ...paramsAt(space, randomPoint(space, r)) } };
  }
}

/** Candidates to begin with, so that all rungs together, and one fit before, are no more fits than that. */
const startersFor = (fits: number): number => Math.max(1, Math.floor((fits - 1) * (1 - 1 / ETA)));

/** One run of successive halving: from rung to rung the best go on, with more rows. */
async function climb(
  rungs: readonly Rung[],
  candidates: readonly ModelChoice[],
  tryOne: Try,
): Promise<StopReason | null> {
  let open = candidates;
  for (const [i, { share }] of rungs.entries()) {
    const reached: Trial[] = [];
    for (const choice of open) {
      const trial = await tryOne(choice, share);
      if (typeof trial === 'string') return trial;
      reached.push(trial);
    }
    const next = rungs[i + 1]?.candidates ?? 0;
    open = reached
      .toSorted((a, b) => a.loss - b.loss)
      .slice(0, next)
      .map((t) => t.choice);
  }
  return null;
}

const whyStopped = (trial: Trial | StopReason): StopReason | null =>
  typeof trial === 'string' ? trial : null;

const recordOf = (
  design: Design,
  trials: readonly Trial[],
  { rounds, truth }: Judging,
  { method, seconds, trials: most }: SearchChoice,
  stopped: StopReason,
): SearchRecord => ({
  method,
  budgetSeconds: seconds,
  mostTrials: most,
  stopped,
  rounds: rounds.length,
  judgedRows: truth.length,
  metric: design.evaluation.primary,
  trials: trials.map((trial) => trialRecord(design, trial)),
  ensemble: null,
});
