import { defineSystem } from 'millwright';
import type { Columns } from './movies.columns.ts';

// What is left out is inferred; "millwright show" prints all of it, and why.
export default defineSystem<Columns>({
  kind: 'recommend',

  requirements: {
    objective: 'people find films that they did not know, and like',
    privacy: ['users are known by a number alone'],
  },

  data: {
    interactions: {
      file: 'ml-latest-small/ratings.csv',
      user: 'userId',
      item: 'movieId',
      time: 'timestamp',
      value: 'rating',
      collectedBy: 'GroupLens',
      trust: 'high',
    },
    items: { file: 'ml-latest-small/movies.csv', id: 'movieId', collectedBy: 'GroupLens', trust: 'high' },
  },

  // What somebody would rate each film of his slate is told too, and judged beside the mean and biases:
  // framing: { ratings: 'weighted' },

  // Rules come after the ranking. At most four films of a genre, and nothing too like what stands above it:
  // rerankers: [{ name: 'cap', attribute: 'genres', most: 4 }, 'mmr'],
});
