import type { Query } from '../../contracts/retriever.ts';
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
  const from = Math.max(past.start[user]!, end - most);
  return {
    length: end - from,
    item: past.item.subarray(from, end),
    weight: past.weight.subarray(from, end),
    at: past.at.subarray(from, end),
    now,
    context,
  };
}
