import { type Kernels, plainKernels } from '../../../contracts/kernels.ts';
import type { MultiTaskModel, TaskHead } from '../../../contracts/multi-task.ts';
import type { State } from '../../../contracts/state.ts';
import { fromLog } from '../../../kernels/signed-log.ts';
import { layNetwork, type NetworkSpec } from '../network.ts';
import { type TableColumns, writeRows } from '../table/table-columns.ts';
import { layersOf } from '../table/table-state.ts';

/** Rows that are scored together: the signals of so many stay in cache. */
const BLOCK = 64;

/**
 * A network of several heads over a table, whole.
 *
 * Arrays: those of the layers as "layer/array"; table.mean and table.scale [numbers]; amount.mean, amount.scale and
 * amount.factor [heads], of heads that are amounts: amount = factor x fromLog(mean + scale x score).
 */
export interface HeadsState extends State {
  readonly facts: {
    readonly heads: readonly { readonly name: string; readonly kind: TaskHead['kind'] }[];
    readonly network: NetworkSpec;
    readonly columns: TableColumns;
    readonly epochs: number;
  };
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

/** A scorer over memory laid out once; the same kernels for one row and for many, so they agree to the last bit. */
export function openHeads(
  { facts, arrays }: HeadsState,
  kernels: Kernels = plainKernels,
): ReturnType<MultiTaskModel['open']> {
  const { heads, network: spec, columns } = facts;
  const doubles = arrays as Readonly<Record<string, Float64Array>>;
  const scale = { mean: doubles['table.mean']!, scale: doubles['table.scale']! };
  const [mean, spread, factor] = [
    doubles['amount.mean']!,
    doubles['amount.scale']!,
    doubles['amount.factor']!,
  ];
  const network = layNetwork(spec, { kernels, capacity: BLOCK, seed: 0, values: layersOf({ arrays }) });
  const answers = heads.map(({ kind }, h) => {
    const score = network.heads[h]!.value;
    return kind === 'binary'
      ? (r: number) => 1 / (1 + Math.exp(-score[r]!))
      : (r: number) => factor[h]! * fromLog(mean[h]! + spread[h]! * score[r]!);
  });
  return (x, out) => {
    for (let from = 0; from < x.rows; from += BLOCK) {
      const count = Math.min(BLOCK, x.rows - from);
      writeRows(columns, scale, x, from, count, network.numbers, network.codes);
      network.forward(count, false);
      for (let h = 0; h < answers.length; h++)
        for (let r = 0; r < count; r++) out[(from + r) * answers.length + h] = answers[h]!(r);
    }
  };
}
