import type { JsonObject } from '../../../contracts/json.ts';
import { quantile, sortedPresent } from '../../../kernels/quantile.ts';
import type { Column } from '../../../table/column.ts';
import type { Frame } from '../../../table/frame.ts';

/** Code of what is missing, unseen, or too much. */
export const NOTHING = 0;

/** Tags of one value that are looked at: "Comedy|Drama" has two. */
const MOST_TAGS = 4;
/** Bins of a number. */
const BINS = 10;

/** How the values of one attribute become codes. As data. */
export interface CodedAttribute extends JsonObject {
  readonly name: string;
  /** Places in a row of codes. */
  readonly places: number;
  /** Code of its first tag or bin; those of others follow. */
  readonly first: number;
  /** Tags, in order of their codes. Of numbers none. */
  readonly tags: readonly string[];
  /** Inner edges of the bins of a number, ascending. */
  readonly edges: readonly number[];
}

/** Learn the tags and bins of all attributes but texts; codes begin at `first`. O(rows x columns). */
export function codeAttributes(frame: Frame, first: number): CodedAttribute[] {
  let next = first;
  const coded: CodedAttribute[] = [];
  for (const [name, column] of frame.columns) {
    if (column.form === 'text') continue;
    const tags = column.form === 'category' ? tagsOf(column.dictionary) : [];
    const edges = column.form === 'number' ? edgesOf(column.values) : [];
    const most =
      column.form === 'category' ? Math.max(1, ...column.dictionary.map((v) => v.split('|').length)) : 1;
    coded.push({ name, places: Math.min(MOST_TAGS, most), first: next, tags, edges });
    next += column.form === 'category' ? tags.length : edges.length + 1;
  }
  return coded;
}

const tagsOf = (dictionary: readonly string[]): string[] => [
  ...new Set(dictionary.flatMap((value) => value.split('|'))),
];

function edgesOf(values: Float64Array): number[] {
  const sorted = sortedPresent(values);
  const edges = Array.from({ length: BINS - 1 }, (_, b) => quantile(sorted, (b + 1) / BINS));
  return sorted.length === 0 ? [] : [...new Set(edges)];
}

/** Codes after the last one that is in use. */
export const codesEnd = (coded: readonly CodedAttribute[], first: number): number =>
  coded.reduce((end, { tags, edges }) => end + (tags.length > 0 ? tags.length : edges.length + 1), first);

export const placesOf = (coded: readonly CodedAttribute[]): number =>
  coded.reduce((sum, { places }) => sum + places, 0);

/** Writes values as codes: out[at ..], NOTHING where there is none. */
export type WriteCodes = (value: (name: string) => unknown, out: Int32Array, at: number) => void;

export function writerOf(coded: readonly CodedAttribute[]): WriteCodes {
  const codes = coded.map(({ tags, first }) => new Map(tags.map((tag, i) => [tag, first + i])));
  return (value, out, at) => {
    let to = at;
    coded.forEach(({ name, places, first, edges }, c) => {
      const given = value(name);
      out.fill(NOTHING, to, to + places);
      if (typeof given === 'number') {
        // Of a category an unseen number is unseen; of a number it lies in a bin.
        const tag = codes[c]!.get(String(given));
        if (tag !== undefined) out[to] = tag;
        else if (codes[c]!.size === 0 && !Number.isNaN(given))
          out[to] = first + edges.filter((edge) => edge <= given).length;
      } else if (given !== null && given !== undefined)
        String(given)
          .split('|')
          .slice(0, places)
          .forEach((tag, i) => {
            out[to + i] = codes[c]!.get(tag) ?? NOTHING;
          });
      to += places;
    });
  };
}

/** The value of a row as a writer takes it. */
export function valueAt(column: Column | undefined, row: number): unknown {
  if (column === undefined) return null;
  if (column.form === 'category') return column.dictionary[column.codes[row]!] ?? null;
  return column.values[row];
}
