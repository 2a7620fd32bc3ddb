/**
 * Chance without a stream: a number that is told by what it is about, not by when it was asked for.
 *
 * What a reader does with a post in a session is thus the same under every ranking (common random numbers), and what
 * differs between two rankings is their doing alone.
 */

function mix(h: number, value: number): number {
  let k = Math.imul(value | 0, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const next = h ^ k;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(h: number): number {
  let z = h;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** Uniform in (0, 1), told by four whole numbers. MurmurHash3 (Appleby 2011) over them. */
export const chance = (seed: number, a: number, b: number, c: number): number =>
  (finish(mix(mix(mix(seed, a), b), c)) + 0.5) / 2 ** 32;

/** Standard normal, told likewise. Box and Muller 1958. */
export const gaussian = (seed: number, a: number, b: number, c: number): number =>
  Math.sqrt(-2 * Math.log(chance(seed, a, b, c))) * Math.cos(2 * Math.PI * chance(seed, b, c, ~a));
