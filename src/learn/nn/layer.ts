import type { Kernels } from '../../contracts/kernels.ts';
import type { Random } from '../../kernels/random.ts';

/** Axes of one row, the last one fastest: [width], [positions, width], [height, width, channels]. */
export type Shape = readonly number[];

export const sizeOf = (shape: Shape): number => shape.reduce((product, axis) => product * axis, 1);

/** Values at one place of a network, for a batch. */
export interface Signal {
  readonly shape: Shape;
  /** Values of a row: the product of the axes. */
  readonly size: number;
  /** [capacity x size] row after row. */
  readonly value: Float32Array;
  /** [capacity x size] slope of the loss by each value; null where nothing before it learns. */
  readonly grad: Float32Array | null;
}

/**
 * What an array of a layer is. weight: learned, and charged by L1, L2 and decay. offset: learned, never charged (biases,
 * gains). table: a weight of which a batch uses few rows. running: kept by the layer itself, not by the optimiser.
 */
export type WeightRole = 'weight' | 'offset' | 'table' | 'running';

/** An array that a layer asks for. */
export interface WeightSpec {
  readonly role: WeightRole;
  readonly size: number;
  /** Of a table: values in a row, and rows that one row of the batch uses at most. */
  readonly width?: number;
  readonly uses?: number;
  /** Write what to begin with. */
  readonly start: (out: Float32Array, r: Random) => void;
}

/** An array of a layer, laid out. */
export interface Weight {
  /** "layer/array" */
  readonly name: string;
  readonly role: WeightRole;
  readonly value: Float32Array;
  /** Rows of `value` have this many values; all of them where the array is not a table. */
  readonly width: number;
  /** [>= touched x width] slope of the loss; row i is that of row rows[i] of `value`. Null: not learned. */
  readonly grad: Float32Array | null;
  /** Rows of `value` that the gradient speaks of: those that the batch used, each once. Of all but tables: row 0. */
  readonly rows: Int32Array;
  touched: number;
  /** [SHARDS + 1] Of a large table: where the touched rows of each shard begin. Null: they are one shard. */
  readonly edges: Int32Array | null;
}

/** Where a layer is laid out: what it reads, writes and learns. */
export interface Place {
  readonly inputs: readonly Signal[];
  readonly output: Signal;
  readonly weights: Readonly<Record<string, Weight>>;
  /** [capacity x codeColumns] category codes of the batch. */
  readonly codes: Int32Array;
  readonly codeColumns: number;
  /** Rows of a batch at most. */
  readonly capacity: number;
  readonly kernels: Kernels;
  readonly random: Random;
}

/** A layer over memory of its own. Neither direction allocates. */
export interface Layer {
  /** Write `rows` rows of the output. learning: layers that behave otherwise while they learn do. */
  forward(rows: number, learning: boolean): void;
  /** Add to the gradients of inputs and weights what the gradient of the output says; after `forward` of the same rows. */
  backward(rows: number): void;
}

/** A kind of layer: from what it is told to what it needs, and to the layer itself. */
export interface LayerKind<S> {
  /** Shape of the output, and the arrays. Throws when the inputs do not fit. */
  plan(
    spec: S,
    inputs: readonly Shape[],
  ): { readonly shape: Shape; readonly weights: Readonly<Record<string, WeightSpec>> };
  lay(spec: S, place: Place): Layer;
  /** Whether it does nothing but call kernels, each row by itself, and the same while it learns: see lanes.ts. */
  readonly byCalls?: (spec: S) => boolean;
}

/** Every kind of layer acts on the last axis; axes before it are so many rows more. */
export const rowsWithin = (shape: Shape): number => sizeOf(shape.slice(0, -1));
