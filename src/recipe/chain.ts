import type { StepChoice } from '../contracts/design.ts';
import type { Feature } from '../contracts/feature.ts';
import type { Needs } from '../contracts/model.ts';
import { type ParamValue, resolveParams } from '../contracts/params.ts';
import { type Failure, fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import { features } from '../features/index.ts';
import type { ColumnForm } from '../table/column.ts';
import { featureOf, findFeature } from './fitted-recipe.ts';

/** What a column is like at some point of its chain. */
export interface ChainEnd {
  readonly form: ColumnForm;
  /** Some values may be missing, or categories unseen. */
  readonly gaps: boolean;
  /** The numbers are of like scale. */
  readonly scaled: boolean;
  /** Form category: the dictionary is in order. */
  readonly ordered: boolean;
  /** A step requires a value where one may be missing. */
  readonly required: boolean;
  readonly failures: readonly Failure[];
}

/** Follow a column through its steps. Stops at the first step that does not fit. */
export function walkChain(column: string, form: ColumnForm, steps: readonly StepChoice[]): ChainEnd {
  let end: ChainEnd = { form, gaps: true, scaled: false, ordered: false, required: false, failures: [] };
  for (const step of steps) {
    const feature = findFeature(step.name);
    if (feature === undefined) return { ...end, failures: [unknownStep(column, step.name)] };
    if (!feature.traits.accepts.includes(end.form))
      return { ...end, failures: [wrongForm(column, feature, end.form)] };
    end = after(end, feature);
  }
  return end;
}

function after(end: ChainEnd, { traits }: Feature): ChainEnd {
  const same = traits.writes === 'same';
  const form = traits.writes === 'same' ? end.form : traits.writes;
  const required = end.required || (traits.requiresValue === true && end.gaps);
  // A category can still be unseen where a value is required.
  const stillGaps = end.gaps && !(traits.requiresValue && form !== 'category');
  return {
    ...end,
    form,
    required,
    gaps: traits.missing === 'passes' && stillGaps,
    scaled: traits.scales === true || (same && end.scaled),
    ordered: traits.orders === true || (same && end.ordered),
  };
}

/** The steps, and at their end what the model still needs. */
export function completeChain(
  steps: readonly StepChoice[],
  end: ChainEnd,
  model: Needs,
): readonly StepChoice[] {
  const all = [...steps];
  let at = end;
  const add = (choice: StepChoice): void => {
    all.push(choice);
    at = after(at, featureOf(choice.name));
  };
  if (at.form === 'text') add(step('tf-idf'));
  if (at.form === 'category') {
    const codes = at.ordered || model.categorical === 'native';
    add(codes && model.missing === 'native' ? step('integer', { ordered: at.ordered }) : step('one-hot'));
  }
  if (at.gaps && model.missing === 'refused') add(step('fill-median', { indicator: true }));
  if (!at.scaled && model.scaled) add(step('z-score'));
  if (all.length === 0) add(step('as-is'));
  return all;
}

/** A feature with these parameters and defaults for the others. */
export function step(name: string, given: Readonly<Record<string, ParamValue>> = {}): StepChoice {
  const { params, failures } = resolveParams(name, featureOf(name).params, given);
  if (failures.length > 0) throw failures[0];
  return { name, params };
}

function unknownStep(column: string, name: string): Failure {
  const known = features.map((f) => f.name);
  return fail('feature/unknown-step', { column, step: name, known, near: nearest(name, known) });
}

function wrongForm(column: string, { name, traits }: Feature, form: ColumnForm): Failure {
  const fitting = features.filter((f) => f.traits.accepts.includes(form)).map((f) => f.name);
  // Those of the same family first: "fill-mean" on a category is likely to mean "fill-mode".
  const family = name.split('-')[0]!;
  const instead = fitting.toSorted((a, b) => Number(b.startsWith(family)) - Number(a.startsWith(family)));
  return fail('feature/wrong-form', { column, step: name, form, accepts: traits.accepts, instead });
}
