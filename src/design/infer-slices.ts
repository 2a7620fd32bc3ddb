import type { ColumnType } from '../table/schema.ts';

/** Values that a column may have to be sliced by: fewer tell nothing, more leave each slice few rows. */
const VALUES = [2, 6] as const;
const MOST_SLICED = 3;

const CATEGORIES: readonly ColumnType[] = ['nominal', 'ordinal', 'boolean'];

/**
 * Columns by whose values metrics are measured again where the design names none: the first three category inputs of
 * two to six values, in the order of the data.
 */
export const inferSlices = (
  inputs: readonly { readonly name: string; readonly type: ColumnType; readonly distinct: number }[],
): readonly string[] =>
  inputs
    .filter((c) => CATEGORIES.includes(c.type) && c.distinct >= VALUES[0] && c.distinct <= VALUES[1])
    .slice(0, MOST_SLICED)
    .map((c) => c.name);
