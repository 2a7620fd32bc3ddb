import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { codesOf, dictionaryOf, numbersOf } from '../table/forms.ts';

const params = {
  ordered: {
    type: 'boolean',
    default: false,
    about: 'The codes are amounts in the order of the dictionary, not names of categories.',
  },
} as const satisfies ParamSpecs;

type IntegerState = {
  readonly facts: { readonly dictionary: readonly string[]; readonly ordered: boolean };
  readonly arrays: Record<never, never>;
};

/** The code of each category as a number; NaN where it is missing or unseen. */
export const integer: Feature<ParamsOf<typeof params>, IntegerState> = {
  room: 'features',
  name: 'integer',
  version: 1,
  about: 'Number the categories 0, 1, 2, ...',
  params,
  traits: { accepts: ['category'], writes: 'number', missing: 'passes' },
  fit: ({ column }, _target, { ordered }) => ({
    facts: { dictionary: dictionaryOf(column), ordered },
    arrays: {},
  }),
  outputs: ({ facts: { dictionary, ordered } }, name) => [
    ordered ? { name, form: 'number' } : { name, form: 'number', dictionary },
  ],
  apply(state, column, out) {
    const from = codesOf(column);
    const to = numbersOf(out[0]!);
    const known = state.facts.dictionary.length;
    const rows = to.length;
    for (let i = 0; i < rows; i++) {
      const code = from[i]!;
      to[i] = code < 0 || code >= known ? Number.NaN : code;
    }
  },
};
