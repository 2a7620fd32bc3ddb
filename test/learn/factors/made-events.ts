import type { Query } from '../../../src/contracts/retriever.ts';
import { random, randomInt } from '../../../src/kernels/random.ts';
import { type Interactions, interactionsFrom } from '../../../src/table/interactions.ts';

/** A matrix of users x items as pairs, one event each. */
export interface Triples {
  readonly users: number;
  readonly items: number;
  readonly user: readonly number[];
  readonly item: readonly number[];
  readonly strength: readonly number[];
}

export const eventsOf = ({ users, items, user, item, strength }: Triples): Interactions =>
  interactionsFrom(users, items, {
    user: Int32Array.from(user),
    item: Int32Array.from(item),
    at: null,
    weight: Float32Array.from(strength),
  });

/** Users of three tastes; some pairs several times, some events against an item. */
export function madeEvents(users: number, items: number, perUser: number, seed: number): Interactions {
  const r = random(seed);
  const n = users * perUser;
  const user = Int32Array.from({ length: n }, (_, i) => i % users);
  const item = user.map((u) => {
    const i = randomInt(r, items);
    return r() < 0.7 ? Math.min(items - 1, i - (i % 3) + (u % 3)) : i;
  });
  const weight = Float32Array.from(user, () => (r() < 0.1 ? -1 : 1 + randomInt(r, 3)));
  return interactionsFrom(users, items, { user, item, at: null, weight });
}

/** What a user of these events did. */
export function queryOf({ start, item, weight, at }: Interactions, user: number): Query {
  const [from, to] = [start[user]!, start[user + 1]!];
  return {
    length: to - from,
    item: item.slice(from, to),
    weight: weight.slice(from, to),
    at: at.slice(from, to),
    now: Number.NaN,
    context: {},
  };
}
