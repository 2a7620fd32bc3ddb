import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { codesOf, dictionaryOf, numbersOf } from '../table/forms.ts';

const params = {
  missing: {
    type: 'choice',
    choices: ['own-column', 'zero'],
    default: 'own-column',
    about: 'Missing values: a column of their own when training rows have any, or 0 in every column.',
  },
} as const satisfies ParamSpecs;

type OneHotState = {
  readonly facts: { readonly dictionary: readonly string[]; readonly ownColumn: boolean };
  readonly arrays: Record<never, never>;
};

/** One 0/1 column a category; a category that training did not have is 0 in all of them. */
export const oneHot: Feature<ParamsOf<typeof params>, OneHotState> = {
  room: 'features',
  name: 'one-hot',
  version: 1,
  about: 'Make a 0/1 column of each category.',
  params,
  traits: { accepts: ['category'], writes: 'number', missing: 'encodes', scales: true },
  fit: ({ column }, _target, { missing }) => ({
    facts: {
      dictionary: dictionaryOf(column),
      ownColumn: missing === 'own-column' && codesOf(column).some((code) => code < 0),
    },
    arrays: {},
  }),
  outputs({ facts: { dictionary, ownColumn } }, name) {
    const names = dictionary.map((value) => `${name}=${value}`);
    if (ownColumn) names.push(`${name} is missing`);
    return names.map((each) => ({ name: each, form: 'number' }));
  },
  apply(state, column, out) {
    const from = codesOf(column);
    const known = state.facts.dictionary.length;
    for (let j = 0; j < out.length; j++) {
      const to = numbersOf(out[j]!);
      // The column after the last category, when there is one, is that of missing values.
      const lit = j < known ? j : -1;
      for (let i = 0; i < to.length; i++) to[i] = from[i] === lit ? 1 : 0;
    }
  },
};
