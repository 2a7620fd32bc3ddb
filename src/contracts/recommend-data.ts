import type { Catalogue } from '../table/catalogue.ts';
import type { Frame } from '../table/frame.ts';
import type { Impressions } from '../table/impressions.ts';
import type { Interactions } from '../table/interactions.ts';

/** What one label rule makes of the events: parallel to `RecommendData.events` and `RecommendData.impressions`. */
export interface LabelledEvents {
  /** [events] */
  readonly weight: Float32Array;
  /** [impressions] see `Impressions.gain`; empty where there are none. */
  readonly gain: Float32Array;
}

/** All that a recommender is made of, in memory: every event that was kept, whatever part it will be split into. */
export interface RecommendData {
  /** Weights by the label rule of the design. Events with a weight of 0 were seen, no more. */
  readonly events: Interactions;
  /** What users were shown, and what followed by the label rule; absent where the design names no impressions. */
  readonly impressions?: Impressions;
  /** The same events and impressions by the label rules of other objectives; absent where there is one alone. */
  readonly objectives?: Readonly<Record<string, LabelledEvents>>;
  /** The same events by what they bring to the business; absent where there is one objective alone. */
  readonly business?: LabelledEvents;
  /** [events.items] items that somebody met first, in the order of the rows; then those that nobody has met. */
  readonly itemIds: readonly string[];
  /** [events.users] those with events first, in the order of the rows. */
  readonly userIds: readonly string[];
  /** Row i is item i; an item of which the table of items knows nothing has missing values. size = events.items */
  readonly catalogue: Catalogue;
  /** Row u is user u; null where the design has no table of users. */
  readonly users: Frame | null;
}
