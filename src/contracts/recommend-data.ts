import type { Catalogue } from '../table/catalogue.ts';
import type { Frame } from '../table/frame.ts';
import type { Interactions } from '../table/interactions.ts';

/** All that a recommender is made of, in memory: every event that was kept, whatever part it will be split into. */
export interface RecommendData {
  /** Weights by the label rule of the design. Events with a weight of 0 were seen, no more. */
  readonly events: Interactions;
  /** [events.items] items that somebody met first, in the order of the rows; then those that nobody has met. */
  readonly itemIds: readonly string[];
  /** [events.users] those with events first, in the order of the rows. */
  readonly userIds: readonly string[];
  /** Row i is item i; an item of which the table of items knows nothing has missing values. size = events.items */
  readonly catalogue: Catalogue;
  /** Row u is user u; null where the design has no table of users. */
  readonly users: Frame | null;
}
