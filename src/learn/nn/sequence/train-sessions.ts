import type { Run } from '../../../contracts/run.ts';
import { type Random, random, seedFor, shuffle } from '../../../kernels/random.ts';
import { range } from '../../../kernels/range.ts';
import { type EpochSettings, keepBest } from '../keep-best.ts';
import type { Weight } from '../layer.ts';
import { arraysOf, layNetwork, type Network } from '../network.ts';
import { adam } from '../optimisers/adam.ts';
import { ItemSoftmax, type ItemTable } from './item-softmax.ts';
import { ITEM_TABLE, type SessionShape, sessionNetwork } from './session-network.ts';
import { NONE, type SessionRows, type SessionSets } from './session-rows.ts';

export interface SessionSettings extends EpochSettings {
  readonly batchRows: number;
  /** Items that stand for all others in the loss of a batch; 0 = all of them. */
  readonly negatives: number;
}

/**
 * Teach a network what comes next, and keep the weights with the least loss on held-out rows; those of the last epoch
 * where there are none. Throws 'train/cancelled', and 'train/diverged' when the loss is no number.
 *
 * O(epochs x steps x (blocks x width x (width + length) + width x negatives)).
 *
 * @returns the arrays of the network, by name.
 */
export function trainSessions(
  sets: SessionSets,
  shape: SessionShape,
  settings: SessionSettings,
  start: Readonly<Record<string, Float32Array>>,
  run: Run,
): Record<string, Float32Array> {
  return run.kernels.scope(() => {
    const teacher = new Teacher(sets, shape, settings, start, run);
    const judged = sets.held.rows > 0;
    return keepBest(
      {
        epoch: () => teacher.epoch(),
        judge: () => (judged ? teacher.judge() : null),
        keep: () => teacher.arrays(),
      },
      settings,
      run,
    );
  });
}

/** Goes through the rows batch by batch. */
class Teacher {
  readonly #sets: SessionSets;
  readonly #shape: SessionShape;
  readonly #settings: SessionSettings;
  readonly #run: Run;
  readonly #network: Network;
  readonly #softmax: ItemSoftmax;
  readonly #judge: ItemSoftmax;
  readonly #embedding: Weight;
  readonly #table: ItemTable;
  /** What moves: all arrays, that of items as a whole, for every item is in the loss. */
  readonly #learned: readonly Weight[];
  readonly #moments: readonly (readonly Float32Array[])[];
  readonly #optimiser = adam(0);
  readonly #order: Int32Array;
  readonly #shuffles: Random;
  readonly #draws: Random;
  readonly #hidden: Float32Array;
  readonly #hiddenGrad: Float32Array;
  readonly #next: Int32Array;
  readonly #place: Int32Array;
  #steps = 0;

  constructor(
    sets: SessionSets,
    shape: SessionShape,
    settings: SessionSettings,
    start: Readonly<Record<string, Float32Array>>,
    run: Run,
  ) {
    const { kernels, seed } = run;
    const { items, width, length } = shape;
    const capacity = settings.batchRows;
    this.#sets = sets;
    this.#shape = shape;
    this.#settings = settings;
    this.#run = run;
    this.#network = layNetwork(sessionNetwork(shape), {
      kernels,
      capacity,
      seed: seedFor(seed, 'network'),
      values: start,
      learns: () => true,
    });
    this.#softmax = new ItemSoftmax(items, width, settings.negatives, kernels);
    this.#judge = new ItemSoftmax(items, width, 0, kernels);
    this.#embedding = this.#network.weights.find(({ name }) => name === ITEM_TABLE)!;
    const { value } = this.#embedding;
    const whole: Weight = {
      ...this.#embedding,
      role: 'weight',
      width: value.length,
      grad: kernels.f32(value.length),
      rows: kernels.i32(1),
      touched: 1,
      edges: null,
    };
    this.#table = { value, grad: whole.grad! };
    this.#learned = this.#network.weights.map((weight) => (weight === this.#embedding ? whole : weight));
    this.#moments = this.#learned.map((weight) =>
      Array.from({ length: this.#optimiser.moments }, () => kernels.f32(weight.value.length)),
    );
    this.#order = range(sets.train.rows);
    this.#shuffles = random(seedFor(seed, 'order'));
    this.#draws = random(seedFor(seed, 'negatives'));
    this.#hidden = kernels.f32(capacity * length * width);
    this.#hiddenGrad = kernels.f32(capacity * length * width);
    this.#next = new Int32Array(capacity * length);
    this.#place = new Int32Array(capacity * length);
  }

  arrays(): Record<string, Float32Array> {
    return arraysOf(this.#network);
  }

  /** Once through all rows, in a new order. @returns the mean loss of a step along the way. */
  epoch(): number {
    const { rows } = this.#sets.train;
    const { batchRows } = this.#settings;
    shuffle(this.#order, this.#shuffles);
    let sum = 0;
    let count = 0;
    for (let from = 0; from < rows; from += batchRows) {
      this.#run.checkCancelled();
      const size = Math.min(batchRows, rows - from);
      const asked = this.#load(this.#sets.train, this.#order, from, size, true);
      sum += this.#step(size, asked);
      count += asked;
    }
    return count === 0 ? 0 : sum / count;
  }

  /** Mean loss of the held-out steps, among all items. */
  judge(): number {
    const { rows } = this.#sets.held;
    const { batchRows } = this.#settings;
    let sum = 0;
    let count = 0;
    this.#judge.draw(this.#draws);
    for (let from = 0; from < rows; from += batchRows) {
      this.#run.checkCancelled();
      const asked = this.#load(this.#sets.held, null, from, Math.min(batchRows, rows - from), false);
      sum += this.#judge.loss(this.#hidden, this.#next, asked, this.#table, 1, null);
      count += asked;
    }
    return sum / count;
  }

  /** Send rows through the network, and gather the vectors of the places that are asked. @returns how many are. */
  #load(
    { item, next }: SessionRows,
    order: Int32Array | null,
    from: number,
    size: number,
    learning: boolean,
  ): number {
    const { length, width, items } = this.#shape;
    const { codes, heads } = this.#network;
    let asked = 0;
    for (let i = 0; i < size; i++) {
      const row = (order === null ? from + i : order[from + i]!) * length;
      for (let t = 0; t < length; t++) {
        codes[i * length + t] = item[row + t] === NONE ? items : item[row + t]!;
        if (next[row + t] === NONE) continue;
        this.#next[asked] = next[row + t]!;
        this.#place[asked++] = i * length + t;
      }
    }
    this.#network.forward(size, learning);
    const { value } = heads[0]!;
    for (let i = 0; i < asked; i++)
      for (let j = 0; j < width; j++) this.#hidden[i * width + j] = value[this.#place[i]! * width + j]!;
    return asked;
  }

  #step(size: number, asked: number): number {
    const { width } = this.#shape;
    this.#softmax.draw(this.#draws);
    this.#table.grad.fill(0);
    const grad = this.#hiddenGrad;
    const sum = this.#softmax.loss(
      this.#hidden,
      this.#next,
      asked,
      this.#table,
      1 / Math.max(1, asked),
      grad,
    );
    const head = this.#network.heads[0]!;
    head.grad!.fill(0, 0, size * head.size);
    for (let i = 0; i < asked; i++)
      for (let j = 0; j < width; j++) head.grad![this.#place[i]! * width + j] = grad[i * width + j]!;
    this.#network.backward(size);
    const { rows, touched, grad: used } = this.#embedding;
    for (let i = 0; i < touched; i++)
      for (let j = 0; j < width; j++) this.#table.grad[rows[i]! * width + j]! += used![i * width + j]!;
    this.#steps += 1;
    this.#learned.forEach((weight, i) => {
      this.#optimiser.step(weight, this.#moments[i]!, this.#settings.rate, this.#steps, this.#run.kernels);
    });
    return sum;
  }
}
