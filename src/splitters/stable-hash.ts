import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { type SplitInput, type Splitter, TEST, TRAIN, VALIDATION } from '../contracts/splitter.ts';
import { murmur3 } from '../kernels/murmur3.ts';
import { MISSING } from '../table/column.ts';

const params = {
  salt: {
    type: 'text',
    default: '',
    about: 'Another salt gives another split of the same keys.',
  },
} as const satisfies ParamSpecs;

/**
 * By a hash of the key: a row keeps its part when rows are added, removed or reordered.
 *
 * The seed plays no part. Shares hold on average over keys. Rows without a key share one.
 */
export const stableHash: Splitter<ParamsOf<typeof params>> = {
  room: 'splitters',
  name: 'stable-hash',
  version: 1,
  about: 'By a hash of a key column: a row never changes its part when the data grows.',
  params,
  traits: { needs: 'key', byChance: false },
  assign(input, { train, validation, test }, { salt }) {
    // What rounding leaves between the last share and 1 must not fall to a part without a share.
    const last = test > 0 ? TEST : validation > 0 ? VALIDATION : TRAIN;
    return Uint8Array.from(places(input, salt), (u) =>
      u < train ? TRAIN : u < train + validation ? VALIDATION : last,
    );
  },
  folds: (input, k, { salt }) => Uint8Array.from(places(input, salt), (u) => Math.floor(u * k)),
};

/** [rows] where in [0, 1) the hash of the key falls. The salt's length parts it from the key. */
function places({ rows, column }: SplitInput, salt: string): Float64Array {
  if (column === undefined) throw new Error('a stable-hash split needs a key column');
  const prefix = `${salt.length}:${salt}`;
  const place = (key: string): number => {
    const text = prefix + key;
    return (murmur3(text, 0, text.length) >>> 0) / 2 ** 32;
  };
  if (column.form === 'category') {
    const places = [...column.dictionary, ''].map(place);
    const { codes, dictionary } = column;
    return Float64Array.from(codes, (code) => places[code === MISSING ? dictionary.length : code]!);
  }
  const out = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    const value = column.values[r]!;
    out[r] = place(value === null || Number.isNaN(value) ? '' : String(value));
  }
  return out;
}
