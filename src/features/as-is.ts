import type { Feature } from '../contracts/feature.ts';
import { copyNumbers, numbersOf } from '../table/forms.ts';

type AsIsState = { readonly facts: Record<never, never>; readonly arrays: Record<never, never> };

/** Hand a number to the model as it stands. */
export const asIs: Feature<object, AsIsState> = {
  room: 'features',
  name: 'as-is',
  version: 1,
  about: 'Use the number unchanged.',
  params: {},
  traits: { accepts: ['number'], writes: 'number', missing: 'passes' },
  fit: () => ({ facts: {}, arrays: {} }),
  outputs: (_state, name) => [{ name, form: 'number' }],
  apply: (_state, column, out) => copyNumbers(numbersOf(column), numbersOf(out[0]!)),
};
