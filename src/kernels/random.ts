/** A stream of uniform random numbers in [0, 1), fully told by its seed. */
export type Random = () => number;

/**
 * xoshiro128** seeded through splitmix32: 53-bit uniforms in [0, 1), the same on every machine.
 *
 * Source: Blackman and Vigna 2018, "Scrambled linear pseudorandom number generators".
 */
export function random(seed: number): Random {
  const words = new Int32Array(WORDS);
  seedWords(seed, words);
  return () => (nextBits(words) >>> 5) * 2 ** -27 + (nextBits(words) >>> 6) * 2 ** -53;
}

/** Words that say where a stream stands. */
const WORDS = 4;

/** Begin a stream, whose words a kernel goes on from: to words[0..4). */
export function seedWords(seed: number, words: Int32Array): void {
  let s = seed >>> 0;
  for (let i = 0; i < WORDS; i++) {
    s = (s + 0x9e3779b9) >>> 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    words[i] = z ^ (z >>> 16);
  }
}

/** The next 32 bits of a stream, as a number in [0, 2^32). */
export function nextBits(words: Int32Array): number {
  const b = words[1]!;
  const m = Math.imul(b, 5);
  const c = words[2]! ^ words[0]!;
  const d = words[3]! ^ b;
  words[0] = words[0]! ^ d;
  words[1] = b ^ c;
  words[2] = c ^ (b << 9);
  words[3] = (d << 11) | (d >>> 21);
  return Math.imul((m << 7) | (m >>> 25), 9) >>> 0;
}

/** An integer in [0, n), n < 2^31, of 32 bits. Twin in wasm/random.ts. */
export const drawBelow = (words: Int32Array, n: number): number => Math.floor(nextBits(words) * 2 ** -32 * n);

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
