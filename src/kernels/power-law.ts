/** value(x) = limit + scale x^-power, with limit, scale >= 0 and power > 0. */
export interface PowerLaw {
  readonly limit: number;
  readonly scale: number;
  readonly power: number;
}

/** Powers that are tried: slower than 0.02 is level within any range of rows, faster than 3 is a step. */
const SLOWEST = 0.02;
const FASTEST = 3;
const COARSE = 40;
/** Halvings of the bracket around the best power: five digits of it. */
const FINE = 24;

/**
 * The falling power law that comes nearest to points by weighted squares.
 *
 * x [n] > 0, value [n] >= 0, weights [n] > 0. With its power given, a law is a sum of two terms, found in closed form; the
 * power is found on a grid and by golden section in the best bracket. A set of points that does not fall gives a level
 * law. O(n) a power, 90 powers.
 */
export function fitPowerLaw(x: Float64Array, value: Float64Array, weights: Float64Array): PowerLaw {
  const best = (logPower: number) => lawOfPower(x, value, weights, Math.exp(logPower));
  const step = Math.log(FASTEST / SLOWEST) / COARSE;
  let at = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= COARSE; i++) {
    const { squares } = best(Math.log(SLOWEST) + i * step);
    if (squares < least) {
      least = squares;
      at = i;
    }
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(SLOWEST) + Math.max(0, at - 1) * step;
  let high = Math.log(SLOWEST) + Math.min(COARSE, at + 1) * step;
  for (let i = 0; i < FINE; i++) {
    const a = high - golden * (high - low);
    const b = low + golden * (high - low);
    if (best(a).squares < best(b).squares) high = b;
    else low = a;
  }
  return best((low + high) / 2).law;
}

export const powerLawAt = ({ limit, scale, power }: PowerLaw, x: number): number =>
  limit + scale * x ** -power;

/** The best limit and scale, both >= 0, of a law with this power, and what is left of the weighted squares. */
function lawOfPower(
  x: Float64Array,
  value: Float64Array,
  weights: Float64Array,
  power: number,
): { law: PowerLaw; squares: number } {
  let w = 0;
  let t = 0;
  let tt = 0;
  let v = 0;
  let tv = 0;
  for (let i = 0; i < x.length; i++) {
    const term = x[i]! ** -power;
    w += weights[i]!;
    t += weights[i]! * term;
    tt += weights[i]! * term * term;
    v += weights[i]! * value[i]!;
    tv += weights[i]! * term * value[i]!;
  }
  const spread = w * tt - t * t;
  let scale = spread > 0 ? (w * tv - t * v) / spread : 0;
  let limit = (v - scale * t) / w;
  if (limit < 0) {
    limit = 0;
    scale = tv / tt;
  }
  if (scale < 0) {
    scale = 0;
    limit = v / w;
  }
  const law = { limit, scale, power };
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += weights[i]! * (value[i]! - powerLawAt(law, x[i]!)) ** 2;
  return { law, squares };
}
