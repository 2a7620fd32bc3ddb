import type { Sampler } from '../contracts/sampler.ts';
import { random } from '../kernels/random.ts';
import { reservoir as draw } from '../kernels/reservoir.ts';

/** A simple random sample. */
export const reservoir: Sampler = {
  room: 'samplers',
  name: 'reservoir',
  version: 1,
  about: 'By chance, each row as likely as any other: a simple random sample, drawn in one pass.',
  params: {},
  traits: { needs: 'nothing', bias: null },
  draw: ({ rows }, count, _params, run) => ({ rows: draw(rows, count, random(run.seed)), weights: null }),
};
