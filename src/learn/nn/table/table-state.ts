import { plainKernels } from '../../../contracts/kernels.ts';
import type { Scorer } from '../../../contracts/model.ts';
import type { State } from '../../../contracts/state.ts';
import type { Category } from '../../../contracts/task.ts';
import { probabilitiesInPlace } from '../../../kernels/probabilities.ts';
import { layNetwork, type NetworkSpec } from '../network.ts';
import { type TableColumns, writeRows } from './table-columns.ts';

/** Rows that are scored together: the signals of so many stay in cache. */
const BLOCK = 64;

/**
 * A network over a table, whole: what it looks like, how rows are written for it, and its arrays.
 *
 * Arrays: those of the layers as "layer/array"; table.mean and table.scale [numbers]; target.mean and target.scale [1], of
 * a regression: value = mean + scale x score.
 */
export interface TableState extends State {
  readonly facts: {
    readonly category: Category;
    readonly network: NetworkSpec;
    readonly columns: TableColumns;
    readonly epochs: number;
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
  const { category, network: spec, columns } = state.facts;
  const arrays = state.arrays as Readonly<Record<string, Float64Array>>;
  const scale = { mean: arrays['table.mean']!, scale: arrays['table.scale']! };
  const target = { mean: arrays['target.mean']![0]!, scale: arrays['target.scale']![0]! };
  const network = layNetwork(spec, {
    kernels,
    capacity: BLOCK,
    seed: 0,
    values: layersOf(state),
  });
  const scores = network.heads[0]!;
  return (x, out) => {
    for (let from = 0; from < x.rows; from += BLOCK) {
      const count = Math.min(BLOCK, x.rows - from);
      writeRows(columns, scale, x, from, count, network.numbers, network.codes);
      network.forward(count, false);
      const to = from * scores.size;
      for (let i = 0; i < count * scores.size; i++)
        out[to + i] = target.mean + target.scale * scores.value[i]!;
    }
    if (category !== 'regression') probabilitiesInPlace(out, x.rows, scores.size);
  };
}
