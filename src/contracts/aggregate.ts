import type { ParamSpecs } from './params.ts';

/**
 * An aggregate with its parameters, over cells of a shared array: the state of one key is `width` neighbouring numbers
 * from `from` on. All times are milliseconds since 1970, UTC. Nothing is allocated.
 */
export interface OpenAggregate {
  readonly width: number;
  /** Write the state of a key of which nothing is known. */
  start(cells: Float64Array, from: number): void;
  /** One event. Events may come out of order; what they come to may then differ by rounding. O(1), but where told. */
  update(cells: Float64Array, from: number, at: number, value: number): void;
  /** What the events so far come to at an instant, as a rule not before the newest of them. */
  value(cells: Float64Array, from: number, at: number): number;
}

/**
 * A fact about past events that grows with each of them. It has this one definition: training replays the log through it,
 * serving updates it as events come, so that both see the same numbers.
 */
export interface Aggregate<P = unknown> {
  readonly room: 'aggregates';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  /** Events older than this before the instant make no difference, in milliseconds; absent: all do. */
  forgets?(params: P): number;
  open(params: P): OpenAggregate;
}
