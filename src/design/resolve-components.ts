import type { Design, ModelChoice, StepChoice } from '../contracts/design.ts';
import { TIERS } from '../contracts/model.ts';
import { type ParamSpecs, resolveParams } from '../contracts/params.ts';
import type { SearchChoice } from '../contracts/search.ts';
import type { Category } from '../contracts/task.ts';
import { nearest } from '../errors/nearest.ts';
import { features } from '../features/index.ts';
import { models } from '../models/index.ts';
import type { ColumnForm } from '../table/column.ts';
import { formOf } from '../table/schema.ts';
import type { DesignPath } from './file.ts';
import type { ComponentInput } from './input.ts';
import type { Notes, Resolution } from './resolution.ts';
import { columnOverrides } from './resolve-target.ts';

export interface Named {
  readonly name: string;
  readonly params: ParamSpecs;
}

/** The component of a room that the design names, with its parameters in full; undefined after a problem. */
export function lookUp<T extends Named>(
  r: Notes,
  room: string,
  known: readonly T[],
  asked: ComponentInput,
  path: DesignPath,
): { readonly component: T; readonly choice: StepChoice } | undefined {
  const { name, ...given } = typeof asked === 'string' ? { name: asked } : asked;
  const component = known.find((c) => c.name === name);
  if (component === undefined) {
    const names = known.map((c) => c.name);
    const at = typeof asked === 'string' ? path : [...path, 'name'];
    r.problem('design/component-unknown', { room, name, known: names, near: nearest(name, names) }, at);
    return undefined;
  }
  const made = { ...given, ...resolveMembers(r, component.params, given, path) };
  const { params, failures } = resolveParams(name, component.params, made);
  for (const failure of failures)
    r.adopt(failure, [...path, (failure.details as { readonly param: string }).param]);
  return { component, choice: { name, params } };
}

/** The components that another names in its parameters, or has by default, with their own parameters in full. */
function resolveMembers(
  r: Notes,
  specs: ParamSpecs,
  given: Readonly<Record<string, unknown>>,
  path: DesignPath,
): Readonly<Record<string, readonly StepChoice[]>> {
  const named = Object.entries(specs).flatMap(([param, spec]) => {
    if (spec.type !== 'components') return [];
    const asked = Object.hasOwn(given, param)
      ? given[param]
      : spec.default.map(({ name, params }) => ({ name, ...params }));
    // What is no list of components is refused with the other parameters.
    if (!Array.isArray(asked) || asked.length === 0 || !asked.every(isComponent)) return [];
    const found = asked
      .map((one, i) => lookUp(r, 'model', models, one, [...path, param, i])?.choice)
      .filter((choice) => choice !== undefined);
    return [[param, found.length === 0 ? spec.default : found] as const];
  });
  return Object.fromEntries(named);
}

function isComponent(value: unknown): value is ComponentInput {
  const { name } = Object(value) as { readonly name?: unknown };
  return typeof value === 'string' || typeof name === 'string';
}

/** The models to train: those named, else every one that fits, in the order of tiers. */
export function resolveModels(r: Resolution, category: Category | undefined): readonly ModelChoice[] {
  const asked = r.input.models;
  if (asked === undefined) {
    if (category === undefined) return [];
    r.inferred('models', `the usual models for ${category} targets`);
    return usualModelsFor(category).map(withDefaults);
  }
  return asked.flatMap((one, i) => {
    const { search, ...plain } = typeof one === 'string' ? { name: one, search: undefined } : one;
    const found = lookUp(r, 'model', models, typeof one === 'string' ? one : plain, ['models', i]);
    if (found === undefined) return [];
    checkCategory(r, found.choice, category, ['models', i]);
    if (search === undefined) return [found.choice];
    return [{ ...found.choice, search: { ...SEARCH, ...search } }];
  });
}

/** A search of which nothing is said but that it is wanted. */
const SEARCH: SearchChoice = { method: 'tpe', trials: 30, seconds: null };

/** A model, and the models that it is made of, must be for the category of the target. */
function checkCategory(
  r: Resolution,
  { name, params }: ModelChoice,
  category: Category | undefined,
  path: DesignPath,
): void {
  const model = models.find((m) => m.name === name)!;
  const fits = model.traits.categories;
  if (category !== undefined && !fits.includes(category)) {
    const fitting = modelsFor(category).map((m) => m.name);
    r.problem('design/component-unfit', { room: 'model', name, category, fits, fitting }, path);
  }
  for (const member of model.members?.(params) ?? []) checkCategory(r, member, category, path);
}

/** Every model that fits, baseline first, then simple, then complex. */
export const modelsFor = (category: Category) =>
  models
    .filter((m) => m.traits.categories.includes(category))
    .toSorted((a, b) => TIERS.indexOf(a.traits.tier) - TIERS.indexOf(b.traits.tier));

const withDefaults = ({ name, params }: Named): ModelChoice => ({
  name,
  params: resolveParams(name, params, {}).params,
});

/** What a search under a budget may choose from where a design names no models: the usual ones and some more. */
export const budgetModelsFor = (design: Design): readonly ModelChoice[] => {
  const named = new Set(design.models.map((m) => m.name));
  const more = modelsFor(design.framing.task.category).filter(
    (m) => m.traits.underBudget && !named.has(m.name),
  );
  return [...design.models, ...more.map(withDefaults)];
};

/** What is trained where a design names no models. */
export const usualModelsFor = (category: Category) =>
  modelsFor(category).filter((m) => m.traits.onlyNamed !== true);

/** The chains that the design names, by column; each step must take what the one before it writes. */
export function resolveFeatures(r: Resolution): Readonly<Record<string, readonly StepChoice[]>> {
  const chains: Record<string, readonly StepChoice[]> = {};
  for (const [column, asked] of Object.entries(r.input.features ?? {})) {
    const found = r.column(column, 'features', ['features', column], 'key');
    const inert = whyInert(r, column);
    if (inert !== null)
      r.problem(
        'design/column-unused',
        { column, field: 'features', because: inert },
        ['features', column],
        'key',
      );
    if (asked === undefined) continue;
    const list = Array.isArray(asked);
    let form: ColumnForm | undefined = found && formOf(columnOverrides(r, column)?.type ?? found.type);
    let after: string | undefined;
    chains[column] = (list ? asked : [asked]).flatMap((one: ComponentInput, i: number) => {
      const path = list ? ['features', column, i] : ['features', column];
      const step = lookUp(r, 'feature', features, one, path);
      if (step === undefined) {
        form = undefined;
        return [];
      }
      const { accepts, writes } = step.component.traits;
      const { name } = step.choice;
      if (form !== undefined && !accepts.includes(form))
        r.problem('design/step-unfit', { step: name, column, form, accepts, after }, path);
      if (writes !== 'same') form = writes;
      after = name;
      return [step.choice];
    });
  }
  return chains;
}

/** Why naming a column as an input can have no effect, or null. */
export function whyInert(r: Resolution, column: string): string | null {
  if (column === r.input.framing.target) return 'it is the target';
  return columnOverrides(r, column)?.drop === true ? 'it is dropped in data.columns' : null;
}
