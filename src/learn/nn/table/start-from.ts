import type { MatrixColumn, TrainingSet } from '../../../contracts/model.ts';
import type { State } from '../../../contracts/state.ts';
import { fail } from '../../../errors/fail.ts';
import { nearest } from '../../../errors/nearest.ts';
import type { LayerSpec } from '../network.ts';
import { ofHead, storedHead } from './further-heads.ts';
import type { TableColumns, TableScale } from './table-columns.ts';
import { layersOf, type TableState } from './table-state.ts';

/** What a fit takes over from a state that it goes on from. */
export interface Earlier {
  readonly columns: TableColumns;
  readonly scale: TableScale;
  /** The scale of the target of a regression; null when the state is of another category. */
  readonly target: { readonly mean: number; readonly scale: number } | null;
  /** The scales of further targets; none when the state is of others. */
  readonly scales: readonly { readonly mean: number; readonly scale: number }[];
  readonly values: Readonly<Record<string, Float32Array>>;
}

/**
 * The state of a network over the same columns, opened to go on from. Throws 'train/start-unlike' when it is of another
 * kind of model or over other columns: their numbers would mean something else.
 */
export function startFrom({ task, columns, heads = [] }: TrainingSet, state: State): Earlier {
  const { facts, arrays } = state as Partial<TableState>;
  if (facts?.network === undefined || facts.columns === undefined || arrays?.['table.mean'] === undefined)
    throw fail('train/start-unlike', { problem: 'it is not that of a network over a table' });
  checkColumns(facts.columns, columns);
  const array = (name: string): Float64Array => arrays[name] as Float64Array;
  const same = JSON.stringify(facts.heads ?? []) === JSON.stringify(heads.map(storedHead));
  const layers = layersOf(state as TableState);
  return {
    columns: facts.columns,
    scale: { mean: array('table.mean'), scale: array('table.scale') },
    target:
      facts.category === task.category
        ? { mean: array('target.mean')[0]!, scale: array('target.scale')[0]! }
        : null,
    scales: same
      ? heads.map((_, h) => ({ mean: array('heads.mean')[h]!, scale: array('heads.scale')[h]! }))
      : [],
    values: same ? layers : Object.fromEntries(Object.entries(layers).filter(([name]) => !ofHead(name))),
  };
}

/** Throws 'train/start-unlike' when a state over the columns that were is not one over those that are. */
export function checkColumns(was: TableColumns, columns: readonly MatrixColumn[]): void {
  const { numbers, codes, cardinalities } = was;
  const known = numbers.length + codes.length;
  if (known !== columns.length)
    throw fail('train/start-unlike', { problem: `it has ${known} columns, and there are ${columns.length}` });
  codes.forEach((c, i) => {
    if (columns[c]!.cardinality === cardinalities[i]) return;
    const now = columns[c]!.cardinality;
    const problem = `its column ${columns[c]!.name} has ${cardinalities[i]} categories, and there ${now === undefined ? 'are numbers' : `are ${now}`}`;
    throw fail('train/start-unlike', { problem });
  });
}

/**
 * Whether an array is learned, when the layers of these names stand still: "hidden-1" also stops what belongs to it, as
 * "hidden-1-norm". Throws 'train/frozen-layer' for a name that no layer has.
 */
export function learnsBut(
  frozen: readonly string[],
  layers: readonly LayerSpec[],
): (name: string) => boolean {
  const known = layers.map((layer) => layer.name);
  for (const layer of frozen)
    if (!known.includes(layer))
      throw fail('train/frozen-layer', { layer, known, near: nearest(layer, known) });
  return (name) => !frozen.some((layer) => name.startsWith(`${layer}/`) || name.startsWith(`${layer}-`));
}

/** The arrays that a layout with the arrays of these lengths can begin with. */
export const thatFit = (
  values: Readonly<Record<string, Float32Array>>,
  lengths: Readonly<Record<string, number>>,
): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(values).filter(([name, { length }]) => lengths[name] === length));
