import { NEVER, type OpenRetriever, type Query } from '../../contracts/retriever.ts';
import { roomForBest, topKOf } from '../../kernels/top-k.ts';
import { type Preferences, transposed } from '../../table/preferences.ts';
import { netWeights } from './net-weights.ts';
import { SparseSums } from './sparse-sums.ts';

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
  const sums = new SparseSums(items);
  const gather = (query: Query): void => {
    const { best } = near(query);
    sums.clear();
    for (let n = 0; n < best.length; n++) {
      const u = best.item[n]!;
      for (let p = start[u]!; p < start[u + 1]!; p++) sums.add(liked[p]!, best.score[n]!);
    }
  };
  return {
    items,
    score(query, catalogue, out) {
      out.fill(NEVER, 0, catalogue.size);
      gather(query);
      for (let i = 0; i < sums.count; i++) out[sums.places[i]!] = sums.at(sums.places[i]!);
    },
    sparse(query, _catalogue, item, score) {
      gather(query);
      for (let i = 0; i < sums.count; i++) {
        item[i] = sums.places[i]!;
        score[i] = sums.at(sums.places[i]!);
      }
      return sums.count;
    },
    because(query, item, out) {
      const { best, products, weights } = near(query);
      out.fill(0, 0, query.length);
      for (let n = 0; n < best.length; n++) {
        const u = best.item[n]!;
        const own = liked.subarray(start[u]!, start[u + 1]!);
        if (!own.includes(item)) continue;
        // A neighbour's part goes to the events that make him one, each by its part of the product.
        const share = best.score[n]! / products.at(u);
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
  /** Product of each of them with the query. */
  readonly products: SparseSums;
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
  const products = new SparseSums(users);
  const candidate = new Int32Array(users);
  const likeness = new Float32Array(users);
  let weights = new Float64Array(16);
  return (query) => {
    if (weights.length < query.length) weights = new Float64Array(2 * query.length);
    weigh(query, weights);
    products.clear();
    let squared = 0;
    for (let e = 0; e < query.length; e++) {
      if (weights[e] === 0) continue;
      const it = query.item[e]!;
      const value = weights[e]! * telling[it]! ** 2;
      squared += telling[it]! ** 2;
      for (let q = by.start[it]!; q < by.start[it + 1]!; q++) products.add(by.item[q]!, value);
    }
    const own = Math.sqrt(squared);
    let given = 0;
    for (let i = 0; i < products.count; i++) {
      const u = products.places[i]!;
      const product = products.at(u);
      if (!(product > 0)) continue;
      candidate[given] = u;
      likeness[given++] = (product / (own * length[u]! + shrink)) ** power;
    }
    topKOf(candidate, likeness, given, none, best);
    return { best, products, weights };
  };
}
