import type { VectorIndex, VectorIndexes } from '../../ports/vector-index.ts';

/** The part of the package "usearch" that is used here: it is an optional peer, so its types may not be there. */
interface UsearchPackage {
  readonly Index: new (options: {
    readonly dimensions: number;
    readonly metric: 'cos';
    readonly quantization: 'f16';
    readonly connectivity: number;
    readonly expansion_add: number;
    readonly expansion_search: number;
    readonly multi: boolean;
  }) => UsearchIndex;
}

interface UsearchIndex {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  search(
    vector: Float32Array,
    k: number,
    threads: number,
  ): { readonly keys: BigUint64Array; readonly distances: Float32Array };
}

/**
 * Links of a vector, and vectors that are looked at while one is added or searched for: what reached a recall of .95
 * among the 20 nearest of a million (bench/recommend/similar.bench.ts).
 */
const SHAPE = { connectivity: 16, expansion_add: 64, expansion_search: 256 };

/**
 * Below, looking at all vectors takes less than a millisecond, and any filter with it; from 15,000 vectors on the index is
 * the quicker of the two (bench/recommend/similar.bench.ts).
 */
const FROM = 50_000;

/** Vectors that are added in one turn of the event loop, so that answers wait a few milliseconds at most. */
const VECTORS_A_TURN = 64;

/**
 * Hierarchical navigable small worlds (Malkov and Yashunin 2018) over vectors in half precision, by the package
 * "usearch"; null where that is not installed.
 *
 * An index is built between answers: a million vectors of 64 take minutes of one core.
 */
export async function usearchIndexes(): Promise<VectorIndexes | null> {
  let usearch: UsearchPackage;
  try {
    const loaded = (await import('usearch')) as unknown as { readonly default: UsearchPackage };
    usearch = loaded.default;
  } catch {
    return null;
  }
  return { from: FROM, over: (vectors, size) => growing(usearch, vectors, size) };
}

function growing({ Index }: UsearchPackage, vectors: Float32Array, size: number): VectorIndex {
  const index = new Index({ dimensions: size, metric: 'cos', quantization: 'f16', multi: false, ...SHAPE });
  const count = vectors.length / size;
  let added = 0;
  const grow = (): void => {
    const to = Math.min(count, added + VECTORS_A_TURN);
    const keys = BigUint64Array.from({ length: to - added }, (_, i) => BigInt(added + i));
    // The package reads unshared memory only.
    index.add(keys, vectors.slice(added * size, to * size), 1);
    added = to;
    // Nobody waits for it: it does not keep the process alive.
    if (added < count) setImmediate(grow).unref();
  };
  if (count > 0) setImmediate(grow).unref();
  return {
    nearest(vector, item, score) {
      if (added < count || count === 0) return null;
      const { keys, distances } = index.search(vector.slice(), Math.min(item.length, count), 1);
      for (let i = 0; i < keys.length; i++) {
        item[i] = Number(keys[i]);
        score[i] = 1 - distances[i]!;
      }
      return keys.length;
    },
  };
}
