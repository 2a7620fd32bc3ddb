import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { clearNumbers, codesOf, dictionaryOf, numbersOf } from '../table/forms.ts';

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
      ownColumn: missing === 'own-column' && anyMissing(codesOf(column)),
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
    for (let j = 0; j < out.length; j++) clearNumbers(numbersOf(out[j]!));
    // A row lights one column at most, so that no jump depends on which. The column after the last category, when there
    // is one, is that of missing values.
    for (let i = 0; i < from.length; i++) {
      const code = from[i]!;
      const lit = code < 0 ? known : code < known ? code : out.length;
      if (lit < out.length) numbersOf(out[lit]!)[i] = 1;
    }
  },
};

function anyMissing(codes: Int32Array): boolean {
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) return true;
  return false;
}
