import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { LearningCurve } from '../../contracts/evaluation.ts';
import type { Run } from '../../contracts/run.ts';
import { outputsOf } from '../../contracts/task.ts';
import { learningCurve } from '../../explain/learning-curve.ts';
import { measure } from '../../explain/measure.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { reservoir } from '../../kernels/reservoir.ts';
import { metrics } from '../../metrics/index.ts';
import { fitModel } from './fit-model.ts';
import { type Labelled, strataTarget, takeLabelled } from './labelled.ts';
import type { Parts } from './parts.ts';

/** Shares of the training rows, and how many draws of each: a fit on few rows is cheap and tells little by itself. */
const DRAWS = [
  { share: 0.1, draws: 4 },
  { share: 0.2, draws: 3 },
  { share: 0.35, draws: 2 },
  { share: 0.6, draws: 2 },
  { share: 1, draws: 1 },
] as const;
/** A model of fewer rows tells of nothing but chance. */
const LEAST_ROWS = 20;
const RESAMPLES = 300;

/**
 * Fit one model of the design on growing parts of the training rows, and judge each on those rows and on validation rows.
 *
 * The classes keep their shares in every part. Costs about four fits on all training rows. Throws 'train/cancelled'.
 */
export async function learnOnParts(
  design: Design,
  choice: ModelChoice,
  { train, validation }: Parts,
  threshold: number | null,
  run: Run,
): Promise<LearningCurve> {
  const metric = metrics.find((m) => m.name === design.evaluation.primary);
  if (metric === undefined) throw new Error(`the design resolved to no metric: ${design.evaluation.primary}`);
  const { task } = design.framing;
  const context = { task, threshold: threshold ?? 0.5 };
  const planned = DRAWS.flatMap(({ share, draws }) =>
    Array.from({ length: draws }, (_, draw) => ({ share, seed: seedFor(run.seed, `part ${share} ${draw}`) })),
  ).filter(({ share }) => share * train.truth.length >= LEAST_ROWS);
  const work = planned.reduce((sum, { share }) => sum + share, 0);
  const points: LearningCurve['points'][number][] = [];
  let done = 0;
  for (const { share, seed } of planned) {
    const rows = takeLabelled(train, partOf(design, train, share, seed));
    const note = `on ${rows.truth.length} rows`;
    const inPart: Run = {
      ...run,
      seed,
      progress: (fraction) => run.progress((done + share * fraction) / work, note),
    };
    const { pipeline } = await fitModel(design, choice, rows, validation, inPart);
    const score = ({ frame, truth, weights, groups }: Labelled): number | null => {
      const said = pipeline.score(frame);
      const value = measure(metric, context, truth, said, outputsOf(task), weights, groups);
      return Number.isFinite(value) ? value : null;
    };
    points.push({ rows: rows.truth.length, training: score(rows), validation: score(validation) });
    done += share;
  }
  const seed = seedFor(run.seed, 'learning curve');
  return learningCurve(metric, points, { resamples: RESAMPLES, level: design.evaluation.level, seed });
}

/** So large a share of the rows, by chance; of every class its share, and at least one row. */
function partOf({ framing }: Design, { truth }: Labelled, share: number, seed: number): Int32Array {
  const r = random(seed);
  const { y: strata, classes } = strataTarget(framing, truth);
  const members: number[][] = Array.from({ length: classes ?? 1 }, () => []);
  strata.forEach((y, row) => {
    members[classes === null ? 0 : y]!.push(row);
  });
  const drawn = members.flatMap((rows) => {
    const count = rows.length === 0 ? 0 : Math.max(1, Math.round(share * rows.length));
    return [...reservoir(rows.length, count, r)].map((i) => rows[i]!);
  });
  return Int32Array.from(drawn).sort();
}
