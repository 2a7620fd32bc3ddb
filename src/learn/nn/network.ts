import type { Kernels } from '../../contracts/kernels.ts';
import { type Random, random, seedFor } from '../../kernels/random.ts';
import { layLanes, type PlacedLayer, worthLanes } from './lanes.ts';
import { type Layer, type Shape, type Signal, sizeOf, type Weight, type WeightSpec } from './layer.ts';
import { kindOf, type LayerSettings } from './layers/index.ts';
import { layEdges } from './table-shards.ts';

/** The signal of numbers that every network is given. */
export const NUMBERS = 'numbers';

/** A layer with its place in the network. */
export type LayerSpec = LayerSettings & {
  /** Names its output, and its arrays: "name/array". */
  readonly name: string;
  /** Signals that it reads: outputs of layers before it, or "numbers". Absent: the layer just before it. */
  readonly from?: readonly string[];
};

/** A network as data: which layers, in an order in which each comes after those that it reads. */
export type NetworkSpec = {
  /** Shape of a row of numbers; [0] = there are none. */
  readonly numbers: readonly number[];
  /** Category codes of a row. */
  readonly codes: number;
  readonly layers: readonly LayerSpec[];
  /** Signals that are read outside. */
  readonly heads: readonly string[];
};

/** How a network is laid out. */
export interface Layout {
  readonly kernels: Kernels;
  /** Rows of a batch at most. */
  readonly capacity: number;
  /** Draws what arrays begin with, and what layers draw while they learn. */
  readonly seed: number;
  /** Arrays to begin with, by their names; those that it lacks are drawn. Each must have the length of its namesake. */
  readonly values?: Readonly<Record<string, Float32Array>>;
  /** Whether an array is learned; absent = none is, and nothing is laid out for the way back. */
  readonly learns?: (name: string) => boolean;
  /** Work out the slope of the loss by the numbers too: for whatever learns before the network. */
  readonly beforeIt?: boolean;
}

/** A network over memory of its own, for batches of at most `capacity` rows. */
export interface Network {
  readonly capacity: number;
  /** [capacity x numbers] and [capacity x codes]: to be written before `forward`. */
  readonly numbers: Float32Array;
  /** [capacity x numbers] slope of the loss by the numbers; null where the layout does not ask for it. */
  readonly numbersGrad: Float32Array | null;
  readonly codes: Int32Array;
  readonly heads: readonly Signal[];
  readonly weights: readonly Weight[];
  forward(rows: number, learning: boolean): void;
  /** Clear all gradients but those of the heads, which stand for the loss, and work them out. */
  backward(rows: number): void;
}

/** A layer with what it reads, what it gives and what it needs. */
interface PlannedLayer {
  readonly spec: LayerSpec;
  readonly from: readonly string[];
  readonly shape: Shape;
  readonly weights: Readonly<Record<string, WeightSpec>>;
}

/** Follow shapes through the network. Throws when a signal is unknown or does not fit its layer. */
function planNetwork({ numbers, layers }: NetworkSpec): PlannedLayer[] {
  const shapes = new Map<string, Shape>([[NUMBERS, numbers]]);
  let before = NUMBERS;
  return layers.map((spec) => {
    const from = spec.from ?? [before];
    const inputs = from.map((name) => foundIn(shapes, name, spec.name));
    const plan = kindOf(spec).plan(spec, inputs);
    shapes.set(spec.name, plan.shape);
    before = spec.name;
    return { spec, from, ...plan };
  });
}

/** Lengths of all arrays of a network, by their names. */
export const lengthsOf = (spec: NetworkSpec): Record<string, number> =>
  Object.fromEntries(
    planNetwork(spec).flatMap(({ spec: { name }, weights }) =>
      Object.entries(weights).map(([array, { size }]) => [`${name}/${array}`, size]),
    ),
  );

/**
 * Lay a network out. Throws when a signal is unknown, does not fit its layer, or an array has another length.
 *
 * Gradients are laid out, and worked out, only behind arrays that learn: below the first of them nothing goes back.
 */
export function layNetwork(spec: NetworkSpec, layout: Layout): Network {
  const { kernels, capacity, seed } = layout;
  const numbers = laySignal(spec.numbers, capacity, layout.beforeIt === true, kernels);
  const codes = kernels.i32(capacity * spec.codes);
  const signals = new Map<string, Signal>([[NUMBERS, numbers]]);
  const weights: Weight[] = [];
  const lay = ({ spec: layer, from, shape, weights: asked }: PlannedLayer): PlacedLayer => {
    const inputs = from.map((name) => signals.get(name)!);
    const draws = random(seedFor(seed, layer.name));
    const own = layWeights(layer.name, asked, layout, draws);
    const learned = Object.values(own).some((w) => w.grad !== null) || inputs.some((i) => i.grad !== null);
    const output = laySignal(shape, capacity, learned, kernels);
    signals.set(layer.name, output);
    weights.push(...Object.values(own));
    const codeColumns = spec.codes;
    const place = { inputs, output, weights: own, codes, codeColumns, capacity, kernels, random: draws };
    return { spec: layer, kind: kindOf(layer), place };
  };
  const steps = runsOf(spec).flatMap((run) => layRun(run.map(lay)));
  const heads = spec.heads.map((name) => foundIn(signals, name, 'heads'));
  const { clearValues } = kernels.call;
  const back = steps.filter(({ output }) => output.grad !== null).reverse();
  const inner = back.map(({ output }) => output).filter((signal) => !heads.includes(signal));
  return {
    capacity,
    numbers: numbers.value,
    numbersGrad: numbers.grad,
    codes,
    heads,
    weights,
    forward(rows, learning) {
      for (const { layer } of steps) layer.forward(rows, learning);
    },
    backward(rows) {
      if (numbers.grad !== null) clearValues(numbers.grad, rows * numbers.size);
      for (const signal of inner) clearValues(signal.grad!, rows * signal.size);
      for (const weight of weights) clearGradient(weight, clearValues);
      for (const { layer } of back) layer.backward(rows);
    },
  };
}

/** Layers that can be worked on as one: each reads the one before it, which nothing else reads. */
function runsOf(spec: NetworkSpec): PlannedLayer[][] {
  const plan = planNetwork(spec);
  const read = [...plan.flatMap(({ from }) => from), ...spec.heads];
  const runs: PlannedLayer[][] = [];
  for (const layer of plan) {
    const before = runs.at(-1)?.at(-1)?.spec;
    const goesOn =
      before !== undefined &&
      layer.from.length === 1 &&
      layer.from[0] === before.name &&
      read.filter((name) => name === before.name).length === 1 &&
      callsAlone(before) &&
      callsAlone(layer.spec);
    if (goesOn) runs.at(-1)!.push(layer);
    else runs.push([layer]);
  }
  return runs;
}

const callsAlone = (spec: LayerSpec): boolean => kindOf(spec).byCalls?.(spec) === true;

interface Step {
  readonly output: Signal;
  readonly layer: Layer;
}

const layRun = (run: readonly PlacedLayer[]): Step[] =>
  worthLanes(run)
    ? [{ output: run.at(-1)!.place.output, layer: layLanes(run) }]
    : run.map(({ kind, spec, place }) => ({ output: place.output, layer: kind.lay(spec, place) }));

function foundIn<T>(places: ReadonlyMap<string, T>, name: string, reader: string): T {
  const found = places.get(name);
  if (found === undefined)
    throw new Error(`${reader} reads ${name}; before it there are ${[...places.keys()].join(', ')}`);
  return found;
}

const laySignal = (shape: Shape, capacity: number, learned: boolean, kernels: Kernels): Signal => {
  const size = sizeOf(shape);
  const room = (): Float32Array => kernels.f32(capacity * size);
  return { shape, size, value: room(), grad: learned ? room() : null };
};

function layWeights(
  layer: string,
  specs: Readonly<Record<string, WeightSpec>>,
  { kernels, capacity, values, learns }: Layout,
  r: Random,
): Record<string, Weight> {
  const weights = Object.entries(specs).map(([array, { role, size, width = size, uses = 0, start }]) => {
    const name = `${layer}/${array}`;
    const value = kernels.f32(size);
    const given = values?.[name];
    if (given === undefined) start(value, r);
    else if (given.length === size) value.set(given);
    else throw new Error(`${name} has ${size} values here and ${given.length} in what is given`);
    const learned = role !== 'running' && learns !== undefined && learns(name);
    const used = role === 'table' ? Math.min(size / width, capacity * uses) : 1;
    const grad = learned ? kernels.f32(used * width) : null;
    const rows = kernels.i32(learned ? used : 0);
    const touched = role === 'table' ? 0 : 1;
    const edges = learned && role === 'table' ? layEdges(used * width, kernels) : null;
    const weight: Weight = { name, role, value, width, grad, rows, touched, edges };
    return [array, weight] as const;
  });
  return Object.fromEntries(weights);
}

/** A table's gradient is cleared row by row, as rows are used. */
function clearGradient(weight: Weight, clear: Kernels['call']['clearValues']): void {
  if (weight.role === 'table') weight.touched = 0;
  else if (weight.grad !== null) clear(weight.grad, weight.grad.length);
}

/** The arrays of a network, copied, by their names: what is kept of it. */
export const arraysOf = ({ weights }: Network): Record<string, Float32Array> =>
  Object.fromEntries(weights.map(({ name, value }) => [name, Float32Array.from(value)]));
