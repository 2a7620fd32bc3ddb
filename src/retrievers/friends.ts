import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { NEVER, type Past, type Query, type Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import type { Interactions } from '../table/interactions.ts';

const DAY = 86_400_000;

const params = {
  halfLife: {
    type: 'number',
    default: 30,
    min: 0.001,
    max: 100_000,
    unit: 'days',
    search: 'log',
    about: 'After so many days what a friend did counts half.',
  },
  damping: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1,
    about: 'How much less items count that everybody knows: 0 = not at all, 1 = by how many users met them.',
  },
} as const satisfies ParamSpecs;

/** met [items]: users who were for the item. */
interface FriendsState extends State {
  readonly facts: { readonly items: number; readonly halfLife: number; readonly damping: number };
  readonly arrays: { readonly met: Float32Array };
}

/**
 * What friends were for lately: each friend counts 2^(-age / halfLife) for an item, by the age of his newest event that
 * speaks for it, where nobody knows when 1; and all of it is divided by (1 + users who met the item)^damping.
 *
 * Massa and Avesani 2007, "Trust-aware recommender systems": those whom a user names stand in for neighbours that are
 * computed, so that somebody who has done nothing yet is served too. Nothing of the graph is in the state: friends come
 * with the query. O(events) to fit, O(events of the friends) to score.
 */
export const friends: Retriever<ParamsOf<typeof params>, FriendsState> = {
  room: 'retrievers',
  name: 'friends',
  version: 1,
  about: 'What friends were for lately, where there is a user graph (Massa and Avesani 2007).',
  params,
  traits: {
    tier: 'baseline',
    needs: ['friends'],
    coldItems: true,
    grid: [{ halfLife: 7 }, { halfLife: 365 }, { damping: 0.5 }],
  },
  fit({ events }, { halfLife, damping }, run) {
    run.checkCancelled();
    return { facts: { items: events.items, halfLife, damping }, arrays: { met: metBy(events) } };
  },
  open({ facts, arrays: { met } }) {
    const weighed = votes(facts, met);
    return {
      items: facts.items,
      score(query, { size }, out) {
        out.fill(NEVER, 0, size);
        for (const [item, vote] of weighed(query, size)) out[item] = vote;
      },
      sparse(query, { size }, item, score) {
        let n = 0;
        for (const [it, vote] of weighed(query, size)) {
          item[n] = it;
          score[n++] = vote;
        }
        return n;
      },
    };
  },
};

/** How much the friends of a query speak for each item that any of them was for. */
function votes({ halfLife, damping }: FriendsState['facts'], met: Float32Array) {
  const known = Float64Array.from(met, (users) => (1 + users) ** -damping);
  return (query: Query, size: number): Map<number, number> => {
    const sum = new Map<number, number>();
    for (const friend of query.friends ?? [])
      for (const [item, at] of newestOf(friend, size)) {
        const age = Math.max(0, query.now - at) / (halfLife * DAY);
        const vote = (Number.isNaN(age) ? 1 : 2 ** -age) * (known[item] ?? 1);
        sum.set(item, (sum.get(item) ?? 0) + vote);
      }
    return sum;
  };
}

/** When somebody was for an item last; an item that he was against afterwards is none. */
function newestOf({ length, item, weight, at }: Past, size: number): Map<number, number> {
  const newest = new Map<number, number>();
  for (let e = 0; e < length; e++) {
    if (weight[e]! < 0) newest.delete(item[e]!);
    else if (weight[e]! > 0 && item[e]! < size) newest.set(item[e]!, at[e]!);
  }
  return newest;
}

function metBy({ users, items, start, item, weight }: Interactions): Float32Array {
  const met = new Float32Array(items);
  const counted = new Int32Array(items).fill(-1);
  for (let u = 0; u < users; u++)
    for (let e = start[u]!; e < start[u + 1]!; e++) {
      const it = item[e]!;
      if (counted[it] === u || !(weight[e]! > 0)) continue;
      counted[it] = u;
      met[it]! += 1;
    }
  return met;
}
