import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { SearchRecord } from '../../contracts/search.ts';
import { modelOf } from './fit-model.ts';
import { keepModel, type MeasuredModel, type MeasurePorts } from './keep-model.ts';
import { runOf, summary } from './measure-models.ts';
import type { Parts } from './parts.ts';
import { judgingOf } from './search/judging.ts';
import { type Kept, type SearchLimits, searchModels } from './search/search-models.ts';
import { timeLeft } from './search/time-left.ts';
import { chosenBy, tryModel } from './search/trial.ts';
import { tradeOffsOf } from './trade-offs.ts';

/** What a search came to: the models that are kept, and what was tried. */
export interface MeasuredSearch {
  readonly models: readonly MeasuredModel[];
  readonly record: SearchRecord;
}

/**
 * Search under a budget, then fit the best model of each tier and the ensemble on training and validation rows together,
 * and measure each on the test rows, which nothing has seen until then.
 *
 * The baseline is kept first: how long it takes to measure tells how much time the others need.
 */
export async function measureSearched(
  design: Design,
  candidates: readonly ModelChoice[],
  parts: Parts,
  limits: SearchLimits,
  ports: MeasurePorts,
): Promise<MeasuredSearch> {
  const left = timeLeft(ports.clock, limits.seconds);
  const judging = judgingOf(design, parts);
  const keep = async ({ choice, chosen }: Kept, baseline: Float64Array | null): Promise<MeasuredModel> => {
    ports.progress.begin(`train ${choice.name}`);
    const run = runOf(design, choice, ports);
    const measured = await keepModel(design, choice, chosen, parts, baseline, run, ports);
    ports.progress.end(summary(measured.evaluation, measured.fitSeconds));
    return measured;
  };

  const models: MeasuredModel[] = [];
  const began = ports.clock.elapsed();
  const baseline = candidates.find((c) => modelOf(c).traits.tier === 'baseline');
  if (baseline !== undefined) {
    const trial = await tryModel(design, baseline, judging, {
      run: runOf(design, baseline, ports),
      clock: ports.clock,
    });
    models.push(await keep({ choice: baseline, chosen: chosenBy(design, trial, judging) }, null));
  }
  const measureSeconds = (ports.clock.elapsed() - began) / 1000;
  const { kept, record } = await searchModels(
    design,
    candidates,
    judging,
    limits,
    { left, measureSeconds },
    ports,
  );
  for (const one of kept) {
    if (one.choice === baseline) continue;
    const first = models.find((m) => m.tier === 'baseline');
    models.push(await keep(one, first?.predicted ?? null));
  }
  ports.progress.begin('trade-offs');
  const weighed: MeasuredModel[] = [];
  for (const model of models) {
    const tradeOffs = await tradeOffsOf(design, model, judging.rounds[0]!, left.seconds(), ports);
    weighed.push({ ...model, tradeOffs });
  }
  ports.progress.end();
  return { models: weighed, record };
}
