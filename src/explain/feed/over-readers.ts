import type { Measured } from '../../contracts/evaluation.ts';
import { type BootstrapOptions, eachResample, withInterval } from '../bootstrap.ts';

/**
 * The mean over pages of each of several measures, with percentile bootstrap intervals over readers: a reader is drawn with
 * all of his pages, for what one reader does is not independent. All measures see the same resamples.
 *
 * measures [measures][pages], NaN = the page counts for nothing; reader [pages]. O(pages + samples x readers x measures).
 */
export function overReaders(
  measures: readonly Float64Array[],
  reader: Int32Array,
  options: BootstrapOptions,
): readonly Measured[] {
  const group = denseGroups(reader);
  const readers = group.reduce((most, g) => Math.max(most, g + 1), 0);
  const totals = measures.map((values) => totalsOf(values, group, readers));
  const drawn = measures.map(() => new Float64Array(options.samples));
  eachResample(readers, options, (counts, sample) => {
    totals.forEach((total, m) => {
      drawn[m]![sample] = meanOf(total, counts);
    });
  });
  const once = new Float64Array(readers).fill(1);
  return totals.map((total, m) => withInterval(meanOf(total, once), drawn[m]!, options.level));
}

/** [rows] numbers 0.. in order of first appearance, equal where values are. */
export function denseGroups(values: Int32Array): Int32Array {
  const known = new Map<number, number>();
  return values.map((value) => {
    const group = known.get(value) ?? known.size;
    known.set(value, group);
    return group;
  });
}

/** By reader: sum of the measure over his pages, and how many they are. */
interface Totals {
  readonly sum: Float64Array;
  readonly pages: Float64Array;
}

function totalsOf(values: Float64Array, group: Int32Array, readers: number): Totals {
  const [sum, pages] = [new Float64Array(readers), new Float64Array(readers)];
  values.forEach((value, p) => {
    if (Number.isNaN(value)) return;
    sum[group[p]!]! += value;
    pages[group[p]!]! += 1;
  });
  return { sum, pages };
}

function meanOf({ sum, pages }: Totals, counts: Float64Array): number {
  let [whole, all] = [0, 0];
  for (let g = 0; g < counts.length; g++) {
    whole += counts[g]! * sum[g]!;
    all += counts[g]! * pages[g]!;
  }
  return whole / all;
}
