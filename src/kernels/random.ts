/** A stream of uniform random numbers in [0, 1), fully told by its seed. */
export type Random = () => number;

/**
 * xoshiro128** seeded through splitmix32: 53-bit uniforms in [0, 1), the same on every machine.
 *
 * Source: Blackman and Vigna 2018, "Scrambled linear pseudorandom number generators".
 */
export function random(seed: number): Random {
  let s = seed >>> 0;
  const mix = (): number => {
    s = (s + 0x9e3779b9) >>> 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let d = mix();
  const next = (): number => {
    const m = Math.imul(b, 5);
    const result = Math.imul((m << 7) | (m >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return () => (next() >>> 5) * 2 ** -27 + (next() >>> 6) * 2 ** -53;
}

/** An integer in [0, n). */
export const randomInt = (r: Random, n: number): number => Math.floor(r() * n);

/** A draw of the normal distribution of mean 0 and deviation 1. Box and Muller 1958. */
export const normal = (r: Random): number => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());

/** Fisher-Yates, in place. */
export function shuffle(values: Int32Array, r: Random): Int32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = randomInt(r, i + 1);
    const t = values[i]!;
    values[i] = values[j]!;
    values[j] = t;
  }
  return values;
}

/** A seed for a named part of a run, so that adding one part does not move the others. FNV-1a over the name. */
export function seedFor(seed: number, name: string): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}
