import { EVENTS_OF_A_FRIEND, MOST_FRIENDS, type Past, type Query } from '../../contracts/retriever.ts';
import type { Friends } from '../../table/friends.ts';
import type { Interactions } from '../../table/interactions.ts';

/** The query of a user with this past, or with it up to before event `end`: its newest `most` events, as views. */
export function historyQuery(
  past: Interactions,
  user: number,
  most: number,
  now: number,
  context: Query['context'],
  end = past.start[user + 1]!,
): Query {
  const { friends } = past;
  return {
    ...pastOf(past, user, most, end),
    now,
    context,
    ...(friends && { friends: friendsOf(friends, past, user, now) }),
  };
}

/** What the friends of a user did before `now`: what they do later, or at the same instant, is not known to him. */
function friendsOf({ start, friend }: Friends, past: Interactions, user: number, now: number): Past[] {
  const named = friend.subarray(start[user]!, start[user + 1]!).subarray(0, MOST_FRIENDS);
  return Array.from(named, (other) => {
    let end = past.start[other + 1]!;
    while (end > past.start[other]! && past.at[end - 1]! >= now) end--;
    return pastOf(past, other, EVENTS_OF_A_FRIEND, end);
  });
}

function pastOf({ start, item, weight, at }: Interactions, user: number, most: number, end: number): Past {
  const from = Math.max(start[user]!, end - most);
  return {
    length: end - from,
    item: item.subarray(from, end),
    weight: weight.subarray(from, end),
    at: at.subarray(from, end),
  };
}
