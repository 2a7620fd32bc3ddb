import type { Random } from './random.ts';

/**
 * Draw k items without replacement, one after another, each with a chance in proportion to its weight among those that
 * are left; in one pass.
 *
 * weights [n] finite, >= 0; an item of weight 0 is never drawn, so fewer than k come back where fewer have a weight.
 *
 * @returns item numbers, ascending.
 *
 * Each item would have the key u^(1/weight) and the k largest stay; the weight that is passed over until the next one
 * enters is drawn at once ("exponential jumps"). O(n + k log(n / k) log k).
 * Source: Efraimidis and Spirakis 2006, "Weighted random sampling with a reservoir", algorithm A-ExpJ.
 */
export function weightedReservoir(weights: Float64Array, k: number, r: Random): Int32Array {
  const heap = new LowestKey(k);
  let jump = Number.NaN;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight > 0)) continue;
    if (heap.size < k) {
      // Logarithms of keys: keys of light items would come down to 0.
      heap.push(Math.log(1 - r()) / weight, i);
      if (heap.size === k) jump = Math.log(1 - r()) / heap.lowest;
      continue;
    }
    jump -= weight;
    if (!(jump <= 0) || k === 0) continue;
    // The key of the item that enters, given that it is above the lowest.
    const least = Math.exp(heap.lowest * weight);
    const u = least + (1 - least) * (1 - r());
    heap.replace(Math.log(u) / weight, i);
    jump = Math.log(1 - r()) / heap.lowest;
  }
  return heap.items.slice(0, heap.size).sort();
}

/** A heap with the lowest key on top. */
class LowestKey {
  readonly items: Int32Array;
  readonly #keys: Float64Array;
  size = 0;

  constructor(capacity: number) {
    this.items = new Int32Array(capacity);
    this.#keys = new Float64Array(capacity);
  }

  get lowest(): number {
    return this.#keys[0]!;
  }

  push(key: number, item: number): void {
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.#keys[above]! <= key) break;
      this.#move(above, at);
      at = above;
    }
    this.#set(at, key, item);
  }

  /** Put this in the place of the lowest. */
  replace(key: number, item: number): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.size) break;
      if (below + 1 < this.size && this.#keys[below + 1]! < this.#keys[below]!) below++;
      if (this.#keys[below]! >= key) break;
      this.#move(below, at);
      at = below;
    }
    this.#set(at, key, item);
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#keys[from]!, this.items[from]!);
  }

  #set(at: number, key: number, item: number): void {
    this.#keys[at] = key;
    this.items[at] = item;
  }
}
