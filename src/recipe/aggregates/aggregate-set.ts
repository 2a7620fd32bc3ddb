import { aggregates } from '../../aggregates/index.ts';
import type { Aggregate } from '../../contracts/aggregate.ts';
import type { AggregateEvent, DeclaredAggregate, DeclaredRatio } from '../../contracts/declared-aggregate.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import { fail } from '../../errors/fail.ts';
import { AggregateTable } from './aggregate-table.ts';

/** An event that is further ahead of the clock than this is not believed. */
const AHEAD_MS = 5 * 60_000;

export interface AggregateDeclarations {
  /** The kinds of things that events are about, in the order of an event's keys: "post", "author", "reader". */
  readonly entities: readonly string[];
  /** The types of events that are counted. */
  readonly types: readonly string[];
  readonly aggregates: readonly DeclaredAggregate[];
  readonly ratios: readonly DeclaredRatio[];
}

/**
 * All aggregates of a design, and their one implementation: training replays the log through a set, serving keeps one up
 * to date, and both read the same numbers, to the last bit, after the same events.
 *
 * An event more than 5 minutes ahead of the clock, or older than the longest window, is counted as late and otherwise left
 * alone. Cost: a row found for each group of entities, and O(1) for each aggregate that the event's type counts in; see
 * bench/aggregates.
 */
export class AggregateSet {
  /** Names of the features, in the order in which `read` writes them: aggregates, then ratios. */
  readonly names: readonly string[];
  /** Events that came too late, or too early, to be counted. */
  late = 0;
  readonly #types: ReadonlyMap<string, number>;
  readonly #tables: readonly AggregateTable[];
  readonly #places: readonly Int32Array[];
  readonly #ratios: readonly { of: number; per: number; prior: number; strength: number }[];
  readonly #forgetsMs: number;
  readonly #entities: number;
  /** By name of an aggregate: its table, and its place there. */
  readonly #homes: ReadonlyMap<string, readonly [table: number, member: number]>;

  constructor(declared: AggregateDeclarations) {
    const { entities, types, aggregates: members, ratios } = declared;
    this.#entities = entities.length;
    this.names = [...members, ...ratios].map(({ name }) => name);
    this.#types = new Map(types.map((type, t) => [type, t]));
    const opened = members.map((member) => ({ ...member, found: componentOf(member) }));
    const groups = new Map<string, number[]>();
    opened.forEach(({ by }, m) => {
      const key = by.join('\n');
      groups.set(key, [...(groups.get(key) ?? []), m]);
    });
    this.#places = [...groups.values()].map((places) => Int32Array.from(places));
    this.#tables = this.#places.map(
      (places) =>
        new AggregateTable(
          opened[places[0]!]!.by.map((entity) => entities.indexOf(entity)),
          Array.from(places, (m) => ({
            open: opened[m]!.found.open(opened[m]!.aggregate.params),
            counts: countsOf(opened[m]!, types),
          })),
        ),
    );
    this.#homes = new Map(
      this.#places.flatMap((places, g) =>
        Array.from(places, (m, i) => [members[m]!.name, [g, i] as const] as const),
      ),
    );
    this.#ratios = ratios.map(({ of, per, prior, strength }) => ({
      of: this.names.indexOf(of),
      per: this.names.indexOf(per),
      prior,
      strength,
    }));
    this.#forgetsMs = Math.max(
      ...opened.map(({ found, aggregate }) => found.forgets?.(aggregate.params) ?? Infinity),
    );
  }

  /** Rows that are held, over all groups of entities. */
  get rows(): number {
    return this.#tables.reduce((sum, table) => sum + table.rows, 0);
  }

  /** Count an event. False when it is late: nothing has changed but `late`. */
  update({ type, at, seenAt, value, keys }: AggregateEvent): boolean {
    if (!(at <= seenAt + AHEAD_MS && at > seenAt - this.#forgetsMs)) {
      this.late += 1;
      return false;
    }
    const t = this.#types.get(type);
    if (t !== undefined) for (const table of this.#tables) table.update(t, keys, at, value);
    return true;
  }

  /** Every feature for these keys at an instant, to out[from ..]; NaN = missing. Changes nothing. */
  read(keys: Int32Array, instant: number, out: Float64Array): void {
    for (let g = 0; g < this.#tables.length; g++) this.#tables[g]!.read(keys, instant, out, this.#places[g]!);
    let to = this.names.length - this.#ratios.length;
    for (const { of, per, prior, strength } of this.#ratios)
      out[to++] = (out[of]! + strength * prior) / (out[per]! + strength);
  }

  /**
   * Every feature for many keys at an instant: feature f of the i-th to out[f * stride + i], and keys[i * entities ..] are its
   * keys. The same numbers as `read`, table by table. Changes nothing.
   */
  readAll(keys: Int32Array, instant: number, out: Float64Array, stride: number): void {
    const count = keys.length / this.#entities;
    for (let g = 0; g < this.#tables.length; g++)
      this.#tables[g]!.readAll(keys, this.#entities, instant, out, stride, this.#places[g]!);
    let to = (this.names.length - this.#ratios.length) * stride;
    for (const { of, per, prior, strength } of this.#ratios) {
      for (let i = 0; i < count; i++)
        out[to + i] = (out[of * stride + i]! + strength * prior) / (out[per * stride + i]! + strength);
      to += stride;
    }
  }

  /** One feature for these keys at an instant, by its name; NaN = missing, or no feature is called that. */
  value(name: string, keys: Int32Array, instant: number): number {
    const home = this.#homes.get(name);
    if (home !== undefined) return this.#tables[home[0]]!.value(home[1], keys, instant);
    const ratio = this.#ratios[this.names.indexOf(name) - this.names.length + this.#ratios.length];
    if (ratio === undefined) return Number.NaN;
    const of = this.value(this.names[ratio.of]!, keys, instant);
    const per = this.value(this.names[ratio.per]!, keys, instant);
    return (of + ratio.strength * ratio.prior) / (per + ratio.strength);
  }

  /** Forget all that is kept by an entity, alone or in pairs: as if it had had no event. O(rows of its tables). */
  erase(entity: number, key: number): void {
    for (const table of this.#tables) table.erase(entity, key);
  }

  /** All that it holds, to go on from after a restart. */
  state(): State {
    const arrays: Record<string, Tensor> = {};
    this.#tables.forEach((table, g) => {
      for (const [name, array] of Object.entries(table.state())) arrays[`${g}/${name}`] = array;
    });
    return { facts: { late: this.late, names: [...this.names] }, arrays };
  }

  /** Take up the state of a set with the same declarations. Throws 'artifact/malformed' when it is of another. */
  restore({ facts, arrays }: State): void {
    if (JSON.stringify(facts.names) !== JSON.stringify(this.names))
      throw malformed('they are of other features');
    this.#tables.forEach((table, g) => {
      const own = Object.entries(arrays).filter(([name]) => name.startsWith(`${g}/`));
      try {
        table.restore(Object.fromEntries(own.map(([name, array]) => [name.slice(`${g}/`.length), array])));
      } catch (cause) {
        throw malformed((cause as Error).message);
      }
    });
    this.late = Number(facts.late);
  }
}

const malformed = (problem: string) => fail('artifact/malformed', { what: 'the stored aggregates', problem });

function componentOf({ aggregate: { name } }: DeclaredAggregate): Aggregate {
  const found = aggregates.find((a) => a.name === name);
  if (found === undefined)
    throw new Error(`the design resolved to an aggregate that is not in the room: ${name}`);
  return found;
}

/** [types] what an event of each counts: NaN = the value that it brings. */
function countsOf({ counts }: DeclaredAggregate, types: readonly string[]): Float64Array {
  return Float64Array.from(types, (type) => {
    if (counts === null) return 1;
    const count = Object.hasOwn(counts, type) ? counts[type]! : 0;
    return count === 'value' ? Number.NaN : count;
  });
}
