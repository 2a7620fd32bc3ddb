import type { FeedDesign } from '../contracts/feed-design.ts';
import type { LabelRule } from '../contracts/recommend-design.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Journal } from '../ports/journal.ts';
import type { KnownFeed } from '../recipe/feed/known-feed.ts';
import { interactionsFrom } from '../table/interactions.ts';
import { registryOf, versionOf } from './deploy/registry.ts';
import { recordsSince } from './monitor/slates/actions.ts';
import { activityReference } from './monitor/slates/activity.ts';
import { feedFacts, type PageRow } from './monitor/slates/feed-facts.ts';
import type { KnownToVersion } from './monitor/slates/slate-statistics.ts';
import { type WatchedSlates, watchedBy } from './monitor-slates.ts';
import { feedLoader } from './serve/feed/open-feed-version.ts';

/**
 * Read what monitoring needs of the champion of a feed: what it predicts, and from what was known when its data ended what
 * readers took to; without that where it is more than `mostEvents`, for a process that also answers.
 *
 * Throws 'serve/no-version' and 'artifact/...'. O(what is known).
 */
export async function watchedFeed(
  system: string,
  number: number,
  { journal, artifacts }: { readonly journal: Journal; readonly artifacts: Artifacts },
  mostEvents = Number.POSITIVE_INFINITY,
): Promise<WatchedSlates> {
  const version = versionOf(await registryOf(journal, system), number);
  const loaded = await feedLoader(artifacts)(version);
  const { framing } = loaded.fitted.design;
  const known = await loaded.origin();
  const took = tookTo(known);
  const reference =
    took.events.item.length <= mostEvents ? activityReference(took, known.postTable.items.ids) : null;
  const by = watchedBy(loaded.design, takingRule(framing));
  return {
    kind: 'feed',
    system,
    version: number,
    by,
    known: knownTo(known, took.events.item),
    reference,
    facts: async (slates, actions, now) =>
      feedFacts({
        pages: slates as readonly PageRow[],
        actions,
        records: await recordsSince(journal, system, slates),
        heads: framing.heads,
        windowMinutes: framing.windowMinutes,
        now,
        seed: by.seed,
      }),
  };
}

/** What readers took to: whatever answers a binary head that is worth something counts alike. */
export function takingRule({ heads, objectives, rankBy }: FeedDesign['framing']): LabelRule {
  const worth = objectives[rankBy] ?? {};
  const taking = heads.filter(({ name, kind }) => kind === 'binary' && (worth[name] ?? 0) > 0);
  const actions = Object.fromEntries(taking.flatMap((head) => head.actions.map((type) => [type, 1])));
  return { says: 'what speaks for a post', actions, atLeast: null, weighted: false };
}

/** What each reader took to, as far as it is kept of him. */
function tookTo(known: KnownFeed): Parameters<typeof activityReference>[0] {
  const user: number[] = [];
  const item: number[] = [];
  const at: number[] = [];
  const { ids } = known.readers;
  for (let reader = 0; reader < ids.length; reader++) {
    const liked = known.liked(reader);
    for (let i = 0; i < liked.length; i++) {
      user.push(reader);
      item.push(liked.at(i));
      at.push(liked.timeOf(i));
    }
  }
  const events = {
    user: Int32Array.from(user),
    item: Int32Array.from(item),
    at: Float64Array.from(at),
    weight: null,
  };
  return { ids, events: interactionsFrom(ids.length, known.postTable.items.ids.length, events) };
}

function knownTo(known: KnownFeed, took: Int32Array): KnownToVersion {
  const { items } = known.postTable;
  const popularity = new Float32Array(items.ids.length);
  for (const post of took) popularity[post]! += 1;
  const index = new Map(items.ids.map((id, post) => [id, post]));
  const readers = new Set(known.readers.ids);
  const { catalogue } = items;
  return { item: (id) => index.get(id), knowsUser: (id) => readers.has(id), catalogue, popularity };
}
