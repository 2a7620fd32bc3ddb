import type { Design, ModelChoice } from '../../../contracts/design.ts';
import { partOfRun, type Run } from '../../../contracts/run.ts';
import type { TrialRecord } from '../../../contracts/search.ts';
import { outputsOf } from '../../../contracts/task.ts';
import { drawShare } from '../../../kernels/draw-share.ts';
import { random, seedFor } from '../../../kernels/random.ts';
import { range } from '../../../kernels/range.ts';
import type { Clock } from '../../../ports/clock.ts';
import { type Chosen, chooseBy, lossOf } from '../choose.ts';
import { fitModel } from '../fit-model.ts';
import { type Labelled, takeLabelled } from '../labelled.ts';
import type { Judging } from './judging.ts';

/** A model with certain parameters, fitted and judged. */
export interface Trial {
  readonly choice: ModelChoice;
  /** By the primary metric on all judged rows, lower is better; of a trial that was given up, by those of one round. */
  readonly loss: number;
  /** The same on the rows of the first round. */
  readonly firstLoss: number;
  /** [judged rows x outputs]; null when it was given up after the first round. */
  readonly said: Float64Array | null;
  /** Of the rows to learn from that it was fitted on. */
  readonly share: number;
  /** Mean of the rounds. */
  readonly fitSeconds: number;
  readonly seconds: number;
}

export interface TrialPorts {
  readonly run: Run;
  readonly clock: Clock;
}

/**
 * Fit in every round on the rows to learn from, and judge on those that were held out.
 *
 * share: of the rows to learn from, for a first impression. goesOn: asked after the first of several rounds; false gives
 * the trial up. Deterministic in the seed of the run.
 */
export async function tryModel(
  design: Design,
  choice: ModelChoice,
  judging: Judging,
  { run, clock }: TrialPorts,
  { share = 1, goesOn }: { readonly share?: number; readonly goesOn?: (firstLoss: number) => boolean } = {},
): Promise<Trial> {
  const { rounds } = judging;
  const began = clock.elapsed();
  const said = new Float64Array(judging.truth.length * outputsOf(design.framing.task));
  let fitMillis = 0;
  let firstLoss = Number.NaN;
  let at = 0;
  for (const [i, { learn, judged }] of rounds.entries()) {
    const fitBegan = clock.elapsed();
    const rows = share < 1 ? shareOf(learn, share, run.seed) : learn;
    const { pipeline } = await fitModel(
      design,
      choice,
      rows,
      null,
      partOfRun(run, i / rounds.length, 1 / rounds.length),
    );
    fitMillis += clock.elapsed() - fitBegan;
    const answers = pipeline.score(judged.frame);
    said.set(answers, at);
    at += answers.length;
    if (i > 0) continue;
    firstLoss = lossOf(design, chooseBy(design, answers, judged).validationScore);
    if (rounds.length > 1 && goesOn?.(firstLoss) === false) {
      const seconds = (clock.elapsed() - began) / 1000;
      return { choice, loss: firstLoss, firstLoss, share, said: null, fitSeconds: fitMillis / 1000, seconds };
    }
  }
  return {
    choice,
    loss: lossOf(design, chooseBy(design, said, judging).validationScore),
    firstLoss,
    share,
    said,
    fitSeconds: fitMillis / 1000 / rounds.length,
    seconds: (clock.elapsed() - began) / 1000,
  };
}

function shareOf(rows: Labelled, share: number, seed: number): Labelled {
  const { drawn } = drawShare(range(rows.truth.length), share, random(seedFor(seed, 'share')));
  return takeLabelled(rows, drawn);
}

/** What follows from a whole trial for the model that is kept. */
export const chosenBy = (design: Design, { said }: Pick<Trial, 'said'>, judging: Judging): Chosen => {
  if (said === null) throw new Error('a trial that was given up is not kept');
  return chooseBy(design, said, judging);
};

/** As it is kept with the run. */
export const trialRecord = (
  design: Design,
  { choice, loss, share, said, fitSeconds }: Trial,
): TrialRecord => ({
  model: choice.name,
  params: choice.params,
  // A score and its loss are each other's inverse.
  score: Number.isFinite(loss) ? lossOf(design, loss) : null,
  share,
  pruned: said === null,
  fitSeconds,
});
