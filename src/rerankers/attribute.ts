import type { ParamSpec, TextParam } from '../contracts/params.ts';
import { type Failure, fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import type { Catalogue } from '../table/catalogue.ts';

/** An attribute of items that a step looks at. */
export const attributeParam = (about: string): TextParam => ({
  type: 'text',
  default: '',
  about,
});

export const separatorParam = {
  type: 'text',
  default: '|',
  about: 'What stands between values where an item has several, as in "Comedy|Drama"; "" = each has one.',
} as const satisfies ParamSpec;

/** What is wrong with attributes that were named, by parameter; `optional` ones may be "". */
export function attributeFailures(
  component: string,
  named: Readonly<Record<string, string>>,
  attributes: Catalogue['attributes'],
  optional = false,
): Failure[] {
  const known = attributes.schema.map((column) => column.name);
  return Object.entries(named)
    .filter(([, attribute]) => !(known.includes(attribute) || (optional && attribute === '')))
    .map(([param, attribute]) =>
      fail('recommend/no-attribute', { component, param, attribute, known, near: nearest(attribute, known) }),
    );
}

const NOTHING: readonly string[] = [];

/**
 * The values of an attribute, as text: none where it is missing, several where text or a category holds several. An item
 * beyond the attributes, or an attribute that is not there, has none.
 */
export function valuesOf(
  { attributes: { columns, rows } }: Catalogue,
  attribute: string,
  separator: string,
): (item: number) => readonly string[] {
  const column = columns.get(attribute);
  if (column === undefined) return () => NOTHING;
  const split = (text: string | null | undefined): readonly string[] => {
    if (text === null || text === undefined || text === '') return NOTHING;
    return separator !== '' && text.includes(separator) ? text.split(separator) : [text];
  };
  if (column.form === 'text') return (item) => split(column.values[item]);
  if (column.form === 'number')
    return (item) =>
      item < rows && !Number.isNaN(column.values[item]!) ? [String(column.values[item])] : NOTHING;
  // Entries that are met are taken apart once; a dictionary may be long, and a list short.
  const parts = new Map<number, readonly string[]>();
  return (item) => {
    const code = column.codes[item] ?? -1;
    const known = parts.get(code);
    if (known !== undefined) return known;
    const found = split(column.dictionary[code]);
    parts.set(code, found);
    return found;
  };
}

/** A numeric attribute, NaN where it is missing or no number. */
export function numberOf(
  { attributes: { columns } }: Catalogue,
  attribute: string,
): (item: number) => number {
  const column = columns.get(attribute);
  return column?.form === 'number' ? (item) => column.values[item] ?? Number.NaN : () => Number.NaN;
}
