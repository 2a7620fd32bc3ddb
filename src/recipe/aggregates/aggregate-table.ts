import type { OpenAggregate } from '../../contracts/aggregate.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import { PairSlots } from '../../table/pair-slots.ts';
import { RowChunks } from '../../table/row-chunks.ts';

/** One aggregate of a table: where its cells stand in a row, and what it takes of an event. */
export interface TableMember {
  readonly open: OpenAggregate;
  /** By number of the event's type: what it counts; NaN = its value, 0 = nothing. */
  readonly counts: Float64Array;
  readonly offset: number;
}

/**
 * All aggregates that are kept by the same entities: a row of cells for each key, so that an event finds its row once.
 */
export class AggregateTable {
  readonly members: readonly TableMember[];
  /** Places of its entities in the keys of an event; the second is -1 where there is one entity. */
  readonly first: number;
  readonly second: number;
  /** The row of a key without events. */
  readonly #empty: Float64Array;
  readonly #cells: RowChunks<Float64Array<ArrayBuffer>>;
  #pairs = new PairSlots();
  /** Rows of the keys that are read together; kept from one time to the next. */
  #found = new Int32Array(0);

  constructor(entities: readonly number[], members: readonly Omit<TableMember, 'offset'>[]) {
    this.first = entities[0]!;
    this.second = entities[1] ?? -1;
    let width = 0;
    this.members = members.map((member) => {
      const offset = width;
      width += member.open.width;
      return { ...member, offset };
    });
    this.#empty = new Float64Array(width);
    for (const { open, offset } of this.members) open.start(this.#empty, offset);
    this.#cells = new RowChunks(width, (length) => new Float64Array(length));
  }

  /** Rows that hold something. */
  get rows(): number {
    return this.#cells.size;
  }

  /** Count an event of this type in the row of its keys. Events without a key of the table are none of its business. */
  update(type: number, keys: Int32Array, at: number, value: number): void {
    const a = keys[this.first]!;
    const b = this.second < 0 ? 0 : keys[this.second]!;
    if (a < 0 || b < 0) return;
    const row = this.second < 0 ? a : this.#pairs.add(a, b);
    if (row >= this.rows) this.#reach(row + 1);
    const cells = this.#cells.chunkOf(row);
    const from = this.#cells.fromOf(row);
    for (const { open, counts, offset } of this.members) {
      const count = counts[type]!;
      if (count !== 0) open.update(cells, from + offset, at, Number.isNaN(count) ? value : count);
    }
  }

  /** What each member comes to for these keys at an instant, to out[at[m]]. */
  read(keys: Int32Array, instant: number, out: Float64Array, places: Int32Array): void {
    const row = this.#rowOf(keys);
    const cells = row < 0 ? this.#empty : this.#cells.chunkOf(row);
    const from = row < 0 ? 0 : this.#cells.fromOf(row);
    const { members } = this;
    for (let m = 0; m < members.length; m++) {
      const { open, offset } = members[m]!;
      out[places[m]!] = open.value(cells, from + offset, instant);
    }
  }

  /**
   * What each member comes to for many keys, to out[places[m] * stride ..]: keys[i * entities ..] are those of the i-th. Keys
   * that follow on equal ones cost nothing.
   */
  readAll(
    keys: Int32Array,
    entities: number,
    instant: number,
    out: Float64Array,
    stride: number,
    places: Int32Array,
  ): void {
    const count = keys.length / entities;
    if (this.#found.length < count) this.#found = new Int32Array(count);
    const rows = this.#found;
    for (let i = 0; i < count; i++) rows[i] = this.#rowOf(keys, i * entities);
    for (let m = 0; m < this.members.length; m++) {
      const { open, offset } = this.members[m]!;
      const from = places[m]! * stride;
      for (let i = 0; i < count; i++) {
        const row = rows[i]!;
        if (i > 0 && row === rows[i - 1]) out[from + i] = out[from + i - 1]!;
        else if (row < 0) out[from + i] = open.value(this.#empty, offset, instant);
        else out[from + i] = open.value(this.#cells.chunkOf(row), this.#cells.fromOf(row) + offset, instant);
      }
    }
  }

  /** What one member comes to. */
  value(member: number, keys: Int32Array, instant: number): number {
    const row = this.#rowOf(keys);
    const { open, offset } = this.members[member]!;
    return row < 0
      ? open.value(this.#empty, offset, instant)
      : open.value(this.#cells.chunkOf(row), this.#cells.fromOf(row) + offset, instant);
  }

  /** -1 = nothing is known of these keys. */
  #rowOf(keys: Int32Array, at = 0): number {
    const a = keys[at + this.first]!;
    const b = this.second < 0 ? 0 : keys[at + this.second]!;
    if (a < 0 || b < 0) return -1;
    const row = this.second < 0 ? a : this.#pairs.find(a, b);
    return row < this.rows ? row : -1;
  }

  /** Forget the events of an entity, where the table is kept by it. O(rows) */
  erase(entity: number, key: number): void {
    const clear = (row: number) => this.#cells.chunkOf(row).set(this.#empty, this.#cells.fromOf(row));
    if (this.second < 0) {
      if (this.first === entity && key < this.rows) clear(key);
    } else
      this.#pairs.each((a, b, row) => {
        if ((this.first === entity && a === key) || (this.second === entity && b === key)) clear(row);
      });
  }

  state(): Readonly<Record<string, Tensor>> {
    const cells = this.#cells.joined();
    return this.second < 0 ? { cells } : { cells, pairs: this.#pairs.pairs() };
  }

  /** Take up a state that a table of the same members gave. Throws Error when it is not of its size. */
  restore({ cells, pairs }: State['arrays']): void {
    if (!(cells instanceof Float64Array) || cells.length % this.#cells.width !== 0)
      throw new Error(`a table of ${this.#cells.width} cells a key was expected`);
    if (
      this.second >= 0 &&
      !(pairs instanceof Float64Array && pairs.length * this.#cells.width === cells.length)
    )
      throw new Error('a pair of keys was expected for each row');
    this.#cells.take(cells as Float64Array<ArrayBuffer>);
    this.#pairs = PairSlots.from(pairs instanceof Float64Array ? pairs : new Float64Array(0));
  }

  #reach(rows: number): void {
    const before = this.rows;
    this.#cells.reach(rows);
    for (let row = before; row < rows; row++)
      this.#cells.chunkOf(row).set(this.#empty, this.#cells.fromOf(row));
  }
}
