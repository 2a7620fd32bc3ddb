import { packTensors, unpackTensors } from '../../contracts/pack.ts';
import type { Histories } from '../../contracts/recommender.ts';
import type { Tensor } from '../../contracts/state.ts';
import { fail } from '../../errors/fail.ts';
import type { Frame } from '../../table/frame.ts';
import type { Friends } from '../../table/friends.ts';
import { type Interactions, someInteractions } from '../../table/interactions.ts';
import type { Schema } from '../../table/schema.ts';
import { packColumns, unpackColumns } from './packed-columns.ts';
import { packTexts, unpackTexts } from './packed-texts.ts';

/**
 * What the users did, the newest `most` events of each, and what is known of them, as a safetensors file. Equal histories
 * give equal bytes.
 */
export function packHistories({ ids, events, attributes }: Histories, most: number): Uint8Array {
  const { users, items, start, item, at, weight, timed, friends } = newestOf(events, most);
  const counts = Int32Array.from({ length: users }, (_, u) => start[u + 1]! - start[u]!);
  return packTensors({
    ...packTexts('ids', ids),
    counts,
    item,
    at,
    weight,
    shape: Int32Array.of(items, timed ? 1 : 0),
    ...(friends && { friends: friends.friend, friendStart: friends.start }),
    ...(attributes && {
      ...packTexts('schema', [JSON.stringify(attributes.schema)]),
      ...packColumns(attributes),
    }),
  });
}

/** The histories that were packed. Throws 'artifact/malformed' when the parts do not fit together. */
export function unpackHistories(bytes: Uint8Array): Histories {
  const arrays = unpackTensors(bytes);
  try {
    return historiesOf(arrays);
  } catch (cause) {
    throw fail('artifact/malformed', {
      what: 'the histories of users',
      problem: cause instanceof Error ? cause.message : String(cause),
    });
  }
}

function historiesOf(arrays: Readonly<Record<string, Tensor>>): Histories {
  const ids = unpackTexts('ids', arrays).map(String);
  const { counts, item, at, weight, shape } = arrays;
  if (!(counts instanceof Int32Array && item instanceof Int32Array && shape instanceof Int32Array))
    throw new Error('its arrays are not those of histories');
  if (!(at instanceof Float64Array && weight instanceof Float32Array))
    throw new Error('its arrays are not those of histories');
  const users = ids.length;
  const items = shape[0] ?? 0;
  const start = new Int32Array(users + 1);
  for (let u = 0; u < users; u++) start[u + 1] = start[u]! + counts[u]!;
  const events = start[users]!;
  if (counts.length !== users || item.length !== events || at.length !== events || weight.length !== events)
    throw new Error(`its events are not those of ${users} users`);
  if (counts.some((n) => n < 0) || item.some((i) => i < 0 || i >= items))
    throw new Error(`an event speaks of an item beyond ${items}`);
  const attributes = attributesOf(users, arrays);
  const friends = friendsIn(users, arrays);
  return {
    ids,
    events: { users, items, start, item, at, weight, timed: shape[1] === 1, ...(friends && { friends }) },
    ...(attributes && { attributes }),
  };
}

function attributesOf(users: number, arrays: Readonly<Record<string, Tensor>>): Frame | undefined {
  if (arrays['schema.units'] === undefined) return undefined;
  const [schema] = unpackTexts('schema', arrays);
  return unpackColumns(JSON.parse(schema ?? '') as Schema, users, arrays);
}

function friendsIn(
  users: number,
  { friends: friend, friendStart: start }: Readonly<Record<string, Tensor>>,
): Friends | undefined {
  if (friend === undefined) return undefined;
  if (!(friend instanceof Int32Array && start instanceof Int32Array && start.length === users + 1))
    throw new Error('its friends are not those of its users');
  if (start[users] !== friend.length || friend.some((u) => u < 0 || u >= users))
    throw new Error(`a friend is beyond ${users} users`);
  return { start, friend };
}

/** The last `most` events of each user. */
function newestOf(events: Interactions, most: number): Interactions {
  const { users, start } = events;
  let user = 0;
  return someInteractions(events, (event) => {
    while (user < users && event >= start[user + 1]!) user++;
    return event >= start[user + 1]! - most;
  });
}
