import type { ModelManifest } from '../contracts/artifact.ts';
import type { VersionBody } from '../contracts/record.ts';
import { Failure } from '../errors/fail.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Journal } from '../ports/journal.ts';

export interface StoreCheck {
  readonly records: number;
  /** Artifacts that registered versions need. */
  readonly artifacts: number;
  /** In words; empty when all is well. */
  readonly problems: readonly string[];
}

/** Check every record of the journal, and every artifact that a registered version needs. */
export async function verifyStores({
  journal,
  artifacts,
}: {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
}): Promise<StoreCheck> {
  const { records, problems: journalProblems } = await journal.verify();
  const problems = journalProblems.map((p) => `journal: ${p}`);
  const checked = new Set<string>();
  for (const { system, body } of await journal.read({ kind: 'version' })) {
    const { version, sha256, trained, run } = JSON.parse(body) as VersionBody;
    const check = async (name: string | null): Promise<Uint8Array | undefined> => {
      if (name === null || checked.has(name)) return undefined;
      checked.add(name);
      try {
        return await artifacts.get(name);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        problems.push(`${system}@${version}: ${error.message}`);
        return undefined;
      }
    };
    await check(trained);
    await check(run);
    const bytes = await check(sha256);
    if (bytes === undefined) continue;
    const { tensors, reference, parents } = JSON.parse(new TextDecoder().decode(bytes)) as ModelManifest;
    for (const name of [tensors, reference, parents.design]) await check(name);
  }
  return { records, artifacts: checked.size, problems };
}
