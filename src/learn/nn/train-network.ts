import type { Kernels } from '../../contracts/kernels.ts';
import type { Run } from '../../contracts/run.ts';
import { fail } from '../../errors/fail.ts';
import { type Random, random, seedFor, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { Weight } from './layer.ts';
import type { Loss, Truth } from './losses/loss.ts';
import type { Network } from './network.ts';
import { charge } from './optimisers/charge.ts';
import { clip } from './optimisers/clip.ts';
import type { Optimiser } from './optimisers/optimiser.ts';
import { rateShare, type ScheduleName } from './optimisers/schedule.ts';

/** Rows to learn from or to judge by, as a network takes them. */
export interface Examples {
  readonly rows: number;
  /** [rows x numbers] and [rows x codes], row after row. */
  readonly numbers: Float32Array;
  readonly codes: Int32Array;
  /** For each head [rows]: class index or value; NaN = unknown to this head. */
  readonly truths: readonly Float64Array[];
  /** [rows] or null = all 1. */
  readonly weights: Float64Array | null;
}

/** What is asked of one output of the network. */
export interface Head {
  /** What is minimised. */
  readonly loss: Loss;
  /** What held-out rows are judged by. */
  readonly judge: Loss;
  /** Its part in the sum over heads. */
  readonly share: number;
}

export interface TrainSettings {
  readonly optimiser: Optimiser;
  readonly rate: number;
  readonly schedule: ScheduleName;
  /** Share of all steps over which the rate rises from nothing. */
  readonly warmUp: number;
  readonly epochs: number;
  /** Rows of a batch: the capacity of the network at most. */
  readonly batchRows: number;
  /** Epochs without a lower loss on held-out rows after which it ends; 0 = go through all epochs and keep the last. */
  readonly patience: number;
  /** Longest gradient; 0 = any. */
  readonly clip: number;
  readonly l1: number;
  readonly l2: number;
}

/** What came of it. */
export interface Trained {
  /** Epochs after which the weights are as they are now. */
  readonly epochs: number;
  /** Mean loss of the held-out rows then; null without any. */
  readonly loss: number | null;
}

/**
 * Teach a network: batches of shuffled rows, until the loss of held-out rows falls no more; the best weights are left in it.
 *
 * A batch's loss is the sum over its rows of weight x loss, by its number of rows times the mean weight of all rows. Two
 * runs of one seed are equal to the last bit. Throws 'train/cancelled', and 'train/diverged' when the loss is no number.
 * O(epochs x rows x weights that a row uses); batches allocate next to nothing.
 */
export function trainNetwork(
  network: Network,
  heads: readonly Head[],
  train: Examples,
  held: Examples | null,
  settings: TrainSettings,
  run: Run,
): Trained {
  const judged = held !== null && held.rows > 0 && settings.patience > 0 ? held : null;
  const teacher = new Teacher(network, heads, train, settings, run);
  const kept = judged === null ? null : network.weights.map(({ value }) => value.slice());
  let epochs = 0;
  let lowest = judged === null ? null : teacher.judge(judged);
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    const loss = teacher.epoch(epoch);
    const measured = judged === null ? null : teacher.judge(judged);
    if (measured === null) epochs = epoch;
    else if (measured < lowest!) {
      epochs = epoch;
      lowest = measured;
      network.weights.forEach(({ value }, i) => {
        kept![i]!.set(value);
      });
    }
    if (!Number.isFinite(loss) || (measured !== null && !Number.isFinite(measured))) {
      if (epochs === 0 || judged === null) throw fail('train/diverged', { epoch, rate: settings.rate });
      break;
    }
    const note = measured === null ? `loss ${loss.toFixed(4)}` : `held-out loss ${measured.toFixed(4)}`;
    run.progress(epoch / settings.epochs, `epoch ${epoch}, ${note}`);
    if (judged !== null && epoch - epochs >= settings.patience) break;
  }
  if (kept !== null)
    network.weights.forEach(({ value }, i) => {
      value.set(kept[i]!);
    });
  return { epochs, loss: lowest };
}

/** Goes through the rows batch by batch. */
class Teacher {
  private readonly network: Network;
  private readonly heads: readonly Head[];
  private readonly train: Examples;
  private readonly settings: TrainSettings;
  private readonly run: Run;
  private readonly learned: readonly Weight[];
  private readonly moments: readonly (readonly Float32Array[])[];
  private readonly order: Int32Array;
  private readonly draws: Random;
  private readonly truths: readonly Truth[];
  /** Puts the numbers of rows order[from ..] into the network. */
  private readonly take: (from: number, rows: number) => void;
  private readonly meanWeight: number;
  private steps = 0;

  constructor(network: Network, heads: readonly Head[], train: Examples, settings: TrainSettings, run: Run) {
    this.network = network;
    this.heads = heads;
    this.train = train;
    this.settings = settings;
    this.run = run;
    this.learned = network.weights.filter((w) => w.grad !== null);
    this.moments = this.learned.map(({ value }) =>
      Array.from({ length: settings.optimiser.moments }, () => run.kernels.f32(value.length)),
    );
    this.order = range(train.rows);
    this.take = taker(network, train, this.order, run.kernels);
    this.draws = random(seedFor(run.seed, 'order'));
    const weight = new Float64Array(network.capacity);
    this.truths = heads.map(() => ({ y: new Float64Array(network.capacity), weight }));
    this.meanWeight = (train.weights?.reduce((a, b) => a + b) ?? train.rows) / Math.max(1, train.rows);
  }

  /** Once through all rows, in a new order. @returns the mean loss along the way. */
  epoch(epoch: number): number {
    const { train, settings, run, network } = this;
    const batch = Math.min(settings.batchRows, network.capacity);
    const batches = Math.ceil(train.rows / batch);
    if (batches > 1) shuffle(this.order, this.draws);
    let sum = 0;
    for (let b = 0; b < batches; b++) {
      run.checkCancelled();
      // Batches of like size: a last one of a few rows would be all noise.
      const from = Math.floor((b * train.rows) / batches);
      const rows = Math.floor(((b + 1) * train.rows) / batches) - from;
      sum += this.step(from, rows, ((epoch - 1) * batches + b + 1) / (settings.epochs * batches));
    }
    return sum / (train.rows * this.meanWeight);
  }

  /** Mean loss of other rows, as `judge` of the heads has it. */
  judge(rows: Examples): number {
    const { network, heads, truths, run } = this;
    let sum = 0;
    let total = 0;
    for (let from = 0; from < rows.rows; from += network.capacity) {
      run.checkCancelled();
      const count = Math.min(network.capacity, rows.rows - from);
      const width = rows.numbers.length / rows.rows;
      network.numbers.set(rows.numbers.subarray(from * width, (from + count) * width));
      total += load(network, truths, rows, null, from, count);
      network.forward(count, false);
      network.heads.forEach(({ value, size }, h) => {
        sum += heads[h]!.share * heads[h]!.judge(value, size, truths[h]!, count, 1, null);
      });
    }
    return sum / total;
  }

  private step(from: number, rows: number, done: number): number {
    const { network, heads, truths, settings, learned, run } = this;
    this.take(from, rows);
    load(network, truths, this.train, this.order, from, rows);
    network.forward(rows, true);
    let sum = 0;
    network.heads.forEach(({ value, size, grad }, h) => {
      const { loss, share } = heads[h]!;
      sum += share * loss(value, size, truths[h]!, rows, share / (rows * this.meanWeight), grad);
    });
    network.backward(rows);
    if (settings.l1 > 0 || settings.l2 > 0)
      for (const weight of learned) charge(weight, settings.l1, settings.l2);
    if (settings.clip > 0) clip(learned, settings.clip);
    const rate = settings.rate * rateShare(settings.schedule, settings.warmUp, done);
    this.steps++;
    learned.forEach((weight, i) => {
      settings.optimiser.step(weight, this.moments[i]!, rate, this.steps, run.kernels);
    });
    return sum;
  }
}

/** Rows that a thread takes at once. */
const TAKEN = 256;

/**
 * What copies the numbers of rows order[from ..] into the network, from a copy where kernels see them: threads share it out,
 * each waiting for memory by itself.
 */
function taker(
  network: Network,
  { rows: all, numbers }: Examples,
  order: Int32Array,
  kernels: Kernels,
): (from: number, rows: number) => void {
  if (numbers.length === 0) return () => {};
  const width = numbers.length / all;
  const table = kernels.f32(numbers.length);
  table.set(numbers);
  const asked = kernels.i32(network.capacity);
  const part = (from: number, rows: number): Parameters<Kernels['call']['lookUpRows']> => [
    ...([table, width, 0, asked.subarray(from), 1, 0, Math.min(TAKEN, rows - from)] as const),
    ...([network.numbers.subarray(from * width), width, 0, 0, 0, 1] as const),
  ];
  return (from, rows) => {
    for (let i = 0; i < rows; i++) asked[i] = order[from + i]!;
    const parts = Array.from({ length: Math.ceil(rows / TAKEN) }, (_, p) => part(p * TAKEN, rows));
    kernels.calls('lookUpRows', parts);
  };
}

/** Copy codes of rows into the network, and what its heads are to say. @returns the sum of their weights. */
function load(
  network: Network,
  truths: readonly Truth[],
  { codes, truths: known, weights, rows: all }: Examples,
  order: Int32Array | null,
  from: number,
  count: number,
): number {
  const columns = all === 0 ? 0 : codes.length / all;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const row = order === null ? from + i : order[from + i]!;
    for (let j = 0; j < columns; j++) network.codes[i * columns + j] = codes[row * columns + j]!;
    const weight = weights === null ? 1 : weights[row]!;
    total += weight;
    for (let h = 0; h < truths.length; h++) {
      truths[h]!.y[i] = known[h]![row]!;
      truths[h]!.weight[i] = weight;
    }
  }
  return total;
}
