import type { Design } from '../../contracts/design.ts';
import { outputsOf } from '../../contracts/task.ts';
import type { TradeOffs } from '../../contracts/trade-offs.ts';
import { pairedDifference } from '../../explain/intervals.ts';
import { drawShare } from '../../kernels/draw-share.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { pipelineOf } from '../../recipe/store.ts';
import { primaryMetric } from './choose.ts';
import { fitModel } from './fit-model.ts';
import type { MeasuredModel, MeasurePorts } from './keep-model.ts';
import { takeLabelled } from './labelled.ts';
import { runOf } from './measure-models.ts';
import type { JudgingRound } from './search/judging.ts';

/** What a page may be expected to load. */
const PAGE_BYTES = 10e6;
/** Parts of the rows that are tried, and what it costs to fit on them and on all. */
const SHARES = [1 / 8, 1 / 4, 1 / 2];
const FITS = 1.9;
const RESAMPLES = 200;

/** Measure what a model that is kept needs and can do. Costs about two fits when `secondsLeft` has room for them. */
export async function tradeOffsOf(
  design: Design,
  { fitted, written, threshold, fitSeconds }: MeasuredModel,
  round: JudgingRound,
  secondsLeft: number,
  ports: MeasurePorts,
): Promise<TradeOffs> {
  const { model, pipeline, choice } = fitted;
  return {
    rowsNeeded:
      FITS * fitSeconds > secondsLeft ? null : await rowsNeeded(design, choice, threshold, round, ports),
    memoryBytes:
      ports.memory === undefined
        ? null
        : memoryOf(() => pipelineOf(written.manifest, written.tensors), ports.memory),
    updates: model.update !== undefined,
    explains: pipeline.explainRow !== undefined,
    browser: written.tensors.length <= PAGE_BYTES,
  };
}

/**
 * The learning curve from its left: the first part of the rows on which a fit is not clearly worse than on all of them,
 * by a paired bootstrap on the same judged rows.
 */
async function rowsNeeded(
  design: Design,
  choice: MeasuredModel['fitted']['choice'],
  threshold: number | null,
  { learn, judged }: JudgingRound,
  ports: MeasurePorts,
): Promise<number> {
  const { task } = design.framing;
  const run = runOf(design, choice, ports);
  const rows = learn.truth.length;
  const order = range(rows);
  const saidOn = async (share: number): Promise<Float64Array> => {
    const { drawn } = drawShare(order, share, random(seedFor(run.seed, 'rows needed')));
    const part = share === 1 ? learn : takeLabelled(learn, drawn);
    return (await fitModel(design, choice, part, null, run)).pipeline.score(judged.frame);
  };
  const all = await saidOn(1);
  for (const share of SHARES) {
    const said = await saidOn(share);
    const { low } = pairedDifference(
      primaryMetric(design),
      { task, threshold: threshold ?? 0.5 },
      judged.truth,
      all,
      said,
      outputsOf(task),
      { samples: RESAMPLES, level: design.evaluation.level, seed: run.seed },
      judged.groups,
    );
    if (low !== null && low <= 0) return Math.round(share * rows);
  }
  return rows;
}

/** What more is in use while it is held. */
function memoryOf(open: () => unknown, inUse: () => number): number {
  const before = inUse();
  const held = open();
  const after = inUse();
  // Looking at it afterwards keeps it from being collected before.
  return held === undefined ? 0 : Math.max(0, after - before);
}
