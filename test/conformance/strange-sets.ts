import type { RetrievalSet } from '../../src/contracts/retriever.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';
import { catalogueOf, taste } from '../worlds/recommend-worlds.ts';

/** Events that no retriever should stumble over. */
export function strangeSets(): Record<string, RetrievalSet> {
  const made = (
    users: number,
    items: number,
    events: readonly (readonly [number, number, number])[],
  ): RetrievalSet => ({
    events: interactionsFrom(users, items, {
      user: Int32Array.from(events, ([user]) => user),
      item: Int32Array.from(events, ([, item]) => item),
      at: Float64Array.from(events, (_, i) => 1e12 + i * 1e6),
      weight: Float32Array.from(events, ([, , weight]) => weight),
    }),
    catalogue: catalogueOf(taste, items),
    users: null,
  });
  return {
    'one user': made(
      1,
      5,
      [0, 1, 2, 3].map((item) => [0, item, 1] as const),
    ),
    'one item': made(
      4,
      1,
      [0, 1, 2].map((user) => [user, 0, 1] as const),
    ),
    'one event': made(1, 1, [[0, 0, 1]]),
    'no events': made(3, 4, []),
    'neither users nor items': { ...made(0, 0, []), catalogue: bareCatalogue(0) },
    'items of which nothing is known': {
      ...made(3, 4, [
        [0, 0, 1],
        [0, 1, 1],
        [1, 0, 1],
        [2, 3, 1],
      ]),
      catalogue: bareCatalogue(4),
    },
    'nothing but dislikes': made(2, 3, [
      [0, 0, -1],
      [0, 1, -2],
      [1, 0, -1],
    ]),
    'events that repeat': made(
      2,
      3,
      [0, 0, 0, 1, 1, 2].flatMap((item) => [[0, item, 1] as const, [1, item, 2] as const]),
    ),
    'huge weights': made(2, 3, [
      [0, 0, 1e20],
      [0, 1, 1],
      [1, 0, 1e20],
      [1, 2, 1e-20],
    ]),
  };
}
