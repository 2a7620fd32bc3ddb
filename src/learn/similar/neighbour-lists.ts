import { NEVER, type OpenRetriever, type Query } from '../../contracts/retriever.ts';
import type { NetWeights } from './net-weights.ts';

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
  const sum = new Float64Array(items);
  const met = new Uint8Array(items);
  const touched = new Int32Array(items);
  let weights = new Float64Array(16);

  const weighed = (query: Query): Float64Array => {
    if (weights.length < query.length) weights = new Float64Array(2 * query.length);
    weigh(query, weights);
    return weights;
  };
  /** Sum up the lists of the past; items that were met stand in `touched`. */
  const gather = (query: Query): number => {
    const of = weighed(query);
    let count = 0;
    for (let e = 0; e < query.length; e++) {
      const from = query.item[e]!;
      if (from >= items || of[e] === 0) continue;
      for (let p = start[from]!; p < start[from + 1]!; p++) {
        const to = next[p]!;
        if (met[to] === 0) {
          met[to] = 1;
          sum[to] = 0;
          touched[count++] = to;
        }
        sum[to]! += of[e]! * strength[p]!;
      }
    }
    for (let i = 0; i < count; i++) met[touched[i]!] = 0;
    return count;
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
      const count = gather(query);
      for (let i = 0; i < count; i++) {
        const to = touched[i]!;
        if (sum[to]! > 0) out[to] = sum[to]!;
      }
    },
    sparse(query, _catalogue, item, score) {
      const count = gather(query);
      let given = 0;
      for (let i = 0; i < count; i++) {
        const to = touched[i]!;
        if (!(sum[to]! > 0)) continue;
        item[given] = to;
        score[given++] = sum[to]!;
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
