import type { KernelArgument, KernelCall, Kernels } from '../../contracts/kernels.ts';
import { kernelFunctions } from '../../kernels/functions.ts';
import type { Layer, LayerKind, Place, Signal, Weight } from './layer.ts';
import type { LayerSettings } from './layers/index.ts';
import { SMALL } from './spread-product.ts';
import { partEdge, ROW_PARTS } from './table-shards.ts';

/** A layer and where it is laid out. */
export interface PlacedLayer {
  readonly kind: LayerKind<LayerSettings>;
  readonly spec: LayerSettings;
  readonly place: Place;
}

/** Values of a gradient that a thread sums at once. */
const SLICE = 8192;

/** Whether these layers, each of which reads the one before it, are quicker when threads share out the rows of a batch. */
export const worthLanes = (layers: readonly PlacedLayer[]): boolean => {
  if (!layers.every(({ kind, spec }) => kind.byCalls?.(spec))) return false;
  let products = 0;
  for (const { place } of layers) products += place.capacity * (place.weights.weight?.value.length ?? 0);
  return layers[0]!.place.kernels.parallel === 'data' && products >= ROW_PARTS * SMALL;
};

/**
 * Layers, each of which reads the one before it alone, as one: a thread takes some rows of the batch through all of them and
 * back, so that what it has written is still in its caches when it reads it. Where the parts begin follows from the capacity;
 * each sums the slopes of weights in room of its own, and these are summed part after part: any number of threads gives the
 * same numbers to the last bit. Gradients between the layers are cleared here.
 *
 * Each layer is laid once for each part, over kernels that only note what is asked of them.
 */
export function layLanes(layers: readonly PlacedLayer[]): Layer {
  const { kernels, capacity } = layers[0]!.place;
  const lanes = Array.from({ length: ROW_PARTS }, (_, part) =>
    layLane(layers, partEdge(capacity, ROW_PARTS, part), partEdge(capacity, ROW_PARTS, part + 1)),
  );
  let noted: Noted | null = null;
  const notedFor = (rows: number): Noted => {
    if (noted?.rows === rows) return noted;
    const used = lanes.filter(({ from }) => from < rows);
    const [forward, backward] = [used.map((l) => l.forward(rows)), used.map((l) => l.backward(rows))];
    noted = { rows, forward, backward, sums: sumsOf(used) };
    return noted;
  };
  return {
    forward: (rows) => kernels.chains(notedFor(rows).forward),
    backward(rows) {
      const { backward, sums } = notedFor(rows);
      kernels.chains(backward);
      kernels.chains(sums);
    },
  };
}

/** What batches of so many rows ask of kernels. */
interface Noted {
  readonly rows: number;
  readonly forward: readonly (readonly KernelCall[])[];
  readonly backward: readonly (readonly KernelCall[])[];
  readonly sums: readonly (readonly KernelCall[])[];
}

/** Rows [from, ..) of the batch, through all layers. */
interface Lane {
  readonly from: number;
  /** Gradients of weights, and what this lane finds of them. */
  readonly slopes: readonly { readonly grad: Float32Array; readonly own: Float32Array }[];
  /** What the lane does for a batch of so many rows, not all of which are its own. */
  forward(rows: number): KernelCall[];
  backward(rows: number): KernelCall[];
}

function layLane(layers: readonly PlacedLayer[], from: number, to: number): Lane {
  const { kernels } = layers[0]!.place;
  const capacity = to - from;
  const calls: KernelCall[] = [];
  const noting = notingKernels(kernels, calls);
  const slopes: { grad: Float32Array; own: Float32Array }[] = [];
  const rowsOf = ({ shape, size, value, grad }: Signal): Signal => {
    const own = (all: Float32Array) => all.subarray(from * size, to * size);
    return { shape, size, value: own(value), grad: grad === null ? null : own(grad) };
  };
  const ownWeight = (weight: Weight): Weight => {
    if (weight.grad === null) return weight;
    const own = kernels.f32(weight.grad.length);
    slopes.push({ grad: weight.grad, own });
    return { ...weight, grad: own };
  };
  const laid = layers.map(({ kind, spec, place }) => {
    const weights = Object.fromEntries(Object.entries(place.weights).map(([k, w]) => [k, ownWeight(w)]));
    const [inputs, output] = [place.inputs.map(rowsOf), rowsOf(place.output)];
    return {
      output,
      layer: kind.lay(spec, { ...place, inputs, output, weights, capacity, kernels: noting }),
    };
  });
  const back = laid.filter(({ output }) => output.grad !== null).reverse();
  const own = (rows: number): number => Math.min(capacity, rows - from);
  return {
    from,
    slopes,
    forward(rows) {
      for (const { layer } of laid) layer.forward(own(rows), true);
      return calls.splice(0);
    },
    backward(rows) {
      for (const { output } of back.slice(1)) noting.call.clearValues(output.grad!, own(rows) * output.size);
      for (const slope of slopes) noting.call.clearValues(slope.own, slope.own.length);
      for (const { layer } of back) layer.backward(own(rows));
      return calls.splice(0);
    },
  };
}

/** Add to each gradient what the lanes found of it, lane after lane; slices of it side by side. */
const sumsOf = (lanes: readonly Lane[]): KernelCall[][] =>
  lanes[0]!.slopes.flatMap(({ grad }, i) =>
    Array.from({ length: Math.ceil(grad.length / SLICE) }, (_, slice) => {
      const [low, high] = [slice * SLICE, Math.min(grad.length, (slice + 1) * SLICE)];
      const to = grad.subarray(low, high);
      return lanes.map(
        ({ slopes }): KernelCall => ['addRows', [slopes[i]!.own.subarray(low, high), to, 1, high - low]],
      );
    }),
  );

/** Kernels on one thread that do nothing, and add what is asked of them to `calls`. */
function notingKernels(kernels: Kernels, calls: KernelCall[]): Kernels {
  const note = (name: string, args: readonly KernelArgument[]) =>
    void calls.push([name, args] as unknown as KernelCall);
  const call = Object.fromEntries(
    Object.keys(kernelFunctions).map((name) => [name, (...args: KernelArgument[]) => note(name, args)]),
  );
  return {
    ...kernels,
    threads: 1,
    call: call as unknown as Kernels['call'],
    calls: (name, all) => {
      for (const args of all) note(name, args);
    },
  };
}
