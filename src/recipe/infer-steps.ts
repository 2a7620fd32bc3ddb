import type { StepChoice } from '../contracts/design.ts';
import type { Needs } from '../contracts/model.ts';
import type { ColumnSchema } from '../table/schema.ts';
import { step } from './chain.ts';

/** More categories than this do not get a 0/1 column each, but one column of target means. */
const MOST_ONE_HOT = 50;
/** More categories than this are no help to a tree as codes. */
const MOST_CODES = 255;

/**
 * The encoding that a column's type asks for. What the model needs beyond it (fills, scale) is added by
 * `completeChain`. Where nothing is taught there is no target to encode by.
 */
export function inferSteps(
  { type, dictionary = [] }: ColumnSchema,
  model: Needs,
  taught: boolean,
): readonly StepChoice[] {
  switch (type) {
    case 'continuous':
    case 'discrete':
      return [];
    case 'boolean':
    case 'ordinal':
      return [step('integer', { ordered: true })];
    case 'nominal': {
      const codes = model.manyCategories ? Infinity : MOST_CODES;
      const most = model.categorical === 'native' ? codes : MOST_ONE_HOT;
      if (dictionary.length > most) return [step(taught ? 'target-encode' : 'hashed')];
      return [model.categorical === 'native' ? step('integer') : step('one-hot')];
    }
    case 'text':
      return [step('tf-idf')];
    case 'identifier':
      return [step('hashed')];
    case 'timestamp':
      // Models that add columns up cannot bend a line around a day; a circle does it for them.
      return [step('date-parts', { cyclic: model.scaled })];
  }
}
