import { balancers } from '../balancers/index.ts';
import type { Design, ModelChoice } from '../contracts/design.ts';
import type { HeadTarget } from '../contracts/model.ts';
import { models as known } from '../models/index.ts';
import type { InferredColumn } from '../ports/engine.ts';
import type { ColumnType } from '../table/schema.ts';
import { inferCategory, inferPositive } from './infer-target.ts';
import type { Resolution } from './resolution.ts';
import { classType, columnOverrides, numberType } from './resolve-target.ts';

/** A further target, with the type that its column is kept under. */
export type ResolvedHead = HeadTarget & { readonly type: ColumnType };

/** Look up the further targets of `framing.heads`, with their categories and classes. */
export function resolveHeads(r: Resolution): readonly ResolvedHead[] {
  const { heads = [], target, group } = r.input.framing;
  return heads.flatMap((name, i) => {
    const path = ['framing', 'heads', i];
    const found = r.column(name, 'framing.heads', path);
    if (found === undefined) return [];
    const own = columnOverrides(r, name);
    const refuse = (rule: string): [] => {
      r.problem(
        'design/field-invalid',
        { field: `framing.heads[${i}]`, rule, got: JSON.stringify(name) },
        path,
      );
      return [];
    };
    if (name === target || name === group || heads.indexOf(name) < i)
      return refuse('a column besides the target and the group, named once');
    if (own?.drop === true) return refuse('a column that is kept');
    const column = own?.type === undefined ? found : { ...found, type: own.type };
    const head = headOf(r, column);
    return head === null
      ? refuse('a column of two or more classes, or of numbers; declare its type in data.columns')
      : [head];
  });
}

function headOf(r: Resolution, column: InferredColumn): ResolvedHead | null {
  const { value: category, because } = inferCategory(column);
  if (column.distinct < 2 || category === null) return null;
  r.inferred(`framing.heads.${column.name}`, because);
  const values = column.values ?? [];
  const target = column.name;
  if (category === 'regression') return { target, task: { category }, type: numberType(column.type) };
  const type = classType(column.type);
  if (category !== 'binary') return { target, task: { category: 'multiclass', classes: values }, type };
  const { value: positive } = inferPositive(column);
  const [negative] = values.filter((v) => v !== positive);
  return { target, task: { category, classes: [negative!, positive!] }, type };
}

/** Further targets want a model that learns them, and rows that are what they were. */
export function checkHeads(
  r: Resolution,
  heads: readonly ResolvedHead[],
  choices: readonly ModelChoice[],
  training: Design['training'],
): void {
  if (heads.length === 0) return;
  const can = known.filter(({ traits }) => traits.heads === true).map(({ name }) => name);
  if (choices.length > 0 && !choices.some(({ name }) => can.includes(name))) {
    const rule = `left out, or one of ${can.join(', ')} among the models: others learn one target`;
    const got = JSON.stringify(heads.map(({ target }) => target));
    r.problem('design/field-invalid', { field: 'framing.heads', rule, got }, ['framing', 'heads']);
  }
  const { imbalance } = training ?? {};
  const balancer = balancers.find(({ name }) => name === imbalance?.name);
  if (balancer === undefined || balancer.traits.rows === 'weighs') return;
  const rule = 'a balancer that weighs rows: one that adds or drops them knows nothing of framing.heads';
  r.problem(
    'design/field-invalid',
    { field: 'training.imbalance', rule, got: JSON.stringify(balancer.name) },
    ['training', 'imbalance'],
  );
}
