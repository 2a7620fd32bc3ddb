import type { Category, Task } from '../contracts/task.ts';
import { nearest } from '../errors/nearest.ts';
import type { InferredColumn } from '../ports/engine.ts';
import type { ColumnType } from '../table/schema.ts';
import { inferCategory, inferPositive, possibleCategories } from './infer-target.ts';
import type { Resolution, ResolvedTarget } from './resolution.ts';
import { anomalyTask, checkFraming, withoutTarget } from './resolve-untaught.ts';

/** Look up the target, its category and its classes; undefined after a problem. */
export function resolveTarget(r: Resolution): ResolvedTarget | undefined {
  const { target: name, category: declared } = r.input.framing;
  const path = ['framing', 'target'];
  checkFraming(r);
  if (name === undefined || declared === 'cluster') return withoutTarget(r);
  const found = r.column(name, 'framing.target', path);
  if (found === undefined) return undefined;
  const overrides = columnOverrides(r, name);
  if (overrides?.drop === true) {
    r.problem('design/target-dropped', { target: name }, ['data', 'columns', name, 'drop']);
    return undefined;
  }
  const column = overrides?.type === undefined ? found : { ...found, type: overrides.type };
  const inferred = inferCategory(column);
  const fits = column.distinct < 2 ? [] : possibleCategories(column);
  if (column.distinct < 2 || (inferred.value === null && declared === undefined)) {
    r.problem('design/target-unusable', { target: name, because: inferred.because }, path);
    return undefined;
  }
  if (declared !== undefined && !fits.includes(declared)) {
    const because = whyUnfit(column);
    r.problem('design/category-unfit', { category: declared, target: name, because, fits }, [
      'framing',
      'category',
    ]);
    return undefined;
  }
  if (declared === undefined) r.inferred('framing.task.category', inferred.because);
  const category = declared ?? inferred.value!;
  const classes = classesOf(r, category, column);
  if (classes === undefined) return undefined;
  const valued = category === 'regression' || category === 'ranking';
  const type = valued ? numberType(column.type) : classType(column.type);
  const task = category === 'ranking' ? rankingTask(r, name) : taskOf(r, category, classes);
  return task && { name, task, type };
}

/** Rows are ranked within the lists that a column tells apart; undefined after a problem. */
function rankingTask(r: Resolution, target: string): Task | undefined {
  const { group } = r.input.framing;
  const path = ['framing', 'group'];
  if (group === undefined) {
    const about = 'The column that tells which list a row stands in, such as the query.';
    r.problem('design/field-missing', { field: 'group', within: 'framing', about }, ['framing']);
    return undefined;
  }
  if (r.column(group, 'framing.group', path) === undefined) return undefined;
  if (group === target || columnOverrides(r, group)?.drop === true) {
    const rule = 'a column that is kept, and not the target';
    r.problem('design/field-invalid', { field: 'framing.group', rule, got: JSON.stringify(group) }, path);
    return undefined;
  }
  return { category: 'ranking', group };
}

/** What the design says of one column. */
export function columnOverrides(r: Resolution, name: string) {
  const { data } = r.input;
  if (typeof data === 'string' || !Object.hasOwn(data.columns ?? {}, name)) return undefined;
  return data.columns?.[name];
}

export const numberType = (type: ColumnType): ColumnType => (type === 'discrete' ? 'discrete' : 'continuous');
export const classType = (type: ColumnType): ColumnType =>
  type === 'boolean' || type === 'ordinal' ? type : 'nominal';

const whyUnfit = (column: InferredColumn): string =>
  column.values === undefined
    ? `it has ${column.distinct} values of type ${column.type}`
    : `it has the ${column.distinct} values ${column.values.slice(0, 5).join(', ')}${column.distinct > 5 ? ', ...' : ''}`;

function taskOf(
  r: Resolution,
  category: Exclude<Category, 'cluster' | 'ranking'>,
  classes: readonly string[],
): Task {
  if (category === 'regression') return { category };
  if (category === 'multiclass') return { category, classes };
  const two = [classes[0]!, classes[1]!] as const;
  return category === 'binary' ? { category, classes: two } : anomalyTask(r, two);
}

/** The classes in the order of the truth: negative before positive. */
function classesOf(r: Resolution, category: Category, column: InferredColumn): readonly string[] | undefined {
  const { positive } = r.input.framing;
  const values = column.values ?? [];
  if (category !== 'binary' && category !== 'anomaly') {
    if (positive !== undefined) {
      const rule = `left out: the category is ${category}, and only a binary target has a positive class`;
      r.problem('design/field-invalid', { field: 'framing.positive', rule, got: JSON.stringify(positive) }, [
        'framing',
        'positive',
      ]);
    }
    return values;
  }
  if (positive === undefined) {
    const inferred = inferPositive(column);
    r.inferred('framing.task.classes', `positive is ${JSON.stringify(inferred.value)}: ${inferred.because}`);
    return values.toSorted((a, b) => Number(a === inferred.value) - Number(b === inferred.value));
  }
  const named = String(positive);
  if (!values.includes(named)) {
    const facts = { positive: named, target: column.name, values, near: nearest(named, values) };
    r.problem('design/positive-unknown', facts, ['framing', 'positive']);
    return undefined;
  }
  return values.toSorted((a, b) => Number(a === named) - Number(b === named));
}
