import type { ParamSpecs } from '../../contracts/params.ts';

/** How clusters are begun. */
export const clusterStartParams = {
  start: {
    type: 'choice',
    choices: ['k-means++', 'random', 'farthest'],
    default: 'k-means++',
    about:
      'The first centres: rows drawn far from each other, rows drawn alike, or without chance the rows farthest apart.',
  },
  starts: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 1000,
    unit: 'starts',
    about: 'Times that it is begun anew; the best is kept.',
  },
} as const satisfies ParamSpecs;
