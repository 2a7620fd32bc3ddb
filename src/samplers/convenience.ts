import type { Sampler } from '../contracts/sampler.ts';
import { range } from '../kernels/range.ts';

/** The rows that come first. */
export const convenience: Sampler = {
  room: 'samplers',
  name: 'convenience',
  version: 1,
  about: 'The first rows of the table, because they are at hand: quick to try something out.',
  params: {},
  traits: {
    needs: 'nothing',
    bias: 'it holds the rows that stand first in the table, and what is special about them',
  },
  draw: ({ rows }, count) => ({ rows: range(Math.min(count, rows)), weights: null }),
};
