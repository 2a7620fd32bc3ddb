/** ln 2 in two parts: the first has few bits, so that whole multiples of it are exact (Cody and Waite 1980). */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const LEAST_POWER = -870;
/** Powers of two from 2^-870 to 2^60. */
const powers = Float64Array.from({ length: 931 }, (_, i) => 2 ** (i + LEAST_POWER));

/**
 * e^x for x in [-600, 40], by the operations that its twin in wasm/exponential.ts does two at a time: a Taylor polynomial
 * of degree 11 after the power of two is taken out. Relative error below 1e-13.
 */
export function exponential(x: number): number {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let e = r * (1 / 39916800) + 1 / 3628800;
  e = e * r + 1 / 362880;
  e = e * r + 1 / 40320;
  e = e * r + 1 / 5040;
  e = e * r + 1 / 720;
  e = e * r + 1 / 120;
  e = e * r + 1 / 24;
  e = e * r + 1 / 6;
  e = e * r + 0.5;
  e = e * r + 1;
  e = e * r + 1;
  return e * powers[k - LEAST_POWER]!;
}
