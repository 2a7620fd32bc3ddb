import type { Measured, Metrics } from '../../contracts/evaluation.ts';
import { cutName, type Judged, type KnownItems, type RankingMetric } from '../../contracts/ranking-metric.ts';
import { type BootstrapOptions, eachResample, withInterval } from '../bootstrap.ts';

/** A measure and the places that it looks at. */
export interface Cut {
  readonly metric: RankingMetric;
  readonly k: number;
}

export const nameOf = ({ metric, k }: Cut): string => cutName(metric, k);

/** Adding up all lists anew costs more than a mean over users, and what it gives moves little. */
const MOST_LIST_SAMPLES = 200;

/**
 * Every measure over these users, with its percentile bootstrap interval over users, by its name with the cut.
 *
 * A user for whom a measure is not defined counts in none of its means. All measures see the same resamples, and the same
 * seed gives the same ones. The interval is widened to hold the value where all resamples lie to one side of it (coverage,
 * which resampling lowers). Null where it is defined for nobody. O(samples x users x measures). Source: Efron 1979.
 */
export function measureLists(
  judged: readonly Judged[],
  cuts: readonly Cut[],
  known: KnownItems,
  options: BootstrapOptions,
): Metrics {
  const measures = cuts.map((cut) => ({ name: nameOf(cut), ...measureOf(judged, cut, known) }));
  const drawn = measures.map(({ most }) => new Float64Array(Math.min(most, options.samples)));
  eachResample(judged.length, options, (counts, sample) => {
    measures.forEach(({ over }, m) => {
      if (sample < drawn[m]!.length) drawn[m]![sample] = over(counts);
    });
  });
  const once = new Float64Array(judged.length).fill(1);
  return Object.fromEntries(
    measures.map(({ name, over }, m) => [name, withInterval(over(once), drawn[m]!, options.level)]),
  );
}

/** A measure as a function of how often each user counts, and how many resamples it is worth. */
function measureOf(
  judged: readonly Judged[],
  cut: Cut,
  known: KnownItems,
): { over: (counts: Float64Array) => number; most: number } {
  const { metric, k } = cut;
  if (metric.of === 'user') return { over: meanOver(valuesOf(judged, cut, known)), most: Infinity };
  const over = (counts: Float64Array): number => {
    const acc = metric.start(known);
    for (let u = 0; u < judged.length; u++) metric.add(acc, judged[u]!, k, counts[u]!);
    return metric.value(acc, known);
  };
  return { over, most: MOST_LIST_SAMPLES };
}

/** [judged] the measure of each user; NaN where it is not defined. */
export function valuesOf(judged: readonly Judged[], { metric, k }: Cut, known: KnownItems): Float64Array {
  if (metric.of !== 'user') throw new Error(`${metric.name} is no measure of one user`);
  return Float64Array.from(judged, (list) => metric.value(list, k, known));
}

/** Mean of what is not NaN; NaN of nothing. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  let n = 0;
  for (const value of values)
    if (!Number.isNaN(value)) {
      sum += value;
      n++;
    }
  return sum / n;
}

/** The mean over users, with its interval. values [users], NaN = counts for nothing. */
export function meanInterval(values: Float64Array, options: BootstrapOptions): Measured {
  const over = meanOver(values);
  const drawn = new Float64Array(options.samples);
  eachResample(values.length, options, (counts, sample) => {
    drawn[sample] = over(counts);
  });
  return withInterval(meanOf(values), drawn, options.level);
}

/** The mean of what is not NaN, by how often each user counts. */
function meanOver(values: Float64Array): (counts: Float64Array) => number {
  const users = Int32Array.from(values.keys()).filter((u) => !Number.isNaN(values[u]!));
  return (counts) => {
    let sum = 0;
    let n = 0;
    for (let i = 0; i < users.length; i++) {
      const u = users[i]!;
      sum += counts[u]! * values[u]!;
      n += counts[u]!;
    }
    return sum / n;
  };
}

/**
 * How far recommender A lies from B by one measure on the same users, each user with himself: positive = A has more.
 *
 * a, b [users] values of the same users in the same order; users for whom either is NaN count for nothing.
 */
export const pairedUserDifference = (a: Float64Array, b: Float64Array, options: BootstrapOptions): Measured =>
  meanInterval(
    a.map((value, u) => value - b[u]!),
    options,
  );
