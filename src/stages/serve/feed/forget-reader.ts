import { setImmediate as turn } from 'node:timers/promises';
import type { FeedManifest } from '../../../contracts/feed.ts';
import type { RewrittenFile } from '../../../contracts/product-event.ts';
import type { Artifacts } from '../../../ports/artifacts.ts';
import type { Journal } from '../../../ports/journal.ts';
import { packKnown } from '../../../recipe/feed/store-known.ts';
import { registryOf } from '../../deploy/registry.ts';
import { readJson } from '../../json-artifact.ts';
import { feedLoader } from './open-feed-version.ts';

/**
 * Write what versions of a feed know of readers again without one. The old files go, and their names lead to the new
 * ones. What models learned of him, the ids that manifests list, and the tables that versions learned from stay until the
 * next run.
 *
 * Versions of which a file is lost are passed over. O(versions x what they know).
 */
export async function forgetReader(
  system: string,
  reader: string,
  { journal, artifacts }: { readonly journal: Journal; readonly artifacts: Artifacts },
): Promise<readonly RewrittenFile[]> {
  const files: RewrittenFile[] = [];
  const done = new Set<string>();
  const load = feedLoader(artifacts);
  for (const version of (await registryOf(journal, system)).versions) {
    if (!(await artifacts.has(version.sha256))) continue;
    const { known: name } = await readJson<FeedManifest>(artifacts, version.sha256);
    if (done.has(name) || !(await artifacts.has(name))) continue;
    done.add(name);
    const known = (await load(version)).from(await artifacts.get(name));
    if (known.readers.find(reader) === undefined) continue;
    known.eraseReader(reader);
    files.push({ kind: 'artifact', from: name, to: await artifacts.replace(name, packKnown(known)) });
    await turn();
  }
  return files;
}
