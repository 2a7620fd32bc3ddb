import type { ModelManifest } from '../contracts/artifact.ts';
import type { RecommenderManifest } from '../contracts/recommender.ts';
import type { VersionBody } from '../contracts/record.ts';
import type { RunRecord } from '../contracts/report.ts';
import { Failure } from '../errors/fail.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Journal } from '../ports/journal.ts';
import type { Lake } from '../ports/lake.ts';
import { readJson } from './json-artifact.ts';

export interface StoreCheck {
  readonly records: number;
  /** Artifacts that registered versions need, datasets among them. */
  readonly artifacts: number;
  /** In words; empty when all is well. */
  readonly problems: readonly string[];
}

export interface VerifyPorts {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  readonly lake: Lake;
}

/** What the manifests of all kinds of systems name. */
type AnyManifest = Pick<ModelManifest, 'tensors' | 'parents'> &
  Partial<Pick<ModelManifest, 'reference'> & Pick<RecommenderManifest, 'histories'>>;

/** Check every record of the journal, and every artifact and dataset that a registered version needs. */
export async function verifyStores({ journal, artifacts, lake }: VerifyPorts): Promise<StoreCheck> {
  const { records, problems: journalProblems } = await journal.verify();
  const problems = journalProblems.map((p) => `journal: ${p}`);
  const checked = new Set<string>();
  for (const { system, body } of await journal.read({ kind: 'version' })) {
    const { version, sha256, trained, run } = JSON.parse(body) as VersionBody;
    /** What `read` gives for a name that was not checked before; undefined after a problem. */
    const check = async <T>(
      name: string | null,
      read: (name: string) => Promise<T>,
    ): Promise<T | undefined> => {
      if (name === null || checked.has(name)) return undefined;
      checked.add(name);
      try {
        return await read(name);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        problems.push(`${system}@${version}: ${error.message}`);
        return undefined;
      }
    };
    await check(trained, artifacts.get);
    const record = await check(run, (name) => readJson<RunRecord>(artifacts, name));
    for (const name of record?.models ?? []) await check(name, artifacts.get);
    const manifest = await check(sha256, (name) => readJson<AnyManifest>(artifacts, name));
    if (manifest === undefined) continue;
    const { tensors, reference, histories, parents } = manifest;
    for (const name of [tensors, reference, histories, parents.design])
      await check(name ?? null, artifacts.get);
    const dataset = await check(parents.dataset, lake.get);
    for (const table of [dataset?.events?.items, dataset?.events?.users, dataset?.events?.friends])
      await check(table ?? null, lake.get);
  }
  return { records, artifacts: checked.size, problems };
}
