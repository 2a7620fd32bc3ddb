import type { FittedRecommender } from '../contracts/recommender.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Journal } from '../ports/journal.ts';
import { unpackHistories } from '../recipe/recommender/histories.ts';
import { registryOf, versionOf } from './deploy/registry.ts';
import { activityReference } from './monitor/slates/activity.ts';
import type { KnownToVersion } from './monitor/slates/slate-statistics.ts';
import { type WatchedSlates, watchedBy } from './monitor-slates.ts';
import { PLAIN, storedRecommender } from './serve/recommend/open-recommender.ts';

/**
 * Read what monitoring needs of the champion; without what training knew of activity where it had more than `mostEvents`
 * events, for a process that also answers. Throws 'serve/no-version' and 'artifact/...'.
 */
export async function watchedRecommender(
  system: string,
  number: number,
  { journal, artifacts }: { readonly journal: Journal; readonly artifacts: Artifacts },
  mostEvents = Number.POSITIVE_INFINITY,
): Promise<WatchedSlates> {
  const { sha256 } = versionOf(await registryOf(journal, system), number);
  const { manifest, fitted, design } = await storedRecommender(artifacts, sha256);
  const histories = unpackHistories(await artifacts.get(manifest.histories));
  const small = histories.events.item.length <= mostEvents;
  const reference = small ? activityReference(histories, fitted.ids) : null;
  const by = watchedBy(design, design?.framing.label ?? PLAIN);
  return { kind: 'recommend', system, version: number, by, known: knownTo(fitted, histories.ids), reference };
}

function knownTo(
  { ids, catalogue, popularity }: FittedRecommender,
  users: readonly string[],
): KnownToVersion {
  const index = new Map(ids.map((id, i) => [id, i]));
  const known = new Set(users);
  return { item: (id) => index.get(id), knowsUser: (id) => known.has(id), catalogue, popularity };
}
