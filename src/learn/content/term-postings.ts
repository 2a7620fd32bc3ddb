import type { SparseSums } from '../similar/sparse-sums.ts';
import type { ItemVectors } from './item-vectors.ts';

/**
 * Of each term the items that have it, so that a query looks at no others. Items that came since the lists were made are
 * looked at one by one; they are made anew when those are more than a quarter.
 */
export class TermPostings {
  readonly #vectors: ItemVectors;
  /** Items in the lists. */
  #items = 0;
  /** [terms + 1] */
  #start = new Int32Array(1);
  /** [entries] by term, items ascending. */
  #item = new Int32Array(0);
  #value = new Float32Array(0);

  constructor(vectors: ItemVectors) {
    this.#vectors = vectors;
  }

  /**
   * Add the products of all items with a sparse vector: `profile` [terms], and the places where it is not 0. Items with no
   * term in common are not touched. O(entries of these terms).
   */
  addProducts(profile: Float64Array, terms: Iterable<number>, sums: SparseSums): void {
    const { start, term, value, items } = this.#vectors;
    if (items > 1.25 * this.#items) this.#list();
    for (const t of terms) {
      const by = profile[t]!;
      const to = this.#start[t + 1]!;
      for (let p = this.#start[t]!; p < to; p++) sums.add(this.#item[p]!, by * this.#value[p]!);
    }
    for (let item = this.#items; item < items; item++)
      for (let p = start[item]!; p < start[item + 1]!; p++)
        if (profile[term[p]!] !== 0) sums.add(item, profile[term[p]!]! * value[p]!);
  }

  #list(): void {
    const { start, term, value, items, terms } = this.#vectors;
    const entries = start[items]!;
    this.#items = items;
    this.#start = new Int32Array(terms + 1);
    this.#item = new Int32Array(entries);
    this.#value = new Float32Array(entries);
    for (let p = 0; p < entries; p++) this.#start[term[p]! + 1]! += 1;
    for (let t = 0; t < terms; t++) this.#start[t + 1]! += this.#start[t]!;
    const next = this.#start.slice();
    for (let item = 0; item < items; item++)
      for (let p = start[item]!; p < start[item + 1]!; p++) {
        const at = next[term[p]!]!++;
        this.#item[at] = item;
        this.#value[at] = value[p]!;
      }
  }
}
