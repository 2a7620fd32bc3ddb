import type { Kernels } from '../../../contracts/kernels.ts';
import { gemmScratch } from '../../../kernels/gemm.ts';
import { type Random, randomInt } from '../../../kernels/random.ts';
import { range } from '../../../kernels/range.ts';

/** Places whose scores of all candidates are held at a time. */
const STRIP = 256;

/** Vectors of items, and the slope of the loss by them: [items x width]. */
export interface ItemTable {
  readonly value: Float32Array;
  readonly grad: Float32Array;
}

/**
 * Cross-entropy of the next item among all items, scored by the product of its vector with that of a place.
 *
 * With fewer negatives than items, so many are drawn for each batch, and stand for all others: their share of the sum under
 * the fraction is enlarged by others / drawn, so that the loss is that of all items, on average. O(places x negatives x
 * width). Source: Klenitskiy and Vasilev 2023, "Turning dross into gold loss".
 */
export class ItemSoftmax {
  readonly #kernels: Kernels;
  readonly #items: number;
  readonly #width: number;
  /** Items drawn, and where each stands among them: -1 = it does not. */
  readonly #drawn: Int32Array;
  readonly #slot: Int32Array;
  readonly #rows: Float32Array;
  readonly #rowsGrad: Float32Array;
  readonly #scores: Float32Array;
  readonly #scratch: Float32Array;

  constructor(items: number, width: number, negatives: number, kernels: Kernels) {
    const drawn = negatives === 0 ? items : Math.min(items, negatives);
    this.#kernels = kernels;
    this.#items = items;
    this.#width = width;
    this.#drawn = range(items).slice(0, drawn);
    this.#slot = new Int32Array(items).fill(-1);
    this.#rows = kernels.f32(drawn * width);
    this.#rowsGrad = kernels.f32(drawn * width);
    this.#scores = kernels.f32(STRIP * drawn);
    this.#scratch = kernels.f32(
      Math.max(gemmScratch(drawn, width), gemmScratch(width, drawn), gemmScratch(width, STRIP)),
    );
  }

  /** Draw the negatives of a batch: different ones, each item as likely. */
  draw(r: Random): void {
    const { length } = this.#drawn;
    this.#slot.fill(-1);
    for (let i = 0; i < length; i++) {
      let item = i;
      if (length < this.#items) {
        do item = randomInt(r, this.#items);
        while (this.#slot[item]! >= 0);
      }
      this.#drawn[i] = item;
      this.#slot[item] = i;
    }
  }

  /**
   * The sum of the losses of `count` places. hidden [count x width] their vectors, next [count] the items that came.
   *
   * Adds scale x slope to table.grad, and writes it to hiddenGrad; both only where hiddenGrad is given.
   */
  loss(
    hidden: Float32Array,
    next: Int32Array,
    count: number,
    table: ItemTable,
    scale: number,
    hiddenGrad: Float32Array | null,
  ): number {
    const width = this.#width;
    const drawn = this.#drawn;
    drawn.forEach((item, i) => {
      this.#rows.set(table.value.subarray(item * width, (item + 1) * width), i * width);
    });
    this.#rowsGrad.fill(0);
    let sum = 0;
    for (let from = 0; from < count; from += STRIP)
      sum += this.#strip(hidden, next, from, Math.min(STRIP, count - from), table, scale, hiddenGrad);
    if (hiddenGrad !== null)
      drawn.forEach((item, i) => {
        for (let j = 0; j < width; j++) table.grad[item * width + j]! += this.#rowsGrad[i * width + j]!;
      });
    return sum;
  }

  #strip(
    hidden: Float32Array,
    next: Int32Array,
    from: number,
    count: number,
    table: ItemTable,
    scale: number,
    hiddenGrad: Float32Array | null,
  ): number {
    const { gemm } = this.#kernels.call;
    const width = this.#width;
    const drawn = this.#drawn.length;
    const scores = this.#scores;
    const scratch = this.#scratch;
    const h = hidden.subarray(from * width, (from + count) * width);
    gemm(count, drawn, width, h, width, 1, this.#rows, 1, width, scores, 0, scratch);
    const own = new Float64Array(count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const { loss, share } = this.#place(h, i, next[from + i]!, table.value, scale);
      sum += loss;
      own[i] = scale * (share - 1);
    }
    if (hiddenGrad === null) return sum;
    const grad = hiddenGrad.subarray(from * width, (from + count) * width);
    gemm(count, width, drawn, scores, drawn, 1, this.#rows, width, 1, grad, 0, scratch);
    gemm(drawn, width, count, scores, 1, drawn, h, width, 1, this.#rowsGrad, 1, scratch);
    for (let i = 0; i < count; i++) {
      const item = next[from + i]! * width;
      for (let j = 0; j < width; j++) {
        grad[i * width + j]! += own[i]! * table.value[item + j]!;
        table.grad[item + j]! += own[i]! * h[i * width + j]!;
      }
    }
    return sum;
  }

  /** Turn the scores of one place into slopes. @returns its loss, and the chance that it gives what came. */
  #place(
    h: Float32Array,
    place: number,
    item: number,
    table: Float32Array,
    scale: number,
  ): { loss: number; share: number } {
    const width = this.#width;
    const drawn = this.#drawn.length;
    const scores = this.#scores;
    const at = place * drawn;
    let own = 0;
    for (let j = 0; j < width; j++) own += h[place * width + j]! * table[item * width + j]!;
    const hit = this.#slot[item]!;
    const others = drawn - (hit < 0 ? 0 : 1);
    const enlarged = Math.log((this.#items - 1) / Math.max(1, others));
    let most = own;
    for (let k = 0; k < drawn; k++) {
      const score = k === hit ? -Infinity : scores[at + k]! + enlarged;
      scores[at + k] = score;
      if (score > most) most = score;
    }
    const self = Math.exp(own - most);
    let total = self;
    for (let k = 0; k < drawn; k++) {
      const e = Math.exp(scores[at + k]! - most);
      scores[at + k] = e;
      total += e;
    }
    const by = scale / total;
    for (let k = 0; k < drawn; k++) scores[at + k]! *= by;
    return { loss: Math.log(total) + most - own, share: self / total };
  }
}
