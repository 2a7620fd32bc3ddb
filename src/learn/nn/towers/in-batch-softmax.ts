import type { Kernels } from '../../../contracts/kernels.ts';
import { gemmScratch } from '../../../kernels/gemm.ts';

/** Vectors and the slope of the loss by them: [count x width]. */
export interface Vectors {
  readonly value: Float32Array;
  readonly grad: Float32Array;
}

/**
 * Cross-entropy of the item that each user met among the items that all users of the batch met, scored by cosine over
 * `temperature`. What is often met is as often among them; `logChance` of each, taken off its score, makes up for that.
 * An item that stands there twice is no negative of itself.
 *
 * Yi et al. 2019, "Sampling-bias-corrected neural modeling for large corpus item recommendations". O(count^2 x width).
 */
export class InBatchSoftmax {
  readonly #kernels: Kernels;
  readonly #width: number;
  readonly #scores: Float32Array;
  readonly #users: Unit;
  readonly #items: Unit;
  readonly #scratch: Float32Array;

  constructor(capacity: number, width: number, kernels: Kernels) {
    this.#kernels = kernels;
    this.#width = width;
    this.#scores = kernels.f32(capacity * capacity);
    this.#users = new Unit(capacity, width, kernels);
    this.#items = new Unit(capacity, width, kernels);
    this.#scratch = kernels.f32(Math.max(gemmScratch(capacity, width), gemmScratch(width, capacity)));
  }

  /** The mean loss; writes both gradients. item [count]: which item each met. */
  loss(
    users: Vectors,
    items: Vectors,
    item: Int32Array,
    logChance: Float64Array,
    count: number,
    temperature: number,
  ): number {
    const { gemm } = this.#kernels.call;
    const width = this.#width;
    const scores = this.#scores;
    const u = this.#users.of(users.value, count);
    const v = this.#items.of(items.value, count);
    gemm(count, count, width, u, width, 1, v, 1, width, scores, 0, this.#scratch);
    let sum = 0;
    for (let b = 0; b < count; b++) sum += this.#row(b, item, logChance, count, temperature);
    gemm(count, width, count, scores, count, 1, v, width, 1, this.#users.grad, 0, this.#scratch);
    gemm(count, width, count, scores, 1, count, u, width, 1, this.#items.grad, 0, this.#scratch);
    this.#users.back(users.grad, count);
    this.#items.back(items.grad, count);
    return sum / count;
  }

  /** Turn the scores of one user into slopes of the mean loss. @returns his loss. */
  #row(b: number, item: Int32Array, logChance: Float64Array, count: number, temperature: number): number {
    const scores = this.#scores;
    const at = b * count;
    let most = -Infinity;
    for (let k = 0; k < count; k++) {
      const twin = k !== b && item[k] === item[b];
      scores[at + k] = twin ? -Infinity : scores[at + k]! / temperature - logChance[item[k]!]!;
      most = Math.max(most, scores[at + k]!);
    }
    let total = 0;
    const own = scores[at + b]!;
    for (let k = 0; k < count; k++) {
      scores[at + k] = Math.exp(scores[at + k]! - most);
      total += scores[at + k]!;
    }
    const by = 1 / (total * count * temperature);
    for (let k = 0; k < count; k++) scores[at + k]! *= by;
    scores[at + b]! -= 1 / (count * temperature);
    return Math.log(total) + most - own;
  }
}

/** Added to the square of a length, so that nothing is divided by 0. */
const LEAST = 1e-12;

/** Vectors brought to length 1, and the way back. */
class Unit {
  readonly grad: Float32Array;
  readonly #unit: Float32Array;
  readonly #inverse: Float64Array;
  readonly #width: number;

  constructor(capacity: number, width: number, kernels: Kernels) {
    this.grad = kernels.f32(capacity * width);
    this.#unit = kernels.f32(capacity * width);
    this.#inverse = new Float64Array(capacity);
    this.#width = width;
  }

  of(value: Float32Array, count: number): Float32Array {
    for (let r = 0; r < count; r++) this.#inverse[r] = toUnit(value, r, this.#unit, this.#width);
    return this.#unit;
  }

  /** With x = value / length: slope by value = (grad - x (x . grad)) / length. */
  back(out: Float32Array, count: number): void {
    const width = this.#width;
    for (let r = 0, at = 0; r < count; r++, at += width) {
      let along = 0;
      for (let j = 0; j < width; j++) along += this.#unit[at + j]! * this.grad[at + j]!;
      for (let j = 0; j < width; j++)
        out[at + j] = (this.grad[at + j]! - this.#unit[at + j]! * along) * this.#inverse[r]!;
    }
  }
}

/** Bring row r to length 1. @returns what it was multiplied by. */
export function toUnit(value: Float32Array, r: number, out: Float32Array, width: number): number {
  let squared = LEAST;
  const at = r * width;
  for (let j = 0; j < width; j++) squared += value[at + j]! ** 2;
  const by = 1 / Math.sqrt(squared);
  for (let j = 0; j < width; j++) out[at + j] = value[at + j]! * by;
  return by;
}
