import type { FeedInput, FeedTables } from './feed/input.ts';
import type { AnyColumns, DesignInput } from './input.ts';
import type { RecommendInput, Tables } from './recommend/input.ts';

/**
 * The design of a system whose columns are C: those of one table, or by table those of a recommender or a feed; of any
 * kind where no column is known.
 */
export type SystemInput<C extends object> = string extends keyof C
  ? DesignInput | RecommendInput | FeedInput
  : C extends Tables
    ? RecommendInput<C>
    : C extends FeedTables
      ? FeedInput<C>
      : DesignInput<C>;

/**
 * Declare a system: the default export of NAME.design.ts. Gives back what it is given; it is there for the types.
 *
 * @example
 * import { defineSystem } from 'millwright';
 * import type { Columns } from './churn.columns.ts';
 *
 * export default defineSystem<Columns>({ data: 'churn.csv', framing: { target: 'Churn' } });
 */
export const defineSystem = <C extends object = AnyColumns>(design: SystemInput<C>): SystemInput<C> => design;
