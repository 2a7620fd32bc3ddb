import type { DeploymentBody, StoredRecord, SystemKind, VersionBody } from '../../contracts/record.ts';
import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import type { Journal } from '../../ports/journal.ts';

export interface Version extends VersionBody {
  /** When it was registered, ms. */
  readonly at: number;
}

export interface Deployment extends DeploymentBody {
  readonly at: number;
}

/** Everything that was registered and deployed of one system. */
export interface Registry {
  readonly system: string;
  /** Ascending; version i + 1 stands at place i. */
  readonly versions: readonly Version[];
  readonly champion: number | null;
  readonly challenger: number | null;
  /** Champions before the present one that a roll back can return to, oldest first. */
  readonly former: readonly number[];
  readonly history: readonly Deployment[];
}

/** What a version is for now: it answers, it is scored in shadow, or neither. */
export type Role = 'champion' | 'challenger' | 'candidate';

export function roleOf(registry: Registry, version: number): Role {
  if (registry.champion === version) return 'champion';
  return registry.challenger === version ? 'challenger' : 'candidate';
}

/** The registry of a system: a fold over its `version` and `deployment` records. Empty for an unknown system. */
export async function registryOf(journal: Journal, system: string): Promise<Registry> {
  const versions = await journal.read({ kind: 'version', system });
  const deployments = await journal.read({ kind: 'deployment', system });
  return foldRegistry(
    system,
    [...versions, ...deployments].sort((a, b) => a.seq - b.seq),
  );
}

/** What these records of one system, in sequence order, come to. */
export function foldRegistry(system: string, records: readonly StoredRecord[]): Registry {
  const versions: Version[] = [];
  const history: Deployment[] = [];
  const former: number[] = [];
  let champion: number | null = null;
  let challenger: number | null = null;
  for (const record of records) {
    let move: DeploymentBody;
    if (record.kind === 'version') {
      const version = { ...(JSON.parse(record.body) as VersionBody), at: record.at };
      versions.push(version);
      move = moveOnArrival(version.version, champion, challenger);
    } else move = JSON.parse(record.body) as DeploymentBody;
    history.push({ ...move, at: record.at });
    if (move.action === 'challenge') challenger = move.version;
    else {
      if (move.action === 'rollback') former.pop();
      else if (champion !== null) former.push(champion);
      champion = move.version;
      if (challenger === champion) challenger = null;
    }
  }
  return { system, versions, champion, challenger, former, history };
}

/** What registering alone does: the first version becomes champion, later ones wait as challenger. */
function moveOnArrival(version: number, champion: number | null, challenger: number | null): DeploymentBody {
  return champion === null
    ? { action: 'promote', version, from: null, by: 'millwright', why: 'the first version' }
    : { action: 'challenge', version, from: challenger, by: 'millwright', why: 'a new version' };
}

export type { SystemKind };

/** The systems that have a version, in the order of their first, and what each is. */
export async function registeredKinds(journal: Journal): Promise<Map<string, SystemKind>> {
  const kinds = new Map<string, SystemKind>();
  for (const { system, body } of await journal.read({ kind: 'version' }))
    if (!kinds.has(system)) kinds.set(system, (JSON.parse(body) as VersionBody).kind ?? 'predict');
  return kinds;
}

/** Names of the systems that have a version, in the order of their first. */
export async function registeredSystems(journal: Journal): Promise<string[]> {
  return [...new Set((await journal.read({ kind: 'version' })).map((record) => record.system))];
}

/** The version that answers. Throws 'serve/no-champion'. */
export async function championOf(journal: Journal, system: string): Promise<number> {
  const { champion } = await registryOf(journal, system);
  if (champion === null) throw fail('serve/no-champion', { system });
  return champion;
}

/** The version of that number. Throws 'serve/no-version'. */
export function versionOf(registry: Registry, version: number | string): Version {
  const found = registry.versions.find((v) => v.version === version);
  if (found !== undefined) return found;
  const known = registry.versions.map((v) => v.version);
  throw fail('serve/no-version', { system: registry.system, version: String(version), known });
}

/** The system of that name; without a name the only one there is. Throws 'serve/no-system' or 'serve/which-system'. */
export async function systemMeant(journal: Journal, name: string | undefined): Promise<string> {
  const known = await registeredSystems(journal);
  if (known.length === 0) throw fail('serve/nothing-to-serve', {});
  if (name === undefined) {
    if (known.length > 1) throw fail('serve/which-system', { known });
    return known[0]!;
  }
  if (known.includes(name)) return name;
  throw fail('serve/no-system', { system: name, known, near: nearest(name, known) });
}

/**
 * What "churn@3" means; "churn" alone leaves the version to the caller: null.
 *
 * Throws 'serve/no-system' or 'serve/no-version'.
 */
export async function parseVersion(
  journal: Journal,
  text: string,
): Promise<{ readonly system: string; readonly version: number | null }> {
  const at = text.indexOf('@');
  const system = await systemMeant(journal, at < 0 ? text : text.slice(0, at));
  if (at < 0) return { system, version: null };
  const number = text.slice(at + 1);
  const registry = await registryOf(journal, system);
  const { version } = versionOf(registry, /^[1-9][0-9]{0,8}$/.test(number) ? Number(number) : number);
  return { system, version };
}
