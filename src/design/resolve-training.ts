import { balancers } from '../balancers/index.ts';
import { calibrators } from '../calibrators/index.ts';
import type { Design, SplitChoice, StepChoice } from '../contracts/design.ts';
import type { Category } from '../contracts/task.ts';
import { splitters } from '../splitters/index.ts';
import type { ComponentInput } from './input.ts';
import type { Resolution } from './resolution.ts';
import { lookUp, type Named } from './resolve-components.ts';

/** How models are fitted; undefined where the design does not say. */
export function resolveTraining(
  r: Resolution,
  category: Category | undefined,
  split: SplitChoice | undefined,
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
  return {
    ...(from && { from }),
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
