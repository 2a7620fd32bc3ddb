import { setImmediate as turn } from 'node:timers/promises';
import type { FeedManifest } from '../../../contracts/feed.ts';
import type { FeedDesign } from '../../../contracts/feed-design.ts';
import type { FeedRecord } from '../../../contracts/feed-record.ts';
import { canonicalJson } from '../../../contracts/json.ts';
import type { RewrittenFile } from '../../../contracts/product-event.ts';
import type { Artifacts } from '../../../ports/artifacts.ts';
import { packKnown } from '../../../recipe/feed/store-known.ts';
import { registryOf, type Version } from '../../deploy/registry.ts';
import { readJson } from '../../json-artifact.ts';
import { forgetRows, type TableOfUsers } from '../forget-rows.ts';
import type { ForgetPorts } from '../recommend/forget-user.ts';
import { feedLoader } from './open-feed-version.ts';

/**
 * Write every file of a feed that tells of a reader again without him: what its versions know of readers, the ids by which
 * models tell readers from each other, and the tables that they learned from. The old files go, and their names lead to the new
 * ones. What models learned of him stays until the next run.
 *
 * Versions of which a file is lost are passed over. O(versions x what they know + rows of the tables).
 */
export async function forgetReader(
  system: string,
  reader: string,
  ports: ForgetPorts,
): Promise<readonly RewrittenFile[]> {
  const { journal, artifacts } = ports;
  const files: RewrittenFile[] = [];
  const done = new Set<string>();
  for (const version of (await registryOf(journal, system)).versions) {
    if (!(await artifacts.has(version.sha256))) continue;
    const manifest = await readJson<FeedManifest>(artifacts, version.sha256);
    files.push(...(await forgetKnown(version, manifest, reader, done, artifacts)));
    files.push(...(await forgetId(version, manifest, reader, done, artifacts)));
    const { dataset } = manifest.parents;
    if (!done.has(dataset)) files.push(...(await forgetTables(manifest, reader, ports)));
    done.add(dataset);
    await turn();
  }
  return files;
}

async function forgetKnown(
  version: Version,
  { known: name }: FeedManifest,
  reader: string,
  done: Set<string>,
  artifacts: Artifacts,
): Promise<RewrittenFile[]> {
  if (done.has(name) || !(await artifacts.has(name))) return [];
  done.add(name);
  const known = (await feedLoader(artifacts)(version)).from(await artifacts.get(name));
  if (known.readers.find(reader) === undefined) return [];
  known.eraseReader(reader);
  return [{ kind: 'artifact', from: name, to: await artifacts.replace(name, packKnown(known)) }];
}

/** The manifest, and the record of what was measured, which holds it too. */
async function forgetId(
  { sha256, trained }: Version,
  manifest: FeedManifest,
  reader: string,
  done: Set<string>,
  artifacts: Artifacts,
): Promise<RewrittenFile[]> {
  if (done.has(sha256) || !manifest.dictionaries.reader?.includes(reader)) return [];
  done.add(sha256);
  const without = { ...manifest, dictionaries: withoutId(manifest.dictionaries, reader) };
  const files = [await replaced(sha256, without, artifacts)];
  if (!(await artifacts.has(trained))) return files;
  const record = await readJson<FeedRecord>(artifacts, trained);
  return [...files, await replaced(trained, { ...record, manifest: without }, artifacts)];
}

/** Codes are places: nobody has the empty id, whose place is his. */
const withoutId = (
  dictionaries: FeedManifest['dictionaries'],
  reader: string,
): FeedManifest['dictionaries'] => ({
  ...dictionaries,
  reader: dictionaries.reader!.map((id) => (id === reader ? '' : id)),
});

async function replaced(name: string, value: object, artifacts: Artifacts): Promise<RewrittenFile> {
  const bytes = new TextEncoder().encode(canonicalJson(value));
  return { kind: 'artifact', from: name, to: await artifacts.replace(name, bytes) };
}

/** The tables that a version was made from. */
async function forgetTables(
  { parents }: FeedManifest,
  reader: string,
  { artifacts, lake, engine }: ForgetPorts,
): Promise<RewrittenFile[]> {
  if (parents.dataset === '' || !(await artifacts.has(parents.design))) return [];
  const { data } = await readJson<FeedDesign>(artifacts, parents.design);
  const { feed } = await lake.get(parents.dataset);
  const beside = (dataset: string | null | undefined, ...columns: (string | undefined)[]): TableOfUsers[] =>
    dataset == null ? [] : [{ dataset, columns: columns.filter((name) => name !== undefined) }];
  const tables = [
    ...beside(parents.dataset, data.events.reader),
    ...beside(feed?.readers, data.readers?.id),
    ...beside(feed?.follows, data.follows?.from),
    ...beside(feed?.friends, data.friends?.from, data.friends?.to),
  ];
  return forgetRows(tables, reader, { lake, engine });
}
