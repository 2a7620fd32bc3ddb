/** How the rate changes over a training. */
export type ScheduleName = 'constant' | 'linear' | 'cosine' | 'halving';

/** Times that the halving schedule halves. */
const HALVINGS = 4;

/**
 * Share of the full rate at a point of the training.
 *
 * done: share of all steps that were taken, 0..1. warmUp: share of them over which the rate rises from nothing. After it:
 * as it is; straight down to 0; down to 0 by half a cosine (Loshchilov and Hutter 2017); halved four times.
 */
export function rateShare(name: ScheduleName, warmUp: number, done: number): number {
  if (done < warmUp) return done / warmUp;
  const rest = warmUp >= 1 ? 1 : (done - warmUp) / (1 - warmUp);
  switch (name) {
    case 'constant':
      return 1;
    case 'linear':
      return 1 - rest;
    case 'cosine':
      return (1 + Math.cos(Math.PI * rest)) / 2;
    case 'halving':
      return 0.5 ** Math.floor(rest * (HALVINGS + 1));
  }
}
