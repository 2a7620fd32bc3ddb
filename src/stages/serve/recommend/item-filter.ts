import type { AttributeFilter } from '../../../contracts/slate-line.ts';
import { fail } from '../../../errors/fail.ts';
import { nearest } from '../../../errors/nearest.ts';
import type { Catalogue } from '../../../table/catalogue.ts';
import type { Column } from '../../../table/column.ts';

/** Filters that are remembered, of one catalogue. */
const MOST_REMEMBERED = 32;

/**
 * Which items filters leave out: a byte an item, 1 = out. What a catalogue was asked before is remembered until the
 * catalogue changes, for most requests of a product ask for the same few things.
 */
export class ItemFilter {
  #catalogue: Catalogue | undefined;
  readonly #masks = new Map<string, Uint8Array>();

  /** Null where there is no filter. Throws 'recommend/bad-filter'. O(items x filters) the first time. */
  mask(filters: readonly AttributeFilter[], catalogue: Catalogue): Uint8Array | null {
    if (filters.length === 0) return null;
    if (catalogue !== this.#catalogue) {
      this.#masks.clear();
      this.#catalogue = catalogue;
    }
    const key = JSON.stringify(filters);
    let mask = this.#masks.get(key);
    if (mask === undefined) {
      mask = leftOut(filters, catalogue);
      if (this.#masks.size >= MOST_REMEMBERED) this.#masks.delete(this.#masks.keys().next().value!);
      this.#masks.set(key, mask);
    }
    return mask;
  }
}

/** What stands between values of a text attribute that holds several, as in "Comedy|Drama". */
const SEPARATOR = '|';

function leftOut(filters: readonly AttributeFilter[], { size, attributes }: Catalogue): Uint8Array {
  const out = new Uint8Array(size);
  for (const filter of filters) {
    const column = attributes.columns.get(filter.attribute);
    if (column === undefined) {
      const known = attributes.schema.map((c) => c.name);
      throw fail('recommend/bad-filter', {
        attribute: filter.attribute,
        because: 'items have no such attribute',
        known,
        near: nearest(filter.attribute, known),
      });
    }
    const passes = testOf(filter, column);
    for (let i = 0; i < size; i++) if (out[i] === 0 && !passes(i)) out[i] = 1;
  }
  return out;
}

function testOf({ attribute, is, from, to }: AttributeFilter, column: Column): (item: number) => boolean {
  if (is !== undefined) {
    const wanted = new Set(is.map(String));
    if (column.form === 'number') return (item) => wanted.has(String(column.values[item]!));
    const any = (text: string): boolean =>
      wanted.has(text) || text.split(SEPARATOR).some((v) => wanted.has(v));
    if (column.form === 'text') return (item) => column.values[item] != null && any(column.values[item]!);
    const codes = new Set(column.dictionary.flatMap((value, code) => (any(value) ? code : [])));
    return (item) => codes.has(column.codes[item]!);
  }
  if (column.form !== 'number')
    throw fail('recommend/bad-filter', {
      attribute,
      because: 'it is no number, so it cannot lie in a range',
      known: [],
      near: undefined,
    });
  return (item) => column.values[item]! >= (from ?? -Infinity) && column.values[item]! <= (to ?? Infinity);
}
