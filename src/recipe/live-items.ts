import type { Attribute, Attributes } from '../contracts/product-event.ts';
import { type Catalogue, itemsOf } from '../table/catalogue.ts';
import {
  type CategoryColumn,
  type Column,
  categoryColumn,
  MISSING,
  numberColumn,
  textColumn,
} from '../table/column.ts';
import type { ColumnSchema } from '../table/schema.ts';

/**
 * The items of a system in service: those that its version learned of, and those that came since. Items are only added,
 * at the end; one that goes is marked, and is there again when it is put again.
 *
 * A category that the version does not know has the code behind its last, all such alike; where dictionaries grow, each
 * gets a code of its own.
 */
export class LiveItems {
  /** By index. */
  readonly ids: string[];
  readonly #indexOf: Map<string, number>;
  readonly #schema: readonly ColumnSchema[];
  readonly #columns: Column[];
  /** By column: the codes of a dictionary that grows. */
  readonly #codes: readonly (Map<string, number> | undefined)[];
  #addedAt: Float64Array;
  #live: Uint8Array;
  #catalogue: Catalogue;
  /** Whether #catalogue is what the columns say now. */
  #current = true;

  /** @param grows whether dictionaries take up values that they do not hold */
  constructor(ids: readonly string[], catalogue: Catalogue, grows = false) {
    this.ids = [...ids];
    // Ids that were forgotten name nothing.
    this.#indexOf = new Map(ids.flatMap((id, i) => (id === '' ? [] : [[id, i]])));
    const { schema, columns } = catalogue.attributes;
    this.#columns = schema.map(({ name }) => copied(columns.get(name)!, grows));
    this.#schema = schema.map((column, c) => {
      const own = this.#columns[c]!;
      return grows && own.form === 'category' ? { ...column, dictionary: own.dictionary } : column;
    });
    this.#codes = this.#columns.map((column) =>
      grows && column.form === 'category'
        ? new Map(column.dictionary.map((value, code) => [value, code]))
        : undefined,
    );
    this.#addedAt = catalogue.addedAt.slice();
    this.#live = catalogue.live.slice();
    this.#catalogue = catalogue;
    this.#current = !grows;
  }

  get schema(): readonly ColumnSchema[] {
    return this.#schema;
  }

  /** As it stands now: another object after every change. */
  get catalogue(): Catalogue {
    if (!this.#current) this.#catalogue = this.#asItStands();
    this.#current = true;
    return this.#catalogue;
  }

  #asItStands(): Catalogue {
    const size = this.ids.length;
    const columns = new Map(this.#schema.map(({ name }, c) => [name, firstRows(this.#columns[c]!, size)]));
    return itemsOf(
      { rows: size, schema: this.#schema, columns },
      this.#addedAt.subarray(0, size),
      this.#live.subarray(0, size),
    );
  }

  /** Index of an item that was ever there; undefined of one that was not. */
  find(id: string): number | undefined {
    return this.#indexOf.get(id);
  }

  isLive(item: number): boolean {
    return this.#live[item] === 1;
  }

  /**
   * Add an item, or change what is known of one: attributes that are not named stay (of a new item: are missing), names
   * that the version does not know are left out.
   */
  put(id: string, attributes: Attributes, addedAt: number): number {
    this.#current = false;
    let item = this.#indexOf.get(id);
    if (item === undefined) {
      item = this.ids.push(id) - 1;
      this.#indexOf.set(id, item);
      this.#makeRoom(item + 1);
      this.#addedAt[item] = addedAt;
      for (const column of this.#columns) writeValue(column, item, null);
    }
    this.#live[item] = 1;
    this.#schema.forEach(({ name, type }, c) => {
      if (!Object.hasOwn(attributes, name)) return;
      const column = this.#columns[c]!;
      const codes = this.#codes[c];
      if (codes !== undefined && column.form === 'category') learn(attributes[name]!, column, codes, type);
      writeValue(column, item, attributes[name]!, type, codes);
    });
    return item;
  }

  /** Answers false of an item that is not there. */
  remove(id: string): boolean {
    const item = this.#indexOf.get(id);
    if (item === undefined || this.#live[item] === 0) return false;
    this.#live[item] = 0;
    this.#current = false;
    return true;
  }

  /** Forget an item for good: its id may name another one later, its place names nothing. */
  forget(id: string): void {
    const item = this.#indexOf.get(id);
    if (item === undefined) return;
    this.#indexOf.delete(id);
    this.ids[item] = '';
    this.#live[item] = 0;
    for (const column of this.#columns) writeValue(column, item, null);
    this.#current = false;
  }

  /** The code of a value in a dictionary that grows; undefined where it has none. */
  findCode(name: string, value: string): number | undefined {
    return this.#codes[this.#schema.findIndex((column) => column.name === name)]?.get(value);
  }

  /** The code of a value in a dictionary that grows, given now if it had none. */
  codeOf(name: string, value: string): number {
    const c = this.#schema.findIndex((column) => column.name === name);
    const column = this.#columns[c]!;
    const codes = this.#codes[c]!;
    if (column.form === 'category') learn(value, column, codes, undefined);
    return codes.get(value)!;
  }

  #makeRoom(size: number): void {
    if (size <= this.#live.length) return;
    const room = Math.max(64, Math.ceil(this.#live.length * 1.5));
    this.#live = larger(new Uint8Array(room), this.#live);
    this.#addedAt = larger(new Float64Array(room), this.#addedAt);
    for (const [c, column] of this.#columns.entries()) this.#columns[c] = grown(column, room);
  }
}

const copied = (column: Column, grows: boolean): Column => {
  if (column.form === 'number') return numberColumn(column.values.slice());
  if (column.form === 'category')
    return categoryColumn(column.codes.slice(), grows ? [...column.dictionary] : column.dictionary);
  return textColumn(column.values.slice());
};

/** Rows 0 .. size - 1, sharing memory; texts are only ever as many as there are items. */
const firstRows = (column: Column, size: number): Column => {
  if (column.form === 'number') return numberColumn(column.values.subarray(0, size));
  if (column.form === 'category') return categoryColumn(column.codes.subarray(0, size), column.dictionary);
  return column;
};

/** More room; what is in the new part is written before it is read. */
function grown(column: Column, room: number): Column {
  if (column.form === 'number') return numberColumn(larger(new Float64Array(room), column.values));
  if (column.form === 'text') return column;
  return categoryColumn(larger(new Int32Array(room), column.codes), column.dictionary);
}

function larger<A extends { set(from: A): void }>(to: A, from: A): A {
  to.set(from);
  return to;
}

/** Give a value that the dictionary does not hold a code of its own. */
function learn(
  value: Attribute,
  { dictionary }: CategoryColumn,
  codes: Map<string, number>,
  type: string | undefined,
): void {
  if (value === null || type === 'boolean' || codes.has(String(value))) return;
  codes.set(String(value), (dictionary as string[]).push(String(value)) - 1);
}

function writeValue(
  column: Column,
  item: number,
  value: Attribute,
  type?: string,
  codes?: ReadonlyMap<string, number>,
): void {
  if (column.form === 'text') column.values[item] = value === null ? null : String(value);
  else if (column.form === 'number') column.values[item] = numberFrom(value, type);
  else column.codes[item] = codeFrom(value, column.dictionary, type, codes);
}

/** The number that an attribute stands for; instants may be written in ISO 8601. NaN = none. */
export function numberFrom(value: Attribute, type: string | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  return type === 'timestamp' ? Date.parse(value) : Number(value);
}

/** A value that the dictionary does not hold has the code behind its last. */
function codeFrom(
  value: Attribute,
  dictionary: readonly string[],
  type: string | undefined,
  codes?: ReadonlyMap<string, number>,
): number {
  if (value === null) return MISSING;
  if (type === 'boolean' && typeof value === 'boolean') return value ? 1 : 0;
  const code = codes === undefined ? dictionary.indexOf(String(value)) : (codes.get(String(value)) ?? -1);
  return code < 0 ? dictionary.length : code;
}
