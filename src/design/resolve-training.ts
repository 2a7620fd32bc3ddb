import { balancers } from '../balancers/index.ts';
import { calibrators } from '../calibrators/index.ts';
import type { Design, ModelChoice, SplitChoice, StepChoice } from '../contracts/design.ts';
import type { Model } from '../contracts/model.ts';
import type { Category } from '../contracts/task.ts';
import { models as known } from '../models/index.ts';
import { splitters } from '../splitters/index.ts';
import type { ComponentInput } from './input.ts';
import type { Resolution } from './resolution.ts';
import { lookUp, type Named } from './resolve-components.ts';

/** How models are fitted; undefined where the design does not say. */
export function resolveTraining(
  r: Resolution,
  category: Category | undefined,
  split: SplitChoice | undefined,
  models: readonly ModelChoice[],
): Design['training'] {
  const given = r.input.training;
  if (given === undefined) return undefined;
  const imbalance =
    given.imbalance === undefined
      ? undefined
      : ofClasses(r, 'balancer', balancers, given.imbalance, 'imbalance', category);
  const calibration =
    given.calibration === undefined || given.calibration === 'none'
      ? undefined
      : ofClasses(r, 'calibrator', calibrators, given.calibration, 'calibration', category);
  const adds = balancers.some((b) => b.name === imbalance?.name && b.traits.rows === 'adds');
  if (adds) wantValidation(r, 'training.imbalance');
  if (calibration !== undefined) wantValidation(r, 'training.calibration');
  const learningCurve = given.learningCurve === true;
  if (learningCurve) wantValidation(r, 'training.learningCurve');
  const from = given.from === 'champion' ? given.from : undefined;
  if (from !== undefined) wantLastingParts(r, split);
  const { parallel } = given;
  if (parallel !== undefined) wantWay(r, parallel, models);
  return {
    ...(from && { from }),
    ...(parallel && { parallel }),
    ...(learningCurve && { learningCurve }),
    ...(imbalance && { imbalance }),
    ...(calibration && { calibration }),
  };
}

/** The component that is named, if it is right for the category. */
function ofClasses<T extends Named & { readonly traits: { readonly categories: readonly Category[] } }>(
  r: Resolution,
  room: string,
  known: readonly T[],
  asked: ComponentInput,
  field: string,
  category: Category | undefined,
): StepChoice | undefined {
  const path = ['training', field];
  const found = lookUp(r, room, known, asked, path);
  const fits = found?.component.traits.categories;
  if (found !== undefined && category !== undefined && fits?.includes(category) === false) {
    const rule = `left out: a ${room} works on classes, and the category is ${category}`;
    r.problem('design/field-invalid', { field: `training.${field}`, rule, got: JSON.stringify(asked) }, path);
  }
  return found?.choice;
}

/** A champion knows its rows: where they may be dealt anew, they might be test rows of the next run. */
function wantLastingParts(r: Resolution, split: SplitChoice | undefined): void {
  const splitter = splitters.find((s) => s.name === split?.name);
  if (splitter?.traits.byChance !== true) return;
  const known = splitters.filter((s) => !s.traits.byChance).map((s) => s.name);
  r.problem('design/start-split', { split: splitter.name, known }, ['training', 'from']);
}

/** A way to share work out that no model of the design takes would say nothing. */
function wantWay(r: Resolution, way: 'data' | 'model', choices: readonly ModelChoice[]): void {
  const takes = (model: Model, params: unknown): boolean =>
    model.traits.parallel?.includes(way) === true ||
    (model.members?.(params) ?? []).some((member) => takes(member.model, member.params));
  const named = choices.map(({ name, params }) => ({ model: known.find((m) => m.name === name), params }));
  if (named.length === 0 || named.some(({ model, params }) => model && takes(model, params))) return;
  const can = known.filter(({ traits }) => traits.parallel?.includes(way)).map((m) => m.name);
  const rule = `left out, or one of ${can.join(', ')} among the models: of the others none is shared out so`;
  const path = ['training', 'parallel'];
  r.problem('design/field-invalid', { field: 'training.parallel', rule, got: JSON.stringify(way) }, path);
}

/** What leans on validation rows needs some. */
function wantValidation(r: Resolution, field: string): void {
  const { data } = r.input;
  const split = typeof data === 'string' ? undefined : data.split;
  if (typeof split !== 'object' || split.validation !== 0) return;
  const rule = `a number above 0: ${field} leans on validation rows`;
  r.problem('design/field-invalid', { field: 'data.split.validation', rule, got: '0' }, [
    'data',
    'split',
    'validation',
  ]);
}
