import type { EventFacts } from '../../../src/contracts/event-facts.ts';
import type { DesignFile, DesignPath } from '../../../src/design/file.ts';
import type { RecommendInput } from '../../../src/design/recommend/input.ts';
import type { InferredTables } from '../../../src/design/recommend/resolve-tables.ts';
import { column } from '../made.ts';

/** Ratings of movies, as the engine would infer their columns. */
export const MOVIES: InferredTables = {
  interactions: [
    column('userId', 'discrete', { distinct: 600 }),
    column('movieId', 'continuous', { distinct: 9000 }),
    column('rating', 'continuous', { distinct: 10 }),
    column('timestamp', 'continuous', { distinct: 80_000 }),
  ],
  items: [
    column('movieId', 'identifier', { distinct: 9000 }),
    column('title', 'text', { distinct: 9000 }),
    column('year', 'discrete', { distinct: 100 }),
    column('studio', 'nominal', { values: ['one'], distinct: 1 }),
    column('imdbId', 'identifier', { distinct: 9000 }),
    column('released', 'timestamp'),
  ],
  users: null,
  friends: null,
};

const DAY_MS = 86_400_000;

/** Many users that come back over a year. */
export const YEAR: EventFacts = {
  events: 100_000,
  users: 600,
  items: 9000,
  pairs: 100_000,
  pairDays: 100_000,
  times: { first: 0, last: 365 * DAY_MS, returning: 0.8 },
  value: { min: 0.5, max: 5, distinct: 10 },
};

/** A design as if read from movies.design.json; a place names the path in its file. */
export const fileOf = (input: Partial<RecommendInput> = {}): DesignFile<RecommendInput> => ({
  input: { kind: 'recommend', data: { interactions: 'ratings.csv', items: 'movies.csv' }, ...input },
  path: 'movies.design.json',
  sha256: '0'.repeat(64),
  locate: (at: DesignPath) => ({ file: at.join('/'), line: 1, column: 1 }),
});
