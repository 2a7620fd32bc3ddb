import type { Design, SplitChoice } from '../contracts/design.ts';
import { splitters } from '../splitters/index.ts';
import type { Resolution } from './resolution.ts';

const DEFAULTS = { folds: 5, repeats: 1 };

/** How models are cross-validated; undefined where the design does not ask for it. */
export function resolveCrossValidation(
  r: Resolution,
  split: SplitChoice | undefined,
): Design['evaluation']['crossValidation'] {
  const given = r.input.evaluation?.crossValidation;
  if (given === undefined) return undefined;
  // Whoever leaves a gap before the test rows means one before each fold.
  const gap = split?.params.gapDays;
  const defaults = { ...DEFAULTS, gapDays: typeof gap === 'number' ? gap : 0 };
  for (const field of Object.keys(defaults))
    if (!Object.hasOwn(given, field)) r.inferred(`evaluation.crossValidation.${field}`, 'default');
  const options = { ...defaults, ...given };
  const splitter = splitters.find((s) => s.name === split?.name);
  const refuse = (field: 'repeats' | 'gapDays', rule: string): void => {
    const path = ['evaluation', 'crossValidation', field];
    const facts = { field: path.join('.'), rule, got: String(options[field]) };
    r.problem('design/field-invalid', facts, path);
  };
  if (splitter === undefined) return options;
  const { name, traits } = splitter;
  if (options.repeats > 1 && !traits.byChance)
    refuse(
      'repeats',
      `1: the splitter ${JSON.stringify(name)} leaves nothing to chance, every repeat would be the same`,
    );
  if (options.gapDays > 0 && traits.needs !== 'time')
    refuse('gapDays', `0: only a split by time has days, and this one is ${JSON.stringify(name)}`);
  return options;
}
