import type { Design, ModelChoice } from '../../../contracts/design.ts';
import { TIERS } from '../../../contracts/model.ts';
import type { Run } from '../../../contracts/run.ts';
import type { SearchRecord, StopReason } from '../../../contracts/search.ts';
import { seedFor } from '../../../kernels/random.ts';
import { goesOn } from '../../../learn/search/halving.ts';
import type { Chosen } from '../choose.ts';
import { modelOf } from '../fit-model.ts';
import type { MeasurePorts } from '../keep-model.ts';
import { sharedOut } from '../shared-out.ts';
import { ensembleOfTrials, type TrialEnsemble } from './ensemble-of-trials.ts';
import type { Judging } from './judging.ts';
import { nextTrial } from './next-trial.ts';
import { scoreText, type ToldSteps, tellSteps } from './tell-steps.ts';
import { type TimeLeft, TimeUp } from './time-left.ts';
import { chosenBy, type Trial, trialRecord, tryModel } from './trial.ts';

/** A model that a search keeps, with what was chosen by rows that it had not learned from. */
export interface Kept {
  readonly choice: ModelChoice;
  readonly chosen: Chosen;
}

export interface Searched {
  /** The best of each tier, in their order, and the ensemble when it is better than all of them. */
  readonly kept: readonly Kept[];
  readonly record: SearchRecord;
}

export interface SearchLimits {
  readonly seconds: number | null;
  readonly trials: number | null;
}

/** Of the trials of one model that came as far, the best one of so many goes on. */
const ETA = 3;
/** Models that an ensemble is likely to be made of, for the time that fitting it will take. */
const LIKELY_MEMBERS = 4;
/** A fit on all rows takes longer than in a round, and then the models are measured. */
const MARGIN = 1.4;

/**
 * Try models and parameters, one after the other, until the limits are reached or nothing more is to be gained.
 *
 * measureSeconds: what measuring one model takes, to be left over. Every trial is judged by rows of training and
 * validation that it did not learn from; test rows stay out of it. Which trials there are depends on the design, the data
 * and the seed; the time decides only how many. A trial that the time cuts off is as if it had not been.
 */
export async function searchModels(
  design: Design,
  candidates: readonly ModelChoice[],
  judging: Judging,
  limits: SearchLimits,
  { left, measureSeconds }: { readonly left: TimeLeft; readonly measureSeconds: number },
  ports: MeasurePorts,
): Promise<Searched> {
  const trials: Trial[] = [];
  const told = tellSteps(design, trials, left, limits.trials, ports.progress);
  let stopped: StopReason | null = null;
  while (stopped === null) {
    const next = nextTrial(candidates, trials, design.seed);
    if ('over' in next) stopped = next.over;
    else if (limits.trials !== null && trials.length >= limits.trials) stopped = 'trials';
    else {
      told.begin(next.step, next.choice.name);
      const trial = await tryWithin(
        design,
        next.choice,
        judging,
        trials,
        { left, measureSeconds, told },
        ports,
      );
      if (trial === null) stopped = 'time';
      else trials.push(trial);
    }
  }
  told.end();
  ports.progress.begin('ensemble');
  const ensemble = ensembleOfTrials(design, trials, judging);
  ports.progress.end(
    ensemble === null
      ? 'not worth it: no mean of models is better than the best one'
      : `${ensemble.members.length} members, ${scoreText(design, ensemble.loss)}`,
  );
  return {
    kept: keptOf(design, trials, ensemble, judging),
    record: recordOf(design, trials, ensemble, judging, limits, stopped),
  };
}

/** One trial; null when its time was up. The first is tried whatever it takes: without it there is nothing to keep. */
async function tryWithin(
  design: Design,
  choice: ModelChoice,
  judging: Judging,
  trials: readonly Trial[],
  {
    left,
    measureSeconds,
    told,
  }: { readonly left: TimeLeft; readonly measureSeconds: number; readonly told: ToldSteps },
  ports: MeasurePorts,
): Promise<Trial | null> {
  const tiers = new Set(trials.map((t) => modelOf(t.choice).traits.tier));
  const needed = !tiers.has('simple') && modelOf(choice).traits.tier !== 'complex';
  const reserve = needed ? 0 : reserveFor(trials, measureSeconds);
  const like = trials.filter((t) => t.choice.name === choice.name && t.said !== null);
  const expected = like.length === 0 ? 0 : Math.min(...like.map((t) => t.seconds));
  const first = trials.length === 0;
  if (!first && left.seconds() < reserve + expected / judging.rounds.length) return null;
  const run: Run = {
    seed: seedFor(design.seed, choice.name),
    kernels: sharedOut(design, ports.kernels),
    checkCancelled: first ? ports.checkCancelled : left.checkWith(reserve, ports.checkCancelled),
    progress: () => told.at(),
  };
  const earlier = trials.filter((t) => t.choice.name === choice.name).map((t) => t.firstLoss);
  try {
    return await tryModel(
      design,
      choice,
      judging,
      { run, clock: ports.clock },
      {
        goesOn: (loss) => goesOn(loss, earlier, ETA),
      },
    );
  } catch (error) {
    if (error instanceof TimeUp) return null;
    throw error;
  }
}

/** Seconds that it will take to fit and measure what would be kept if the search ended now. */
function reserveFor(trials: readonly Trial[], measureSeconds: number): number {
  const whole = trials.filter((t) => t.said !== null).toSorted((a, b) => a.loss - b.loss);
  const fits = [...bestOfTiers(trials).slice(1), ...whole.slice(0, LIKELY_MEMBERS)];
  const fitting = fits.reduce((sum, t) => sum + t.fitSeconds, 0);
  return MARGIN * (fitting + 3 * measureSeconds);
}

/** The best trial of each tier, in their order. */
function bestOfTiers(trials: readonly Trial[]): readonly Trial[] {
  return TIERS.flatMap((tier) => {
    const ofTier = trials.filter((t) => t.said !== null && modelOf(t.choice).traits.tier === tier);
    return ofTier.toSorted((a, b) => a.loss - b.loss).slice(0, 1);
  });
}

function keptOf(
  design: Design,
  trials: readonly Trial[],
  ensemble: TrialEnsemble | null,
  judging: Judging,
): readonly Kept[] {
  const best = [...bestOfTiers(trials), ...(ensemble === null ? [] : [ensemble])];
  return best.map(({ choice, said }) => ({ choice, chosen: chosenBy(design, { said }, judging) }));
}

function recordOf(
  design: Design,
  trials: readonly Trial[],
  ensemble: TrialEnsemble | null,
  { rounds, truth }: Judging,
  limits: SearchLimits,
  stopped: StopReason,
): SearchRecord {
  return {
    method: 'tiers',
    budgetSeconds: limits.seconds,
    mostTrials: limits.trials,
    stopped,
    rounds: rounds.length,
    judgedRows: truth.length,
    metric: design.evaluation.primary,
    trials: trials.map((trial) => trialRecord(design, trial)),
    ensemble:
      ensemble?.members.map((member, i) => ({
        trial: trials.indexOf(member),
        share: ensemble.shares[i]!,
      })) ?? null,
  };
}
