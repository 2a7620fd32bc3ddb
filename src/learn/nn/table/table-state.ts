import { type Kernels, plainKernels } from '../../../contracts/kernels.ts';
import type { HeadScorer, Scorer } from '../../../contracts/model.ts';
import type { State } from '../../../contracts/state.ts';
import { type Category, outputsOf } from '../../../contracts/task.ts';
import { probabilitiesInPlace } from '../../../kernels/probabilities.ts';
import type { Matrix } from '../../../table/matrix.ts';
import { layNetwork, type NetworkSpec } from '../network.ts';
import { headTarget, type StoredHead } from './further-heads.ts';
import { type TableColumns, writeRows } from './table-columns.ts';

/** Rows that are scored together: the signals of so many stay in cache. */
const BLOCK = 64;

/**
 * A network over a table, whole: what it looks like, how rows are written for it, and its arrays.
 *
 * Arrays: those of the layers as "layer/array"; table.mean and table.scale [numbers]; target.mean and target.scale [1], of
 * a regression: value = mean + scale x score; heads.mean and heads.scale [further targets] alike.
 */
export interface TableState extends State {
  readonly facts: {
    readonly category: Category;
    readonly network: NetworkSpec;
    readonly columns: TableColumns;
    readonly epochs: number;
    /** Further targets that it learned, whose scores are the heads of the network after the first. */
    readonly heads?: readonly StoredHead[];
  };
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

/** The arrays of the layers. */
export const layersOf = ({ arrays }: Pick<TableState, 'arrays'>): Record<string, Float32Array> =>
  Object.fromEntries(
    Object.entries(arrays).filter(
      (entry): entry is [string, Float32Array] => entry[1] instanceof Float32Array,
    ),
  );

/** A scorer over memory laid out once; the same kernels for one row and for many, so they agree to the last bit. */
export function openTable(state: TableState, kernels = plainKernels): Scorer {
  const { category } = state.facts;
  const { forward, network } = laidOut(state, kernels);
  const target = scaleAt(state, 'target', 0);
  const scores = network.heads[0]!;
  return (x, out) => {
    forward(x, (from, count) => {
      const to = from * scores.size;
      for (let i = 0; i < count * scores.size; i++)
        out[to + i] = target.mean + target.scale * scores.value[i]!;
    });
    if (category !== 'regression') probabilitiesInPlace(out, x.rows, scores.size);
  };
}

/** What it says of further targets; null where it learned none. */
export function openFurther(state: TableState, kernels = plainKernels): HeadScorer | null {
  if (state.facts.heads === undefined) return null;
  const heads = state.facts.heads.map(headTarget);
  const { forward, network } = laidOut(state, kernels);
  const outputs = heads.reduce((sum, { task }) => sum + outputsOf(task), 0);
  let at = 0;
  const each = heads.map(({ task }, h) => {
    const scores = network.heads[h + 1]!;
    const said = new Float64Array(BLOCK * scores.size);
    const head = { task, scores, said, at, ...scaleAt(state, 'heads', h) };
    at += scores.size;
    return head;
  });
  const score: Scorer = (x, out) => {
    forward(x, (from, count) => {
      for (const { task, scores, said, at: place, mean, scale } of each) {
        const { size } = scores;
        for (let i = 0; i < count * size; i++) said[i] = mean + scale * scores.value[i]!;
        if (task.category !== 'regression') probabilitiesInPlace(said, count, size);
        for (let r = 0; r < count; r++)
          for (let k = 0; k < size; k++) out[(from + r) * outputs + place + k] = said[r * size + k]!;
      }
    });
  };
  return { heads, outputs, score };
}

const scaleAt = ({ arrays }: TableState, of: 'target' | 'heads', h: number) => ({
  mean: arrays[`${of}.mean`]![h]!,
  scale: arrays[`${of}.scale`]![h]!,
});

/** The network laid out, and what takes rows through it block by block. */
function laidOut(state: TableState, kernels: Kernels) {
  const { network: spec, columns } = state.facts;
  const arrays = state.arrays as Readonly<Record<string, Float64Array>>;
  const scale = { mean: arrays['table.mean']!, scale: arrays['table.scale']! };
  const network = layNetwork(spec, { kernels, capacity: BLOCK, seed: 0, values: layersOf(state) });
  const forward = (x: Matrix, take: (from: number, count: number) => void): void => {
    for (let from = 0; from < x.rows; from += BLOCK) {
      const count = Math.min(BLOCK, x.rows - from);
      writeRows(columns, scale, x, from, count, network.numbers, network.codes);
      network.forward(count, false);
      take(from, count);
    }
  };
  return { network, forward };
}
