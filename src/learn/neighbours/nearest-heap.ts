/**
 * The nearest rows so far of one query, until their weights sum to `wanted`: a max-heap on distance, then on row number.
 *
 * A row leaves as soon as the rows before it suffice, so what stays is the least set of nearest rows that does, whatever
 * the order of the offers; of rows equally far the one that stands first is kept. O(log kept) an offer that is taken.
 */
export class NearestHeap {
  readonly distances: Float64Array;
  readonly rows: Int32Array;
  readonly #weights: Float64Array;
  readonly #wanted: number;
  /** Rows that are held. */
  size = 0;
  /** Sum of the weights of the rows that are held. */
  total = 0;
  /** An offer that is further than this would not be kept: Infinity while rows are still wanted. */
  bound = Infinity;

  /** weights [rows] of all rows; at most `capacity` rows, plus the one on offer, are ever held. */
  constructor(weights: Float64Array, wanted: number, capacity: number) {
    this.distances = new Float64Array(capacity + 1);
    this.rows = new Int32Array(capacity + 1);
    this.#weights = weights;
    this.#wanted = wanted;
  }

  clear(): void {
    this.size = 0;
    this.total = 0;
    this.bound = Infinity;
  }

  /** Take a row at this squared distance if it is among the nearest; rows are offered in ascending order. */
  offer(distance: number, row: number): void {
    // An equal distance comes from a later row, and the earlier one has precedence.
    if (this.total >= this.#wanted && distance >= this.distances[0]!) return;
    this.#push(distance, row);
    this.total += this.#weights[row]!;
    while (this.total - this.#weights[this.rows[0]!]! >= this.#wanted) {
      this.total -= this.#weights[this.rows[0]!]!;
      this.#dropTop();
    }
    if (this.total >= this.#wanted) this.bound = this.distances[0]!;
  }

  #push(distance: number, row: number): void {
    const { distances, rows } = this;
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isAfter(distance, row, distances[above]!, rows[above]!)) break;
      distances[at] = distances[above]!;
      rows[at] = rows[above]!;
      at = above;
    }
    distances[at] = distance;
    rows[at] = row;
  }

  #dropTop(): void {
    const { distances, rows } = this;
    const last = --this.size;
    const distance = distances[last]!;
    const row = rows[last]!;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= last) break;
      const next = below + 1;
      if (next < last && isAfter(distances[next]!, rows[next]!, distances[below]!, rows[below]!))
        below = next;
      if (!isAfter(distances[below]!, rows[below]!, distance, row)) break;
      distances[at] = distances[below]!;
      rows[at] = rows[below]!;
      at = below;
    }
    distances[at] = distance;
    rows[at] = row;
  }
}

const isAfter = (d: number, row: number, otherD: number, otherRow: number): boolean =>
  d > otherD || (d === otherD && row > otherRow);
