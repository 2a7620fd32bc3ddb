import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { hashColumn, murmur3 } from '../kernels/murmur3.ts';
import { eachWord } from '../kernels/words.ts';
import { numbersOf, textsOf } from '../table/forms.ts';

const params = {
  columns: {
    type: 'integer',
    default: 128,
    min: 2,
    max: 4096,
    search: 'log',
    about: 'Columns to spread the words over; more columns, fewer words that share one.',
  },
} as const satisfies ParamSpecs;

type TfIdfState = {
  readonly facts: { readonly columns: number };
  /** idf [columns]: ln((1 + rows) / (1 + rows with a word in the column)) + 1. */
  readonly arrays: { readonly idf: Float64Array };
};

/**
 * Count the words of a text in hashed columns, weigh rare ones up, and scale each row to length 1. A missing text, or
 * one without words, is 0 in every column.
 *
 * Words are runs of two or more letters, digits or underscores, in lower case. As scikit-learn's HashingVectorizer
 * (alternate_sign=False, norm=None) followed by TfidfTransformer.
 */
export const tfIdf: Feature<ParamsOf<typeof params>, TfIdfState> = {
  room: 'features',
  name: 'tf-idf',
  version: 1,
  about: 'Turn text into weighted counts of its words, hashed into a fixed number of columns.',
  params,
  traits: { accepts: ['text'], writes: 'number', missing: 'encodes', scales: true },
  fit({ column }, _target, { columns }, run) {
    const texts = textsOf(column);
    const rowsWith = new Float64Array(columns);
    // The last row in which a column was lit, so that a row counts once.
    const lastRow = new Int32Array(columns).fill(-1);
    for (let i = 0; i < texts.length; i++) {
      if (i % 1024 === 0) run.checkCancelled();
      eachColumn(texts[i]!, columns, (j) => {
        if (lastRow[j] === i) return;
        lastRow[j] = i;
        rowsWith[j]!++;
      });
    }
    const idf = rowsWith.map((df) => Math.log((1 + texts.length) / (1 + df)) + 1);
    return { facts: { columns }, arrays: { idf } };
  },
  outputs: ({ facts: { columns } }, name) =>
    Array.from({ length: columns }, (_, j) => ({ name: `${name}~${j}`, form: 'number' })),
  apply({ facts: { columns }, arrays: { idf } }, column, out) {
    const texts = textsOf(column);
    for (const each of out) numbersOf(each).fill(0);
    for (let i = 0; i < texts.length; i++) {
      eachColumn(texts[i]!, columns, (j) => {
        numbersOf(out[j]!)[i]!++;
      });
      let squares = 0;
      for (let j = 0; j < columns; j++) {
        const weighted = numbersOf(out[j]!)[i]! * idf[j]!;
        squares += weighted * weighted;
      }
      const norm = squares === 0 ? 1 : Math.sqrt(squares);
      for (let j = 0; j < columns; j++) {
        const to = numbersOf(out[j]!);
        to[i] = (to[i]! * idf[j]!) / norm;
      }
    }
  },
};

/** Visit the column of each word. */
function eachColumn(text: string | null, columns: number, visit: (column: number) => void): void {
  if (text === null) return;
  eachWord(text.toLowerCase(), (lower, start, end) => visit(hashColumn(murmur3(lower, start, end), columns)));
}
