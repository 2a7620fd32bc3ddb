import { setImmediate as turn } from 'node:timers/promises';
import type { RewrittenFile } from '../../../contracts/product-event.ts';
import type { RecommendDesign } from '../../../contracts/recommend-design.ts';
import type { Histories, RecommenderManifest } from '../../../contracts/recommender.ts';
import type { Artifacts } from '../../../ports/artifacts.ts';
import type { Engine } from '../../../ports/engine.ts';
import type { Journal } from '../../../ports/journal.ts';
import type { Lake } from '../../../ports/lake.ts';
import { packHistories, unpackHistories } from '../../../recipe/recommender/histories.ts';
import { bareCatalogue } from '../../../table/catalogue.ts';
import { registryOf } from '../../deploy/registry.ts';
import { readJson } from '../../json-artifact.ts';
import { withoutUsers } from '../../recommend/without-users.ts';
import { forgetRows } from '../forget-rows.ts';

export interface ForgetPorts {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  readonly lake: Lake;
  readonly engine: Engine;
}

/**
 * Write every file of a recommender that tells of a user again without him: the pasts that its versions serve users by, and
 * the datasets that they learned from. The old files go, and their names lead to the new ones. What factors and trees learned
 * of him stays until the next run.
 *
 * Versions of which a file is lost are passed over. O(versions x their pasts + rows of the datasets).
 */
export async function forgetUser(
  system: string,
  user: string,
  ports: ForgetPorts,
): Promise<readonly RewrittenFile[]> {
  const { journal, artifacts } = ports;
  const files: RewrittenFile[] = [];
  const done = new Set<string>();
  for (const { sha256 } of (await registryOf(journal, system)).versions) {
    if (!(await artifacts.has(sha256))) continue;
    const manifest = await readJson<RecommenderManifest>(artifacts, sha256);
    if (!done.has(manifest.histories)) {
      done.add(manifest.histories);
      files.push(...(await forgetPast(manifest, user, artifacts)));
    }
    files.push(...(await forgetTables(manifest, user, done, ports)));
    await turn();
  }
  return files;
}

async function forgetPast(
  { histories: name, history }: RecommenderManifest,
  user: string,
  artifacts: Artifacts,
): Promise<RewrittenFile[]> {
  if (!(await artifacts.has(name))) return [];
  const histories = unpackHistories(await artifacts.get(name));
  if (!histories.ids.includes(user)) return [];
  const to = await artifacts.replace(name, packHistories(leftOf(histories, user), history));
  return [{ kind: 'artifact', from: name, to }];
}

function leftOf({ ids, events, attributes }: Histories, user: string): Histories {
  const whole = { events, userIds: ids, users: attributes ?? null, itemIds: [], catalogue: bareCatalogue(0) };
  const { userIds, users, events: left } = withoutUsers(whole, (id) => id === user);
  return { ids: userIds, events: left, ...(users && { attributes: users }) };
}

/** The tables of interactions, users and friends that a version was made from. */
async function forgetTables(
  { parents }: RecommenderManifest,
  user: string,
  done: Set<string>,
  { artifacts, lake, engine }: ForgetPorts,
): Promise<RewrittenFile[]> {
  const known = (await artifacts.has(parents.design)) && parents.dataset !== '';
  if (!known || done.has(parents.dataset)) return [];
  done.add(parents.dataset);
  const { data } = await readJson<RecommendDesign>(artifacts, parents.design);
  const dataset = await lake.get(parents.dataset);
  const { users = null, friends = null } = dataset.events ?? {};
  const tables = [
    { dataset: dataset.sha256, columns: [data.interactions.user] },
    ...(users === null || data.users === null
      ? []
      : [{ dataset: users, columns: [data.users.id], lists: data.users.friends }]),
    ...(friends === null || data.friends === undefined
      ? []
      : [{ dataset: friends, columns: [data.friends.from, data.friends.to] }]),
  ];
  return forgetRows(tables, user, { lake, engine });
}
