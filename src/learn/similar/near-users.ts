import { NEVER, type OpenRetriever, type Query } from '../../contracts/retriever.ts';
import { roomForBest, topKOf } from '../../kernels/top-k.ts';
import { type Preferences, transposed } from '../../table/preferences.ts';
import { netWeights } from './net-weights.ts';

export interface NearUsersSettings {
  /** Users that are asked. */
  readonly neighbours: number;
  /** Added to the divisor of the cosine. */
  readonly shrink: number;
  /** Exponent of likeness: above 1 the nearest count the more. */
  readonly power: number;
  /** Items count by log(users / users who are for them) when users are compared, rather than alike. */
  readonly rareTells: boolean;
}

/** What users are compared by: [items] weights of items, [users] lengths of users under them. */
interface Geometry {
  readonly telling: Float64Array;
  readonly length: Float64Array;
}

function geometryOf({ users, items, start, item }: Preferences, rareTells: boolean): Geometry {
  const telling = new Float64Array(items).fill(1);
  if (rareTells) {
    const count = new Float64Array(items);
    for (const it of item) count[it]! += 1;
    for (let i = 0; i < items; i++) telling[i] = Math.log(users / Math.max(count[i]!, 1));
  }
  const length = new Float64Array(users);
  for (let u = 0; u < users; u++) {
    for (let p = start[u]!; p < start[u + 1]!; p++) length[u]! += telling[item[p]!]! ** 2;
    length[u] = Math.sqrt(length[u]!);
  }
  return { telling, length };
}

/**
 * An item scores the likeness of those among the nearest users who are for it, summed. Of users equally near the first.
 *
 * O(users who are for the items of the past + pairs of the nearest) a query, and O(items) for `score`.
 */
export function openNearUsers(kept: Preferences, settings: NearUsersSettings): OpenRetriever {
  const { items, start, item: liked } = kept;
  const by = transposed(kept);
  const { telling, length } = geometryOf(kept, settings.rareTells);
  const near = nearestTo(kept, by, telling, length, settings);
  const sum = new Float64Array(items);
  const met = new Uint8Array(items);
  const touched = new Int32Array(items);
  const gather = (query: Query): number => {
    const { best } = near(query);
    let count = 0;
    for (let n = 0; n < best.length; n++) {
      const u = best.item[n]!;
      for (let p = start[u]!; p < start[u + 1]!; p++) {
        const it = liked[p]!;
        if (met[it] === 0) {
          met[it] = 1;
          sum[it] = 0;
          touched[count++] = it;
        }
        sum[it]! += best.score[n]!;
      }
    }
    for (let i = 0; i < count; i++) met[touched[i]!] = 0;
    return count;
  };
  return {
    items,
    score(query, catalogue, out) {
      out.fill(NEVER, 0, catalogue.size);
      const count = gather(query);
      for (let i = 0; i < count; i++) out[touched[i]!] = sum[touched[i]!]!;
    },
    sparse(query, _catalogue, item, score) {
      const count = gather(query);
      for (let i = 0; i < count; i++) {
        item[i] = touched[i]!;
        score[i] = sum[touched[i]!]!;
      }
      return count;
    },
    because(query, item, out) {
      const { best, product, weights } = near(query);
      out.fill(0, 0, query.length);
      for (let n = 0; n < best.length; n++) {
        const u = best.item[n]!;
        const own = liked.subarray(start[u]!, start[u + 1]!);
        if (!own.includes(item)) continue;
        // A neighbour's part goes to the events that make him one, each by its part of the product.
        const share = best.score[n]! / product[u]!;
        for (let e = 0; e < query.length; e++)
          if (weights[e] !== 0 && own.includes(query.item[e]!))
            out[e]! += share * weights[e]! * telling[query.item[e]!]! ** 2;
      }
    },
  };
}

interface Near {
  /** The nearest users and their likeness, to its power. */
  readonly best: ReturnType<typeof roomForBest>;
  /** [users] product with the query, of users that are near. */
  readonly product: Float64Array;
  /** [events] how much each counts. */
  readonly weights: Float64Array;
}

function nearestTo(
  { users, items }: Preferences,
  by: Preferences,
  telling: Float64Array,
  length: Float64Array,
  { neighbours, shrink, power }: NearUsersSettings,
): (query: Query) => Near {
  const weigh = netWeights(items, true);
  const best = roomForBest(Math.min(neighbours, users));
  const none = new Uint8Array(users);
  const product = new Float64Array(users);
  const met = new Uint8Array(users);
  const candidate = new Int32Array(users);
  const likeness = new Float32Array(users);
  let weights = new Float64Array(16);
  return (query) => {
    if (weights.length < query.length) weights = new Float64Array(2 * query.length);
    weigh(query, weights);
    let squared = 0;
    let count = 0;
    for (let e = 0; e < query.length; e++) {
      if (weights[e] === 0) continue;
      const it = query.item[e]!;
      const value = weights[e]! * telling[it]! ** 2;
      squared += telling[it]! ** 2;
      for (let q = by.start[it]!; q < by.start[it + 1]!; q++) {
        const u = by.item[q]!;
        if (met[u] === 0) {
          met[u] = 1;
          product[u] = 0;
          candidate[count++] = u;
        }
        product[u]! += value;
      }
    }
    const own = Math.sqrt(squared);
    let given = 0;
    for (let i = 0; i < count; i++) {
      const u = candidate[i]!;
      met[u] = 0;
      if (!(product[u]! > 0)) continue;
      candidate[given] = u;
      likeness[given++] = (product[u]! / (own * length[u]! + shrink)) ** power;
    }
    topKOf(candidate, likeness, given, none, best);
    return { best, product, weights };
  };
}
