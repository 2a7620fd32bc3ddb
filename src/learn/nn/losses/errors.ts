import { type Loss, ofError } from './loss.ts';

/** e^2; slope 2 e. */
export const squared: Loss = ofError({ loss: (e) => e * e, slope: (e) => 2 * e });

/** |e|; slope its sign, 0 at 0. */
export const absolute: Loss = ofError({ loss: Math.abs, slope: Math.sign });

/** e^2 / 2 up to `from`, and from there on a straight line of slope `from`. Source: Huber 1964. */
export const huber = (from: number): Loss =>
  ofError({
    loss: (e) => (Math.abs(e) <= from ? (e * e) / 2 : from * (Math.abs(e) - from / 2)),
    slope: (e) => Math.max(-from, Math.min(from, e)),
  });
