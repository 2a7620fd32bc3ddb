import type { Feature, Target } from '../../src/contracts/feature.ts';
import { type ParamValue, resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import {
  type Column,
  categoryColumn,
  columnRows,
  numberColumn,
  type TextColumn,
  textColumn,
} from '../../src/table/column.ts';

/** A feature fitted to a column, ready to be asked. */
export interface Asked {
  readonly state: State;
  readonly names: readonly string[];
  /** What it writes for these rows, output by output, as plain lists; null = missing. */
  apply(column: Column): (number | string | null)[][];
}

export function fitted(
  feature: Feature,
  column: Column,
  given: Readonly<Record<string, ParamValue>> = {},
  target: Target | null = null,
): Asked {
  const { params, failures } = resolveParams(feature.name, feature.params, given);
  if (failures.length > 0) throw failures[0];
  const state = feature.fit({ name: 'x', column }, target, params, quietRun(1));
  const outputs = feature.outputs(state, 'x');
  return {
    state,
    names: outputs.map((o) => o.name),
    apply(rows) {
      const n = columnRows(rows);
      const out = outputs.map((o): Column => {
        if (o.form === 'number') return numberColumn(new Float64Array(n));
        return o.form === 'text' ? textColumn(Array(n).fill(null)) : codes(Array(n).fill(0), o.dictionary!);
      });
      feature.apply(state, rows, out);
      return out.map(plain);
    },
  };
}

/** Numbers; category values by their words; null = missing, "?" = unseen. */
export function plain(column: Column): (number | string | null)[] {
  if (column.form === 'text') return [...column.values];
  if (column.form === 'number') return Array.from(column.values, (v) => (Number.isNaN(v) ? null : v));
  return Array.from(column.codes, (c) => (c < 0 ? null : (column.dictionary[c] ?? '?')));
}

export const numbers = (values: readonly (number | null)[]): Column =>
  numberColumn(Float64Array.from(values, (v) => v ?? Number.NaN));
export const codes = (values: readonly number[], dictionary: readonly string[]): Column =>
  categoryColumn(Int32Array.from(values), dictionary);
export const texts = (values: readonly (string | null)[]): TextColumn => textColumn([...values]);
