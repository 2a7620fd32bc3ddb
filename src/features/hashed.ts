import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { hashColumn, murmur3 } from '../kernels/murmur3.ts';
import type { Column } from '../table/column.ts';
import { numbersOf, textsOf } from '../table/forms.ts';

const params = {
  columns: {
    type: 'integer',
    default: 32,
    min: 2,
    max: 4096,
    search: 'log',
    about: 'Columns to spread the values over; more columns, fewer values that share one.',
  },
} as const satisfies ParamSpecs;

type HashedState = {
  readonly facts: { readonly columns: number };
  /** place [dictionary]: (column << 1 | 1 if negative) of each value of a category; empty for text. */
  readonly arrays: { readonly place: Int32Array };
};

/**
 * Put +1 or -1 in the column that the hash of the value falls in; needs no dictionary, so it holds for any number of
 * values. Missing is 0 in every column, and so is an unseen value of a category column, whose spelling is not kept.
 *
 * Source: Weinberger et al. 2009; hash, column and sign as in scikit-learn's FeatureHasher.
 */
export const hashed: Feature<ParamsOf<typeof params>, HashedState> = {
  room: 'features',
  name: 'hashed',
  version: 1,
  about: 'Spread many values over a fixed number of columns by their hash.',
  params,
  traits: { accepts: ['category', 'text'], writes: 'number', missing: 'encodes', scales: true },
  fit({ column }, _target, { columns }) {
    const dictionary = column.form === 'category' ? column.dictionary : [];
    const place = Int32Array.from(dictionary, (value) => placeOf(value, columns));
    return { facts: { columns }, arrays: { place } };
  },
  outputs: ({ facts: { columns } }, name) =>
    Array.from({ length: columns }, (_, j) => ({ name: `${name}#${j}`, form: 'number' })),
  apply(state, column, out) {
    for (const each of out) numbersOf(each).fill(0);
    if (column.form === 'category') {
      const { place } = state.arrays;
      for (let i = 0; i < column.codes.length; i++) {
        const code = column.codes[i]!;
        if (code >= 0 && code < place.length) light(out, i, place[code]!);
      }
      return;
    }
    const texts = textsOf(column);
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i]!;
      if (text !== null) light(out, i, placeOf(text, state.facts.columns));
    }
  },
};

function placeOf(value: string, columns: number): number {
  const hash = murmur3(value, 0, value.length);
  return (hashColumn(hash, columns) << 1) | (hash < 0 ? 1 : 0);
}

function light(out: readonly Column[], row: number, place: number): void {
  numbersOf(out[place >> 1]!)[row] = place & 1 ? -1 : 1;
}
