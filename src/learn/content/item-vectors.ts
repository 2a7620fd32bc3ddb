import type { Column } from '../../table/column.ts';
import type { Frame } from '../../table/frame.ts';
import { eachTerm, TERMS } from './item-terms.ts';

/** How the columns of attributes become vectors. */
export interface VectorPlan {
  readonly columns: readonly {
    readonly name: string;
    /** Its part in likeness, >= 0; all of them sum to 1. */
    readonly weight: number;
    /** Place of its knots. */
    readonly knots: readonly [from: number, to: number];
  }[];
  readonly knots: Float64Array;
  /** [columns x TERMS] how telling each term is. */
  readonly telling: Float32Array;
}

/** Sparse vectors of items, added one after the other: compressed rows that grow. */
export class ItemVectors {
  readonly plan: VectorPlan;
  /** Items that there are. */
  items = 0;
  /** [items + 1] */
  start = new Int32Array(64);
  /** [entries] place in the space of plan.columns x TERMS, ascending by column. */
  term = new Int32Array(256);
  /** [entries] */
  value = new Float32Array(256);
  readonly #sum = new Float64Array(TERMS);

  constructor(plan: VectorPlan) {
    this.plan = plan;
  }

  /** Places of the space that the vectors are in. */
  get terms(): number {
    return this.plan.columns.length * TERMS;
  }

  /** Add the items of the table that are not there yet. O(terms of the new items). */
  follow(attributes: Frame): void {
    const columns = this.plan.columns.map(({ name }) => attributes.columns.get(name));
    for (let row = this.items; row < attributes.rows; row++) {
      columns.forEach((column, c) => {
        if (column !== undefined) this.#addBlock(column, row, c);
      });
      if (row + 2 > this.start.length)
        this.start = resized(this.start, new Int32Array(2 * this.start.length));
      this.items = row + 1;
      this.start[row + 1] = this.#used;
    }
  }

  #used = 0;

  /** What one column says of an item, scaled so that the squares of its values sum to the weight of the column. */
  #addBlock(column: Column, row: number, c: number): void {
    const { columns, knots, telling } = this.plan;
    const [from, to] = columns[c]!.knots;
    const first = this.#used;
    eachTerm(column, row, knots.subarray(from, to), (term, count) => {
      if (this.#sum[term] === 0) this.#append(c * TERMS + term);
      this.#sum[term]! += count;
    });
    let squared = 0;
    for (let p = first; p < this.#used; p++) {
      const term = this.term[p]! - c * TERMS;
      const value = this.#sum[term]! * telling[this.term[p]!]!;
      this.#sum[term] = 0;
      this.value[p] = value;
      squared += value * value;
    }
    const scale = Math.sqrt(columns[c]!.weight / Math.max(squared, Number.MIN_VALUE));
    for (let p = first; p < this.#used; p++) this.value[p]! *= scale;
  }

  #append(term: number): void {
    if (this.#used === this.term.length) {
      this.term = resized(this.term, new Int32Array(2 * this.#used));
      this.value = resized(this.value, new Float32Array(2 * this.#used));
    }
    this.term[this.#used++] = term;
  }
}

function resized<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The product of two vectors, terms of column c alone where it is given. O(terms of both, squared by column). */
export function productOf(of: ItemVectors, a: number, b: number, column?: number): number {
  const { start, term, value } = of;
  let sum = 0;
  for (let p = start[a]!; p < start[a + 1]!; p++) {
    if (column !== undefined && Math.floor(term[p]! / TERMS) !== column) continue;
    for (let q = start[b]!; q < start[b + 1]!; q++) if (term[p] === term[q]) sum += value[p]! * value[q]!;
  }
  return sum;
}
