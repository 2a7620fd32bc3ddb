import type { Attribute, Attributes } from '../../../contracts/product-event.ts';
import { type Catalogue, itemsOf } from '../../../table/catalogue.ts';
import { type Column, categoryColumn, MISSING, numberColumn, textColumn } from '../../../table/column.ts';
import type { ColumnSchema } from '../../../table/schema.ts';

/**
 * The items of a system in service: those that its version learned of, and those that came since. Items are only added,
 * at the end; one that goes is marked, and is there again when it is put again.
 */
export class LiveItems {
  /** By index. */
  readonly ids: string[];
  readonly #indexOf: Map<string, number>;
  readonly #schema: readonly ColumnSchema[];
  readonly #columns: Column[];
  #addedAt: Float64Array;
  #live: Uint8Array;
  #catalogue: Catalogue;
  /** Whether #catalogue is what the columns say now. */
  #current = true;

  constructor(ids: readonly string[], catalogue: Catalogue) {
    this.ids = [...ids];
    this.#indexOf = new Map(ids.map((id, i) => [id, i]));
    this.#schema = catalogue.attributes.schema;
    this.#columns = this.#schema.map(({ name }) => copied(catalogue.attributes.columns.get(name)!));
    this.#addedAt = catalogue.addedAt.slice();
    this.#live = catalogue.live.slice();
    this.#catalogue = catalogue;
  }

  get schema(): readonly ColumnSchema[] {
    return this.#schema;
  }

  /** As it stands now: another object after every change. */
  get catalogue(): Catalogue {
    if (this.#current) return this.#catalogue;
    const size = this.ids.length;
    const columns = new Map(this.#schema.map(({ name }, c) => [name, firstRows(this.#columns[c]!, size)]));
    this.#catalogue = itemsOf(
      { rows: size, schema: this.#schema, columns },
      this.#addedAt.subarray(0, size),
      this.#live.subarray(0, size),
    );
    this.#current = true;
    return this.#catalogue;
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
      if (Object.hasOwn(attributes, name)) writeValue(this.#columns[c]!, item, attributes[name]!, type);
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

  #makeRoom(size: number): void {
    if (size <= this.#live.length) return;
    const room = Math.max(64, Math.ceil(this.#live.length * 1.5));
    const live = new Uint8Array(room);
    live.set(this.#live);
    this.#live = live;
    this.#addedAt = grownNumbers(this.#addedAt, room);
    for (const [c, column] of this.#columns.entries()) this.#columns[c] = grown(column, room);
  }
}

const copied = (column: Column): Column => {
  if (column.form === 'number') return numberColumn(column.values.slice());
  if (column.form === 'category') return categoryColumn(column.codes.slice(), column.dictionary);
  return textColumn(column.values.slice());
};

/** Rows 0 .. size - 1, sharing memory; texts are only ever as many as there are items. */
const firstRows = (column: Column, size: number): Column => {
  if (column.form === 'number') return numberColumn(column.values.subarray(0, size));
  if (column.form === 'category') return categoryColumn(column.codes.subarray(0, size), column.dictionary);
  return column;
};

function grown(column: Column, room: number): Column {
  if (column.form === 'number') return numberColumn(grownNumbers(column.values, room));
  if (column.form === 'text') return column;
  const codes = new Int32Array(room).fill(MISSING);
  codes.set(column.codes);
  return categoryColumn(codes, column.dictionary);
}

function grownNumbers(values: Float64Array, room: number): Float64Array {
  const out = new Float64Array(room).fill(Number.NaN);
  out.set(values);
  return out;
}

function writeValue(column: Column, item: number, value: Attribute, type?: string): void {
  if (column.form === 'text') column.values[item] = value === null ? null : String(value);
  else if (column.form === 'number') column.values[item] = numberFrom(value, type);
  else column.codes[item] = codeFrom(value, column.dictionary, type);
}

/** The number that an attribute stands for; instants may be written in ISO 8601. NaN = none. */
export function numberFrom(value: Attribute, type: string | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  return type === 'timestamp' ? Date.parse(value) : Number(value);
}

/** A value that the dictionary does not hold has the code behind its last. */
function codeFrom(value: Attribute, dictionary: readonly string[], type: string | undefined): number {
  if (value === null) return MISSING;
  if (type === 'boolean' && typeof value === 'boolean') return value ? 1 : 0;
  const code = dictionary.indexOf(String(value));
  return code < 0 ? dictionary.length : code;
}
