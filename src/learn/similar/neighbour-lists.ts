import { NEVER, type OpenRetriever, type Query } from '../../contracts/retriever.ts';
import type { NetWeights } from './net-weights.ts';
import { SparseSums } from './sparse-sums.ts';

/**
 * Of each item those that are most like it, or come after it: lists of items with how strongly, in compressed rows.
 *
 * start [items + 1], item [entries], strength [entries].
 */
export interface NeighbourLists {
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly strength: Float32Array;
}

/**
 * An item scores the sum, over the events of the past, of their weight times its strength in the list of their item.
 * Items that come to no more than 0 are not given. O(entries of the lists of the past) a query, and O(items) for `score`.
 */
export function openNeighbourLists(lists: NeighbourLists, weigh: NetWeights): OpenRetriever {
  const { start, item: next, strength } = lists;
  const items = start.length - 1;
  const sums = new SparseSums(items);
  let weights = new Float64Array(16);

  const weighed = (query: Query): Float64Array => {
    if (weights.length < query.length) weights = new Float64Array(2 * query.length);
    weigh(query, weights);
    return weights;
  };
  /** Sum up the lists of the past. */
  const gather = (query: Query): void => {
    const of = weighed(query);
    sums.clear();
    for (let e = 0; e < query.length; e++) {
      const from = query.item[e]!;
      if (from >= items || of[e] === 0) continue;
      for (let p = start[from]!; p < start[from + 1]!; p++) sums.add(next[p]!, of[e]! * strength[p]!);
    }
  };
  const strengthOf = (from: number, to: number): number => {
    if (from >= items) return 0;
    for (let p = start[from]!; p < start[from + 1]!; p++) if (next[p] === to) return strength[p]!;
    return 0;
  };
  return {
    items,
    score(query, catalogue, out) {
      out.fill(NEVER, 0, catalogue.size);
      gather(query);
      for (let i = 0; i < sums.count; i++) {
        const to = sums.places[i]!;
        if (sums.at(to) > 0) out[to] = sums.at(to);
      }
    },
    sparse(query, _catalogue, item, score) {
      gather(query);
      let given = 0;
      for (let i = 0; i < sums.count; i++) {
        const to = sums.places[i]!;
        if (!(sums.at(to) > 0)) continue;
        item[given] = to;
        score[given++] = sums.at(to);
      }
      return given;
    },
    similar(item, catalogue, out) {
      out.fill(NEVER, 0, catalogue.size);
      if (item >= items) return;
      for (let p = start[item]!; p < start[item + 1]!; p++) out[next[p]!] = strength[p]!;
    },
    because(query, item, out) {
      const of = weighed(query);
      for (let e = 0; e < query.length; e++) out[e] = of[e]! * strengthOf(query.item[e]!, item);
    },
  };
}
