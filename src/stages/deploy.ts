import type { TrainedModel } from '../contracts/artifact.ts';
import type { FeedRecord } from '../contracts/feed-record.ts';
import type { RecommenderRecord } from '../contracts/recommender-record.ts';
import type { DeploymentBody, JournalRecord, VersionBody } from '../contracts/record.ts';
import type { RunRecord } from '../contracts/report.ts';
import { Failure, fail } from '../errors/fail.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { type Registry, type Role, registryOf, roleOf, versionOf } from './deploy/registry.ts';
import { putJson, readJson } from './json-artifact.ts';

export {
  championOf,
  type Deployment,
  parseVersion,
  type Registry,
  type Role,
  registeredKinds,
  registeredSystems,
  registryOf,
  roleOf,
  type SystemKind,
  systemMeant,
  type Version,
  versionOf,
} from './deploy/registry.ts';

export interface DeployPorts {
  readonly journal: Journal;
  readonly clock: Clock;
}

export interface RegisterInput {
  readonly system: string;
  /** Its manifest and tensors are in the artifacts already. */
  readonly trained: TrainedModel | RecommenderRecord | FeedRecord;
  /** sha256 of the RunRecord that it came of, if it came of one. */
  readonly run?: string;
}

export interface Registered {
  readonly version: number;
  /** What the version is now. */
  readonly becomes: Role;
  /** True when the system had this very model already: nothing was recorded, and `version` is the one it has. */
  readonly unchanged: boolean;
}

/**
 * Give a trained model the next version number. What it becomes follows from its record alone: see the registry.
 *
 * A model that is registered already, to the last byte of its manifest, keeps its version and its role; unless what was
 * measured of it is lost, for then no report could be made of that version again.
 */
export async function register(
  input: RegisterInput,
  ports: DeployPorts & { readonly artifacts: Artifacts },
): Promise<Registered> {
  const { system, trained } = input;
  const measured = await putJson(ports.artifacts, trained);
  for (;;) {
    const registry = await registryOf(ports.journal, system);
    const { versions } = registry;
    const same = versions.findLast((v) => v.sha256 === trained.sha256);
    if (same !== undefined && (await isWhole(same, ports.artifacts)))
      return registered(registry, same.version, true);
    const version = versions.length + 1;
    const body: VersionBody = {
      version,
      sha256: trained.sha256,
      ...toldOf(trained),
      primary: trained.evaluation.primary,
      metrics: trained.evaluation.metrics,
      trained: measured,
      run: input.run ?? null,
      ...(await dataTo(input.run, ports.artifacts)),
    };
    const record: JournalRecord = {
      kind: 'version',
      system,
      id: String(version),
      at: ports.clock.now(),
      body: JSON.stringify(body),
    };
    // Another process may take the number meanwhile: the record's id is the number, so only one of the two can.
    const [ack] = await ports.journal.append([record]);
    if (ack?.result === 'stored') return registered(await registryOf(ports.journal, system), version, false);
  }
}

/** How new the data of a run were, where it can be read and they say so. */
async function dataTo(run: string | undefined, artifacts: Artifacts): Promise<Pick<VersionBody, 'dataTo'>> {
  try {
    const { times } = run === undefined ? {} : await readJson<RunRecord>(artifacts, run);
    return times === undefined ? {} : { dataTo: times.last };
  } catch (error) {
    if (error instanceof Failure) return {};
    throw error;
  }
}

/** What a version says of itself, by its kind: a recommender is called by the retrievers that it is made of. */
function toldOf(trained: RegisterInput['trained']): Pick<VersionBody, 'kind' | 'model'> {
  if (!('kind' in trained)) return { model: trained.manifest.model.name };
  if (trained.kind === 'feed') return { kind: trained.kind, model: trained.manifest.model.name };
  return { kind: trained.kind, model: trained.manifest.retrievers.map((r) => r.name).join(' + ') };
}

/** Whether all that was measured of a version can still be read. */
async function isWhole({ trained, run }: VersionBody, artifacts: Artifacts): Promise<boolean> {
  try {
    for (const name of [trained, run]) if (name !== null) await artifacts.get(name);
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

const registered = (registry: Registry, version: number, unchanged: boolean): Registered => ({
  version,
  becomes: roleOf(registry, version),
  unchanged,
});

export interface DeployInput {
  readonly system: string;
  readonly by: string;
  readonly why: string;
}

/** Make a version the champion; the present one is what a roll back returns to. */
export async function promote(
  input: DeployInput & { readonly version: number },
  ports: DeployPorts,
): Promise<DeploymentBody> {
  const registry = await registryOf(ports.journal, input.system);
  const { version } = versionOf(registry, input.version);
  if (registry.champion === version)
    throw fail('serve/already', { system: input.system, version, role: 'champion' });
  return deploy(input, { action: 'promote', version, from: registry.champion }, ports);
}

/** Make the champion before the present one the champion again. */
export async function rollback(input: DeployInput, ports: DeployPorts): Promise<DeploymentBody> {
  const registry = await registryOf(ports.journal, input.system);
  const version = registry.former.at(-1);
  if (version === undefined) throw fail('serve/nothing-to-roll-back', { system: input.system });
  return deploy(input, { action: 'rollback', version, from: registry.champion }, ports);
}

/** Make a version the challenger: in shadow it scores what the champion answers. */
export async function challenge(
  input: DeployInput & { readonly version: number },
  ports: DeployPorts,
): Promise<DeploymentBody> {
  const registry = await registryOf(ports.journal, input.system);
  const { version } = versionOf(registry, input.version);
  const role = roleOf(registry, version);
  if (role !== 'candidate') throw fail('serve/already', { system: input.system, version, role });
  return deploy(input, { action: 'challenge', version, from: registry.challenger }, ports);
}

async function deploy(
  { system, by, why }: DeployInput,
  move: Pick<DeploymentBody, 'action' | 'version' | 'from'>,
  ports: DeployPorts,
): Promise<DeploymentBody> {
  const body: DeploymentBody = { ...move, by, why };
  await ports.journal.append([
    { kind: 'deployment', system, id: null, at: ports.clock.now(), body: JSON.stringify(body) },
  ]);
  return body;
}
