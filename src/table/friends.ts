/** Who names whom a friend, user after user. */
export interface Friends {
  /** [users + 1] those of user u are friend[start[u]] to friend[start[u + 1] - 1]. */
  readonly start: Int32Array;
  /** Users by index, no one twice and no one his own. */
  readonly friend: Int32Array;
}

/** The ids in a list of friends, as a column holds it: parted by blanks, commas, semicolons or bars. */
export const friendIds = (listed: string | null): string[] => listed?.match(/[^\s,;|]+/g) ?? [];

/** The graph of these lists of ids: [users] of user u. Ids of which nothing is known are left out. O(ids). */
export function friendsOf(lists: readonly (readonly string[])[], userIds: readonly string[]): Friends {
  const index = new Map(userIds.map((id, u) => [id, u]));
  return graphOf(
    lists.map((ids, u) =>
      [...new Set(ids)].flatMap((id) => (index.get(id) === u ? [] : (index.get(id) ?? []))),
    ),
  );
}

/** The graph among users who stay. kept: their indices, in order. */
export function friendsAmong({ start, friend }: Friends, kept: Int32Array): Friends {
  const to = new Map(Array.from(kept, (u, place) => [u, place]));
  return graphOf(
    Array.from(kept, (u) =>
      Array.from(friend.subarray(start[u]!, start[u + 1]!)).flatMap((other) => to.get(other) ?? []),
    ),
  );
}

function graphOf(lists: readonly (readonly number[])[]): Friends {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, u) => {
    start[u + 1] = start[u]! + list.length;
  });
  return { start, friend: Int32Array.from(lists.flat()) };
}
