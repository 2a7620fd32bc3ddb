import type { Sampler } from '../contracts/sampler.ts';
import { cappedShares } from '../kernels/capped-shares.ts';
import { random } from '../kernels/random.ts';
import { systematicSample } from '../kernels/systematic-sample.ts';
import { sampleWeights } from './sample-weights.ts';

/**
 * In proportion to weights, and weighed back: a row that is in the sample with probability p counts for share / p.
 *
 * Each row is in the sample with probability min(1, c x weight). Rows of weight 0 are never drawn, so that estimates are
 * without bias for the rows of positive weight only. Source: Horvitz and Thompson 1952.
 */
export const importance: Sampler = {
  room: 'samplers',
  name: 'importance',
  version: 1,
  about: 'By chance, in proportion to a column of weights; rows that are drawn too often count for less.',
  params: {},
  traits: { needs: 'weight', bias: null },
  draw(input, count, _params, run) {
    const weights = sampleWeights(input);
    const drawable = weights.reduce((n, weight) => n + Number(weight > 0), 0);
    const wanted = Math.min(count, drawable);
    const chances = cappedShares(
      weights,
      weights.map(() => 1),
      wanted,
    );
    const rows = systematicSample(chances, random(run.seed));
    return { rows, weights: Float64Array.from(rows, (row) => wanted / drawable / chances[row]!) };
  },
};
