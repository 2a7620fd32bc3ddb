import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Sampler } from '../contracts/sampler.ts';
import { random } from '../kernels/random.ts';
import { snowball as gather, type Links } from '../kernels/snowball.ts';
import { type Column, columnRows } from '../table/column.ts';

const params = {
  seeds: {
    type: 'integer',
    default: 10,
    min: 1,
    max: 1_000_000,
    about: 'Rows by chance that it starts from.',
  },
  names: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 1_000_000,
    about: 'Most linked rows, by chance, that each row brings in.',
  },
} as const satisfies ParamSpecs;

/** Rows that are linked to rows that are in already, in whichever direction. */
export const snowball: Sampler<ParamsOf<typeof params>> = {
  room: 'samplers',
  name: 'snowball',
  version: 1,
  about:
    'Some rows by chance, those they are linked to, those these are linked to: for people who are found through others.',
  params,
  traits: {
    needs: 'links',
    bias: 'rows with many links are in it more often, and rows that are alike come together',
  },
  draw: ({ rows, column, link }, count, { seeds, names }, run) => {
    if (column === undefined || link === undefined)
      throw new Error('a snowball sample needs a key and a link');
    return {
      rows: gather(rows, linksBetween(column, link), { count, seeds, names }, random(run.seed)),
      weights: null,
    };
  },
};

/** A link from each row to the row whose key its link names, where there is one; of rows of one key the first. */
function linksBetween(key: Column, link: Column): Links {
  const rowOf = new Map<string, number>();
  for (let row = columnRows(key) - 1; row >= 0; row--) {
    const value = valueAt(key, row);
    if (value !== null) rowOf.set(value, row);
  }
  const from: number[] = [];
  const to: number[] = [];
  for (let row = 0; row < columnRows(link); row++) {
    const value = valueAt(link, row);
    const other = value === null ? undefined : rowOf.get(value);
    if (other === undefined || other === row) continue;
    from.push(row);
    to.push(other);
  }
  return { from: Int32Array.from(from), to: Int32Array.from(to) };
}

/** The value as it is written, so that a key in text meets a link in numbers. */
function valueAt(column: Column, row: number): string | null {
  if (column.form === 'category') return column.dictionary[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return value === null || Number.isNaN(value) ? null : String(value);
}
