import type { Design } from '../contracts/design.ts';
import type { InferredColumn } from '../ports/engine.ts';
import type { ColumnInput } from './input.ts';
import type { Resolution, ResolvedTarget } from './resolution.ts';
import type { ResolvedHead } from './resolve-heads.ts';
import { columnOverrides } from './resolve-target.ts';

type Columns = Pick<Design['data'], 'columns' | 'unused'>;

/**
 * Which columns the dataset keeps, under which type, and which of them the model does not see.
 *
 * @param dividing the columns that the rows are split and sampled by: kept even where the model has no use for them
 */
export function resolveColumns(
  r: Resolution,
  target: ResolvedTarget | undefined,
  heads: readonly ResolvedHead[],
  dividing: readonly (string | null | undefined)[],
): Columns {
  checkOverrides(r);
  const columns: Columns['columns'][number][] = [];
  const unused: Columns['unused'][number][] = [];
  for (const found of r.columns) {
    const own = columnOverrides(r, found.name);
    const told = found.name === target?.name ? target : heads.find((head) => head.target === found.name);
    const because =
      told === undefined ? whyUnused(r, found, own) : told === target ? null : 'a further target';
    if (because !== null) unused.push({ name: found.name, because });
    const kept = because === null || told !== undefined || dividing.includes(found.name);
    if (own?.drop === true || !kept) continue;
    const type = told?.type ?? own?.type ?? found.type;
    if (own?.type === undefined) r.inferred(`data.columns.${found.name}`, found.because);
    const order = own?.order;
    columns.push({
      name: found.name,
      type,
      inferred: own?.type === undefined,
      ...(order === undefined ? {} : { order }),
    });
  }
  return { columns, unused };
}

/** Why the model does not see a column, or null when it does. What the design names is used. */
function whyUnused(r: Resolution, found: InferredColumn, own: ColumnInput | undefined): string | null {
  if (own?.drop === true) return 'dropped in the design';
  if (found.name === r.input.framing.group) return 'it tells the lists apart';
  if (own?.type === 'identifier') return 'identifier, as declared';
  if (own?.type !== undefined || Object.hasOwn(r.input.features ?? {}, found.name)) return null;
  if (found.distinct === 0) return 'empty: no row has a value';
  if (found.distinct === 1 && found.missing === 0) return 'constant: every row has the same value';
  if (found.type === 'identifier') return `identifier: ${found.because}`;
  return null;
}

function checkOverrides(r: Resolution): void {
  const { data } = r.input;
  if (typeof data === 'string') return;
  for (const [name, own] of Object.entries(data.columns ?? {})) {
    const path = ['data', 'columns', name];
    const found = r.column(name, 'data.columns', path, 'key');
    if (found === undefined || own === undefined) continue;
    if (own.type === 'ordinal' && own.order === undefined)
      r.problem('design/order-absent', { column: name }, [...path, 'type']);
    const left = (found.values ?? []).filter((v) => own.order?.includes(v) === false);
    if (left.length > 0) r.problem('design/order-unfit', { column: name, values: left }, [...path, 'order']);
  }
}
