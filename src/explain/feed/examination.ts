import type { FeedOccasions } from '../../contracts/feed-log.ts';
import { inversePropensity } from '../../kernels/inverse-propensity.ts';
import { heightAt, isotonic } from '../../kernels/isotonic.ts';

/** Share of rows that must tell their place and chance for pages to be judged by how places are looked at. */
const FEWEST = 0.5;
/** No place is taken to be looked at less than this beside the first: weights would be all chance. */
const LEAST = 0.05;
const MOST_PLACES = 500;

/**
 * How much each place is looked at beside the first: how often what stood there was answered, posts weighed so that every
 * post is as likely in every place. It never rises from one place to the next. Null where places or chances are not known,
 * or are all 1: better posts stood higher then, and the two cannot be told apart.
 *
 * answered [rows] 0 or 1, NaN unknown. O(rows). Source: Joachims, Swaminathan and Schnabel 2017, section 5, by
 * randomised places.
 */
export function examinationOf(
  { position, propensity }: Pick<FeedOccasions, 'position' | 'propensity'>,
  answered: Float64Array,
): Float64Array | null {
  const known = Int32Array.from(position.keys()).filter(
    (r) =>
      position[r]! >= 0 && position[r]! < MOST_PLACES && propensity[r]! > 0 && !Number.isNaN(answered[r]!),
  );
  if (known.length === 0 || known.length < FEWEST * position.length) return null;
  if (known.every((r) => propensity[r] === 1)) return null;
  const weights = inversePropensity(Float64Array.from(known, (r) => propensity[r]!));
  const places = 1 + known.reduce((most, r) => Math.max(most, position[r]!), 0);
  const [yes, all] = [new Float64Array(places), new Float64Array(places)];
  known.forEach((r, i) => {
    yes[position[r]!]! += weights[i]! * answered[r]!;
    all[position[r]!]! += weights[i]!;
  });
  const met = [...all.keys()].filter((place) => all[place]! > 0);
  const line = isotonic(
    Float64Array.from(met, (place) => -place),
    Float64Array.from(met, (place) => yes[place]! / all[place]!),
    Float64Array.from(met, (place) => all[place]!),
  );
  const rate = Float64Array.from(all, (_, place) => heightAt(line, 0, line.x.length, -place));
  return rate[0]! > 0 ? rate.map((of) => Math.max(LEAST, of / rate[0]!)) : null;
}
