import type { LabelledEvents, RecommendData } from '../../contracts/recommend-data.ts';
import { takeFrame } from '../../table/frame.ts';
import { friendsAmong } from '../../table/friends.ts';
import { type Impressions, takeImpressions } from '../../table/impressions.ts';
import { someInteractions } from '../../table/interactions.ts';

/** The same data as if some users had never been: what a version must be that forgets them. O(events + impressions). */
export function withoutUsers(data: RecommendData, gone: (user: string) => boolean): RecommendData {
  const { events, impressions, objectives, business, userIds, users } = data;
  const kept = Int32Array.from(userIds.keys()).filter((u) => !gone(userIds[u]!));
  if (kept.length === userIds.length) return data;
  const to = new Int32Array(userIds.length).fill(-1);
  kept.forEach((u, place) => {
    to[u] = place;
  });
  let user = 0;
  const stays = Uint8Array.from(events.item, (_, e) => {
    while (e >= events.start[user + 1]!) user++;
    return to[user]! < 0 ? 0 : 1;
  });
  const some = someInteractions(events, (e) => stays[e] === 1);
  const shown = Int32Array.from(impressions?.user.keys() ?? []).filter(
    (i) => to[impressions!.user[i]!]! >= 0,
  );
  const labelled = ({ weight, gain }: LabelledEvents): LabelledEvents => ({
    weight: weight.filter((_, e) => stays[e] === 1),
    gain: Float32Array.from(shown, (i) => gain[i]!),
  });
  return {
    ...data,
    events: {
      ...some,
      users: kept.length,
      start: startsOf(some.start, kept),
      ...(some.friends && { friends: friendsAmong(some.friends, kept) }),
    },
    ...(impressions && { impressions: renamed(takeImpressions(impressions, shown), to) }),
    ...(objectives && {
      objectives: Object.fromEntries(Object.entries(objectives).map(([name, of]) => [name, labelled(of)])),
    }),
    ...(business && { business: labelled(business) }),
    userIds: Array.from(kept, (u) => userIds[u]!),
    users: users && takeFrame(users, kept),
  };
}

/** Where the events of each user who stays begin: the others have none left. */
const startsOf = (start: Int32Array, kept: Int32Array): Int32Array => {
  const out = new Int32Array(kept.length + 1);
  kept.forEach((u, place) => {
    out[place + 1] = start[u + 1]!;
  });
  return out;
};

const renamed = (shown: Impressions, to: Int32Array): Impressions => ({
  ...shown,
  user: shown.user.map((u) => to[u]!),
});
