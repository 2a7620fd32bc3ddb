import type { AnyColumns, DesignInput } from './input.ts';

/**
 * Declare a system: the default export of NAME.design.ts. Gives back what it is given; it is there for the types.
 *
 * @example
 * import { defineSystem } from 'millwright';
 * import type { Columns } from './churn.columns.ts';
 *
 * export default defineSystem<Columns>({ data: 'churn.csv', framing: { target: 'Churn' } });
 */
export const defineSystem = <C extends object = AnyColumns>(design: DesignInput<C>): DesignInput<C> => design;
