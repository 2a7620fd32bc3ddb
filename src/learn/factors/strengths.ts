import type { ParamSpec } from '../../contracts/params.ts';
import type { Query } from '../../contracts/retriever.ts';
import type { Interactions } from '../../table/interactions.ts';
import { type Preferences, preferencesOf } from '../../table/preferences.ts';

/** The parameter `strengthPower` of retrievers that go by strengths. */
export const strengthPowerParam = {
  type: 'number',
  default: 0,
  min: 0,
  max: 1,
  about: 'Power to which strengths are raised: 0 = an item counts once, 1 = as often as it was met.',
} as const satisfies ParamSpec;

/**
 * What each user is for, with strengths raised to `power`: 0 = an item counts once, however often it was met, 1 = as often
 * as it was. O(events + items).
 */
export function strengthsOf(events: Interactions, power: number): Preferences {
  const preferences = preferencesOf(events);
  return { ...preferences, strength: preferences.strength.map((s) => s ** power) };
}

/** The same of one user's past, read again and again into the same memory. */
export class History {
  readonly #items: number;
  readonly #power: number;
  /** [items] place in the list below while it is made, else -1. */
  readonly #place: Int32Array;
  /** Sums of weights; what is not above 0 is not in use. */
  #sum = new Float64Array(64);
  /** The first `length` are in use, each item once. */
  item = new Int32Array(64);
  strength = new Float32Array(64);
  length = 0;

  /** Items beyond the first `items` are passed over: nobody has learned of them. */
  constructor(items: number, power: number) {
    this.#items = items;
    this.#power = power;
    this.#place = new Int32Array(items).fill(-1);
  }

  /** O(events). */
  read({ length, item, weight }: Query): this {
    if (this.item.length < length) {
      this.item = new Int32Array(2 * length);
      this.strength = new Float32Array(2 * length);
      this.#sum = new Float64Array(2 * length);
    }
    let count = 0;
    for (let e = 0; e < length; e++) {
      const i = item[e]!;
      if (i >= this.#items) continue;
      if (this.#place[i]! < 0) {
        this.#place[i] = count;
        this.item[count] = i;
        this.#sum[count++] = 0;
      }
      this.#sum[this.#place[i]!]! += weight[e]!;
    }
    this.length = 0;
    for (let p = 0; p < count; p++) {
      this.#place[this.item[p]!] = -1;
      if (!(this.#sum[p]! > 0)) continue;
      this.item[this.length] = this.item[p]!;
      this.strength[this.length++] = Math.fround(this.#sum[p]!) ** this.#power;
    }
    return this;
  }

  /** A past of one item, met once. */
  only(item: number): this {
    this.length = item < this.#items ? 1 : 0;
    this.item[0] = item;
    this.strength[0] = 1;
    return this;
  }

  /**
   * Divide what each item of the past comes to among its events, by their weights: out[e] = part(item) x weight / sum.
   * Call it after `read` of the same query.
   */
  divide(
    { length, item, weight }: Query,
    part: (item: number, strength: number) => number,
    out: Float32Array,
  ): void {
    const sums = new Map<number, number>();
    for (let e = 0; e < length; e++) sums.set(item[e]!, (sums.get(item[e]!) ?? 0) + weight[e]!);
    const whole = new Map<number, number>();
    for (let p = 0; p < this.length; p++) whole.set(this.item[p]!, part(this.item[p]!, this.strength[p]!));
    for (let e = 0; e < length; e++)
      out[e] = whole.has(item[e]!) ? (whole.get(item[e]!)! * weight[e]!) / sums.get(item[e]!)! : 0;
  }
}
