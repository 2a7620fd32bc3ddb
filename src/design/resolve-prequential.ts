import type { Design, SplitChoice } from '../contracts/design.ts';
import { type Category, isTaught } from '../contracts/task.ts';
import { splitters } from '../splitters/index.ts';
import type { Resolution } from './resolution.ts';

const DEFAULTS = { batch: 1, delay: 0 };
const FROM_ROWS = {
  refitEvery: 'a tenth of the test rows',
  window: 'as many rows as the first fit learns from',
} as const;

/** How the test rows are gone through as a stream; undefined where the design does not ask for it. */
export function resolvePrequential(
  r: Resolution,
  split: SplitChoice | undefined,
  category: Category | undefined,
): Design['evaluation']['prequential'] {
  const given = r.input.evaluation?.prequential;
  if (given === undefined) return undefined;
  const path = ['evaluation', 'prequential'];
  const splitter = splitters.find((s) => s.name === split?.name);
  if (category !== undefined && !isTaught({ category })) {
    const rule = `left out: no truth comes in, and the category is ${category}`;
    r.problem('design/field-invalid', { field: path.join('.'), rule, got: JSON.stringify(given) }, path);
  } else if (splitter !== undefined && splitter.traits.ordered !== true) {
    const known = splitters.filter((s) => s.traits.ordered === true).map((s) => s.name);
    r.problem('design/prequential-order', { split: splitter.name, known }, path);
  }
  for (const field of Object.keys(DEFAULTS))
    if (!Object.hasOwn(given, field)) r.inferred([...path, field].join('.'), 'default');
  for (const [field, because] of Object.entries(FROM_ROWS))
    if (!Object.hasOwn(given, field)) r.inferred([...path, field].join('.'), because);
  return { ...DEFAULTS, refitEvery: null, window: null, ...given };
}
