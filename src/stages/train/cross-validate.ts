import type { CrossValidation } from '../../contracts/artifact.ts';
import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { Measured } from '../../contracts/evaluation.ts';
import { quietRun, type Run } from '../../contracts/run.ts';
import { outputsOf } from '../../contracts/task.ts';
import { measure } from '../../explain/measure.ts';
import { seedFor } from '../../kernels/random.ts';
import { studentQuantile } from '../../kernels/student-quantile.ts';
import { metrics } from '../../metrics/index.ts';
import { crossValidationRounds, type Round } from '../../splitters/cross-validation.ts';
import { fitModel } from './fit-model.ts';
import { type Labelled, takeLabelled } from './labelled.ts';
import { splitInput, splitterOf } from './parts.ts';

const DAY_MS = 86_400_000;

/**
 * Fit one model of the design anew for every round of its cross-validation, and measure each on the rows held out.
 *
 * rows: those that models may learn from; the test part stays out of it. Everything is fitted inside a round, encodings
 * and balanced classes included; probabilities are as the model says them, without a calibrator. So where there is one,
 * metrics of the decision are left out: the threshold stands on another scale.
 *
 * Costs folds x repeats fits. Throws 'train/cancelled', 'train/empty-fold'.
 */
export async function crossValidate(
  design: Design,
  choice: ModelChoice,
  rows: Labelled,
  threshold: number | null,
  run: Run,
): Promise<CrossValidation> {
  const options = design.evaluation.crossValidation;
  if (options === undefined) throw new Error('the design asks for no cross-validation');
  const { folds, repeats, gapDays } = options;
  const { task } = design.framing;
  const calibrated = design.training?.calibration !== undefined;
  const rounds = crossValidationRounds(
    splitterOf(design),
    splitInput(design, rows),
    { folds, repeats, gapMs: gapDays * DAY_MS },
    design.data.split.params,
    quietRun(seedFor(design.seed, 'cross-validation')),
  );
  const measured = metrics.filter(
    (m) => design.evaluation.metrics.includes(m.name) && !(m.traits.ofDecision && calibrated),
  );
  const values = measured.map(() => new Float64Array(rounds.length));
  for (const [i, round] of rounds.entries()) {
    const inRound: Run = {
      ...run,
      seed: seedFor(run.seed, `round ${i}`),
      progress: (fraction, note) =>
        run.progress((i + fraction) / rounds.length, `round ${i + 1} of ${rounds.length}: ${note ?? ''}`),
    };
    const { pipeline } = await fitModel(design, choice, takeLabelled(rows, round.train), null, inRound);
    const held = takeLabelled(rows, round.test);
    const said = pipeline.score(held.frame);
    const context = { task, threshold: threshold ?? 0.5 };
    measured.forEach((metric, m) => {
      values[m]![i] = measure(metric, context, held.truth, said, outputsOf(task), held.weights, held.groups);
    });
  }
  return {
    ...options,
    rounds: rounds.map(({ repeat, fold, train, test }) => ({
      repeat,
      fold,
      train: train.length,
      test: test.length,
    })),
    metrics: Object.fromEntries(
      measured.map(({ name }, m) => [
        name,
        {
          mean: meanOf(values[m]!, rounds, design.evaluation.level),
          values: Array.from(values[m]!, (v) => (Number.isFinite(v) ? v : null)),
        },
      ]),
    ),
  };
}

/**
 * The mean over rounds, and an interval of it.
 *
 * Rounds share rows to learn from, so that their values vary together and less than new data would make them: the variance
 * of the mean is taken as (1 / rounds + judged / learned) x the variance between rounds.
 * Source: Nadeau and Bengio 2003, "Inference for the generalization error".
 */
function meanOf(values: Float64Array, rounds: readonly Round[], level: number): Measured {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  if (!Number.isFinite(mean)) return { value: null, low: null, high: null };
  if (n < 2) return { value: mean, low: null, high: null };
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  const shared = rounds.reduce((sum, { train, test }) => sum + test.length / train.length, 0) / n;
  const half = studentQuantile((1 + level) / 2, n - 1) * Math.sqrt((1 / n + shared) * variance);
  return { value: mean, low: mean - half, high: mean + half };
}
