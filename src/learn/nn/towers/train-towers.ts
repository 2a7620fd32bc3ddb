import type { Run } from '../../../contracts/run.ts';
import { type Random, random, seedFor, shuffle } from '../../../kernels/random.ts';
import { range } from '../../../kernels/range.ts';
import { type EpochSettings, keepBest } from '../keep-best.ts';
import { arraysOf, layNetwork, type Network } from '../network.ts';
import { adam } from '../optimisers/adam.ts';
import { NOTHING } from './attribute-codes.ts';
import { InBatchSoftmax, type Vectors } from './in-batch-softmax.ts';
import type { TowerExamples } from './tower-examples.ts';
import { itemTower, type TowerShape, userTower } from './tower-networks.ts';

export interface TowerSettings extends EpochSettings {
  /** Users of a batch, each the negative of all others. */
  readonly batch: number;
  readonly temperature: number;
  /** How often an item hides who it is, so that its attributes learn to speak for it. */
  readonly hide: number;
}

/** What towers learn from. */
export interface TowerSet {
  readonly train: TowerExamples;
  readonly held: TowerExamples;
  readonly items: number;
  /** [items x itemPlaces]; the first is who the item is. */
  readonly itemCodes: Int32Array;
  /** [users x userPlaces] */
  readonly userCodes: Int32Array;
  /** [items] log of the chance that an event is of the item. */
  readonly logChance: Float64Array;
}

export interface Towers {
  readonly arrays: Readonly<Record<string, Float32Array>>;
  /** [items x width] */
  readonly vectors: Float32Array;
}

/**
 * Teach both towers, keep the weights with the least loss on held-out events (of the last epoch where there are none), and
 * give the vectors of all items. Throws 'train/cancelled' and 'train/diverged'.
 *
 * O(epochs x events x (history + batch + hidden) x width).
 */
export function trainTowers(set: TowerSet, shape: TowerShape, settings: TowerSettings, run: Run): Towers {
  return run.kernels.scope(() => {
    const teacher = new Teacher(set, shape, settings, run);
    const judged = set.held.met.length > 1;
    return keepBest(
      {
        epoch: () => teacher.pass(set.train, true),
        judge: () => (judged ? teacher.pass(set.held, false) : null),
        keep: () => teacher.towers(),
      },
      settings,
      run,
    );
  });
}

class Teacher {
  readonly #set: TowerSet;
  readonly #shape: TowerShape;
  readonly #settings: TowerSettings;
  readonly #run: Run;
  readonly #item: Network;
  readonly #user: Network;
  readonly #softmax: InBatchSoftmax;
  readonly #users: Vectors;
  readonly #met: Vectors;
  readonly #metItem: Int32Array;
  readonly #moments: readonly (readonly Float32Array[])[];
  readonly #optimiser = adam(0);
  readonly #draws: Random;
  /** Where an item stands in the batch: -1 = it does not; and the items there. */
  readonly #slot: Int32Array;
  readonly #used: Int32Array;
  #usedCount = 0;
  #steps = 0;

  constructor(set: TowerSet, shape: TowerShape, settings: TowerSettings, run: Run) {
    const { kernels, seed } = run;
    const { batch } = settings;
    const { train, held } = set;
    const longest = Math.max(0, ...spans(train), ...spans(held));
    const layout = { kernels, seed: seedFor(seed, 'towers'), learns: () => true };
    this.#set = set;
    this.#shape = shape;
    this.#settings = settings;
    this.#run = run;
    this.#item = layNetwork(itemTower(shape), {
      ...layout,
      capacity: Math.max(1, Math.min(set.items, batch * (longest + 1))),
    });
    this.#user = layNetwork(userTower(shape), { ...layout, capacity: batch, beforeIt: true });
    this.#softmax = new InBatchSoftmax(batch, shape.width, kernels);
    const room = () => new Float32Array(batch * shape.width);
    this.#users = { value: this.#user.heads[0]!.value, grad: this.#user.heads[0]!.grad! };
    this.#met = { value: room(), grad: room() };
    this.#metItem = new Int32Array(batch);
    this.#moments = [...this.#item.weights, ...this.#user.weights].map(({ value }) =>
      Array.from({ length: this.#optimiser.moments }, () => kernels.f32(value.length)),
    );
    this.#draws = random(seedFor(seed, 'examples'));
    this.#slot = new Int32Array(set.items).fill(-1);
    this.#used = new Int32Array(set.items);
  }

  /** Once through the examples, learning or judging. @returns the mean loss. */
  pass(examples: TowerExamples, learning: boolean): number {
    const { batch } = this.#settings;
    const count = examples.met.length;
    const order = range(count);
    if (learning) shuffle(order, this.#draws);
    let sum = 0;
    for (let from = 0; from < count; from += batch) {
      this.#run.checkCancelled();
      const rows = order.subarray(from, Math.min(count, from + batch));
      sum += rows.length * this.#batch(examples, rows, learning);
      if (learning) this.#step(examples, rows);
      this.#clear();
    }
    return count === 0 ? 0 : sum / count;
  }

  towers(): Towers {
    const { items } = this.#set;
    const { width } = this.#shape;
    const vectors = new Float32Array(items * width);
    for (let from = 0; from < items; from += this.#item.capacity) {
      const count = Math.min(this.#item.capacity, items - from);
      for (let i = 0; i < count; i++) this.#loadItem(i, from + i, false);
      this.#item.forward(count, false);
      vectors.set(this.#item.heads[0]!.value.subarray(0, count * width), from * width);
    }
    return { arrays: { ...arraysOf(this.#item), ...arraysOf(this.#user) }, vectors };
  }

  #loadItem(row: number, item: number, hidden: boolean): void {
    const { itemPlaces } = this.#shape;
    const { codes } = this.#item;
    for (let p = 0; p < itemPlaces; p++)
      codes[row * itemPlaces + p] = this.#set.itemCodes[item * itemPlaces + p]!;
    if (hidden) codes[row * itemPlaces] = NOTHING;
  }

  /** The place of an item in the batch; a new one is loaded. */
  #slotOf(item: number, learning: boolean): number {
    let slot = this.#slot[item]!;
    if (slot >= 0) return slot;
    slot = this.#usedCount++;
    this.#slot[item] = slot;
    this.#used[slot] = item;
    this.#loadItem(slot, item, learning && this.#draws() < this.#settings.hide);
    return slot;
  }

  #clear(): void {
    for (let i = 0; i < this.#usedCount; i++) this.#slot[this.#used[i]!] = -1;
    this.#usedCount = 0;
  }

  /** Both towers forward, and the loss with the slopes of their vectors. */
  #batch(examples: TowerExamples, rows: Int32Array, learning: boolean): number {
    const { width, userPlaces } = this.#shape;
    const { user, met, from, to, past } = examples;
    for (const row of rows) {
      this.#slotOf(met[row]!, learning);
      for (let p = from[row]!; p < to[row]!; p++) this.#slotOf(past[p]!, learning);
    }
    this.#item.forward(this.#usedCount, learning);
    const { value } = this.#item.heads[0]!;
    const { numbers, codes } = this.#user;
    numbers.fill(0, 0, rows.length * width);
    rows.forEach((row, b) => {
      const share = 1 / (to[row]! - from[row]!);
      for (let p = from[row]!; p < to[row]!; p++) {
        const at = this.#slot[past[p]!]! * width;
        for (let j = 0; j < width; j++) numbers[b * width + j]! += share * value[at + j]!;
      }
      for (let p = 0; p < userPlaces; p++)
        codes[b * userPlaces + p] = this.#set.userCodes[user[row]! * userPlaces + p]!;
      this.#metItem[b] = met[row]!;
      const at = this.#slot[met[row]!]! * width;
      for (let j = 0; j < width; j++) this.#met.value[b * width + j] = value[at + j]!;
    });
    this.#user.forward(rows.length, learning);
    return this.#softmax.loss(
      this.#users,
      this.#met,
      this.#metItem,
      this.#set.logChance,
      rows.length,
      this.#settings.temperature,
    );
  }

  /** Both towers backward: through the user into the past, then through all items of the batch. */
  #step({ from, to, past, met }: TowerExamples, rows: Int32Array): void {
    const { width } = this.#shape;
    this.#user.backward(rows.length);
    const into = this.#user.numbersGrad!;
    const grad = this.#item.heads[0]!.grad!;
    grad.fill(0, 0, this.#usedCount * width);
    rows.forEach((row, b) => {
      const at = this.#slot[met[row]!]! * width;
      for (let j = 0; j < width; j++) grad[at + j]! += this.#met.grad[b * width + j]!;
      const share = 1 / (to[row]! - from[row]!);
      for (let p = from[row]!; p < to[row]!; p++) {
        const of = this.#slot[past[p]!]! * width;
        for (let j = 0; j < width; j++) grad[of + j]! += share * into[b * width + j]!;
      }
    });
    this.#item.backward(this.#usedCount);
    this.#steps += 1;
    [...this.#item.weights, ...this.#user.weights].forEach((weight, i) => {
      this.#optimiser.step(weight, this.#moments[i]!, this.#settings.rate, this.#steps, this.#run.kernels);
    });
  }
}

function spans({ from, to }: TowerExamples): number[] {
  return [to.reduce((most, end, i) => Math.max(most, end - from[i]!), 0)];
}
