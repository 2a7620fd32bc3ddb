import type { TrainedModel } from '../contracts/artifact.ts';
import type { Design } from '../contracts/design.ts';
import type { DriftCheck, MonitorReport, ProcessFacts, Reference } from '../contracts/monitoring.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { championOf, type Registry, registryOf, versionOf } from './deploy/registry.ts';
import { readJson } from './json-artifact.ts';
import { accuracyCheck } from './monitor/accuracy.ts';
import { alertsOf } from './monitor/alerts.ts';
import { driftCheck, judgeSince } from './monitor/drift.ts';
import { type LabelledRow, labelledRows } from './monitor/labelled-rows.ts';
import { liveVersions, operationsOf } from './monitor/operations.ts';
import { newestRows } from './monitor/prediction-rows.ts';
import { decodeReference } from './monitor/reference.ts';

export interface MonitorInput {
  readonly design: Design;
  /** Rows of a full window; the design's without it. */
  readonly windowRows?: number;
  /**
   * The drift of an earlier report. Rows of a full window that it knows of are not judged again, and what that window
   * showed stands until as many new rows have come, or an early look at them alarms. Without it the newest rows are
   * judged.
   */
  readonly last?: DriftCheck | null;
  /** What the serving process knows of itself, if it runs. */
  readonly process?: ProcessFacts | null;
}

export interface MonitorPorts {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  readonly clock: Clock;
}

/**
 * Look at a system in service: work done, drift of inputs and answers, accuracy as labels come in, versions, alerts.
 *
 * Reads the newest predictions and labels, at most a window of each, so a look costs the same however long the
 * journal has grown. Drift is judged on rows that the champion answered since it was promoted. The report depends on
 * the journal and the design's seed only: a second look at the same rows says the same.
 *
 * Throws 'artifact/absent' or 'artifact/corrupt' when the champion's files are damaged.
 */
export async function monitor(input: MonitorInput, ports: MonitorPorts): Promise<MonitorReport> {
  const { design } = input;
  const { journal } = ports;
  const system = design.name;
  const full = input.windowRows ?? design.monitoring.windowRows;
  const registry = await registryOf(journal, system);
  const recent = await newestRows(journal, { system, most: full, after: null, since: null, version: null });
  const labelled = await labelledRows(journal, system, design.framing.task, full, recent);
  const trained = await trainedModels(registry, labelled, ports.artifacts);
  const found = {
    system,
    versions: {
      champion: registry.champion,
      challenger: registry.challenger,
      live: liveVersions(recent),
    },
    operations: operationsOf(recent),
    process: input.process ?? null,
    drift: await driftOf(input, full, registry, trained, ports),
    accuracy: accuracyCheck({
      labelled,
      recent,
      trained,
      falseAlarmRate: design.monitoring.falseAlarmRate,
      seed: design.seed,
    }),
  };
  const at = ports.clock.now();
  return { format: 1, at, ...found, alerts: alertsOf(found, at, design.requirements.latencyMs) };
}

async function driftOf(
  { design, last = null }: MonitorInput,
  full: number,
  registry: Registry,
  trained: ReadonlyMap<number, TrainedModel>,
  { journal, artifacts }: MonitorPorts,
): Promise<DriftCheck> {
  const { champion: version } = registry;
  const model = version === null ? undefined : trained.get(version);
  const reference = model === undefined ? null : await referenceOfModel(model, artifacts);
  return judgeSince(last, version, full, async (begin) => {
    const query = { system: design.name, most: full, after: begin, since: promotedAt(registry), version };
    return driftCheck({
      version,
      begin,
      reference,
      inputs: model?.manifest.inputs ?? [],
      task: design.framing.task,
      columns: design.monitoring.columns,
      rows: version === null ? [] : await newestRows(journal, query),
      full,
      falseAlarmRate: design.monitoring.falseAlarmRate,
      seed: design.seed,
    });
  });
}

/** The design that the champion of a system was trained from. Throws 'serve/no-champion'. */
export async function championDesign(
  system: string,
  { journal, artifacts }: Pick<MonitorPorts, 'journal' | 'artifacts'>,
): Promise<Design> {
  const champion = await championOf(journal, system);
  const { trained } = versionOf(await registryOf(journal, system), champion);
  const model = await readJson<TrainedModel>(artifacts, trained);
  return readJson<Design>(artifacts, model.manifest.parents.design);
}

/** When the champion became champion. */
const promotedAt = ({ history }: Registry): number | null =>
  history.findLast((deployment) => deployment.action !== 'challenge')?.at ?? null;

/** What was measured of the champion, the challenger and every version that has a label. */
async function trainedModels(
  registry: Registry,
  labelled: readonly LabelledRow[],
  artifacts: Artifacts,
): Promise<Map<number, TrainedModel>> {
  const { champion, challenger } = registry;
  const numbers = new Set([champion, challenger, ...labelled.map((row) => row.version)]);
  const models = new Map<number, TrainedModel>();
  for (const number of numbers) {
    if (number === null) continue;
    models.set(number, await readJson<TrainedModel>(artifacts, versionOf(registry, number).trained));
  }
  return models;
}

async function referenceOfModel(model: TrainedModel, artifacts: Artifacts): Promise<Reference | null> {
  const { reference } = model.manifest;
  return reference === null ? null : decodeReference(await artifacts.get(reference));
}
