import type { Query } from '../../contracts/retriever.ts';

/** Writes how much a query is for the item of each event: out[0 .. query.length - 1]. */
export type NetWeights = (query: Query, out: Float64Array) => void;

/**
 * Adds up the weights of all events of an item, as training does, and writes the sum at the last of them and 0 at the
 * others; at items from `items` on, that nobody has learned of, 0 too. With `once`, a sum counts 1 or -1. O(query).
 */
export function netWeights(items: number, once: boolean): NetWeights {
  const sum = new Float64Array(items);
  return ({ length, item, weight }, out) => {
    for (let e = 0; e < length; e++) if (item[e]! < items) sum[item[e]!]! += weight[e]!;
    for (let e = length - 1; e >= 0; e--) {
      const of = item[e]!;
      out[e] = of >= items ? 0 : once ? Math.sign(sum[of]!) : sum[of]!;
      // So the event before, of the same item, finds nothing, and the next query an empty sum.
      if (of < items) sum[of] = 0;
    }
  };
}
