import type { StepChoice } from './design.ts';

/** An aggregate of a design, resolved: whose events, which, and what is made of them. */
export interface DeclaredAggregate {
  /** Name of the feature that it gives: "post.opens.1h". */
  readonly name: string;
  /** The entities by which it is kept: one, or a pair such as reader and author. */
  readonly by: readonly string[];
  /**
   * What an event counts, by its type: 'value' = the value that it brings. Types that are not here do not count; null =
   * every event counts 1.
   */
  readonly counts: Readonly<Record<string, number | 'value'>> | null;
  readonly aggregate: StepChoice;
}

/** A ratio of two aggregates by the same entities, drawn towards a prior where there is little to go by. */
export interface DeclaredRatio {
  readonly name: string;
  /** Names of aggregates. */
  readonly of: string;
  readonly per: string;
  /** (of + strength * prior) / (per + strength). Source: the mean of a beta posterior. */
  readonly prior: number;
  readonly strength: number;
}

/** An event as aggregates see it. */
export interface AggregateEvent {
  readonly type: string;
  /** When it happened, milliseconds since 1970, UTC. */
  readonly at: number;
  /** When it came to be known: the clock by which it is late or early. Milliseconds since 1970. */
  readonly seenAt: number;
  /** What it brings: seconds, stars; 1 where it brings nothing. */
  readonly value: number;
  /** [entities] number of each entity in the order of the set, -1 = the event has none. */
  readonly keys: Int32Array;
}
