import type { Kernels } from '../../contracts/kernels.ts';
import { SORT_SCRATCH } from '../../kernels/sort-numbers.ts';

/** Bins of a number column: bin b holds edges[b - 2] < value <= edges[b - 1]. */
export interface NumberBins {
  readonly kind: 'number';
  readonly count: number;
  /** [count - 1] rising */
  readonly edges: Float64Array;
}

/** Columns that are looked at side by side. */
const SIDE = 8;

/**
 * Bins of number columns, from some of their rows.
 *
 * data: columns of `rows` values, of which those in `columns` are looked at; sample: rows; weights [rows] or null = all 1.
 * O(sample log sample) a column.
 */
export function chooseNumberBins(
  kernels: Kernels,
  { data, rows }: { readonly data: Float64Array; readonly rows: number },
  columns: readonly number[],
  sample: Int32Array,
  weights: Float64Array | null,
  maxBins: number,
): NumberBins[] {
  const n = sample.length;
  return kernels.scope(() => {
    const room = Array.from({ length: Math.min(SIDE, columns.length) }, () => new Room(kernels, n, weights));
    const bins: NumberBins[] = [];
    for (let from = 0; from < columns.length; from += SIDE) {
      const some = columns.slice(from, from + SIDE);
      const taken = some.map((c, i) => room[i]!.take(data, c * rows, sample));
      kernels.calls(
        'sortNumbers',
        taken.map(({ sorted, present, scratch }) => [sorted, present, scratch]),
      );
      const levels = taken.map(({ sorted, present }) => levelsOf(sorted.subarray(0, present)));
      if (weights !== null)
        kernels.calls(
          'addToLevels',
          levels.map(({ levels: of }, i) => room[i]!.weigh(of)),
        );
      levels.forEach((of, i) => {
        bins.push(binsOf(of.levels, weights === null ? of.mass : room[i]!.mass, maxBins));
      });
    }
    return bins;
  });
}

/** What is worked in for one column. */
class Room {
  readonly sorted: Float64Array;
  readonly scratch: Float64Array;
  /** [levels] weight of each. */
  readonly mass: Float64Array;
  present = 0;
  private readonly values: Float64Array;
  private readonly weights: Float64Array;
  private readonly given: Float64Array | null;

  constructor(kernels: Kernels, n: number, weights: Float64Array | null) {
    const weighed = weights === null ? 0 : n;
    this.given = weights;
    this.sorted = kernels.f64(n);
    this.scratch = kernels.f64(n + SORT_SCRATCH);
    this.values = kernels.f64(n);
    this.weights = kernels.f64(weighed);
    this.mass = kernels.f64(weighed);
  }

  /** Take what is present of a column that begins at `from`. */
  take(data: Float64Array, from: number, sample: Int32Array): this {
    const { values, weights, given } = this;
    let present = 0;
    for (let i = 0; i < sample.length; i++) {
      const row = sample[i]!;
      const v = data[from + row]!;
      if (Number.isNaN(v)) continue;
      if (given !== null) weights[present] = given[row]!;
      // + 0 turns -0 into 0: sorting tells them apart, comparison does not.
      values[present++] = v + 0;
    }
    this.sorted.set(values.subarray(0, present));
    this.present = present;
    return this;
  }

  weigh(levels: Float64Array): Parameters<Kernels['call']['addToLevels']> {
    this.mass.fill(0, 0, levels.length);
    return [this.values, this.weights, this.present, levels, levels.length, this.mass];
  }
}

/** The distinct values of a sorted sample, and how often each is there. Takes the room of the sample. */
function levelsOf(sorted: Float64Array): { levels: Float64Array; mass: Float64Array } {
  const mass = new Float64Array(sorted.length);
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[distinct - 1]) sorted[distinct++] = sorted[i]!;
    mass[distinct - 1] = mass[distinct - 1]! + 1;
  }
  return { levels: sorted.subarray(0, distinct), mass: mass.subarray(0, distinct) };
}

/** A bin for each level where they are few, else quantiles by mass. */
function binsOf(levels: Float64Array, mass: Float64Array, maxBins: number): NumberBins {
  const distinct = levels.length;
  const last = distinct > maxBins ? quantileEnds(mass.subarray(0, distinct), maxBins) : null;
  const count = last === null ? distinct : last.length;
  const edges = new Float64Array(Math.max(0, count - 1));
  for (let b = 0; b < edges.length; b++) {
    const end = last === null ? b : last[b]!;
    edges[b] = between(levels[end]!, levels[end + 1]!);
  }
  return { kind: 'number', count, edges };
}

/**
 * Cut levels into at most maxBins runs of about equal mass; a level that alone has the mass of a bin gets its own.
 *
 * @returns index of the last level of each run, ascending; the final one is the last level.
 */
function quantileEnds(mass: Float64Array, maxBins: number): number[] {
  const levels = mass.length;
  let light = 0;
  for (let i = 0; i < levels; i++) light += mass[i]!;
  const heavyFrom = light / maxBins;
  let lightBins = maxBins;
  for (let i = 0; i < levels; i++)
    if (mass[i]! >= heavyFrom) {
      light -= mass[i]!;
      lightBins--;
    }
  const ends: number[] = [];
  let filled = 0;
  for (let i = 0; i < levels - 1 && ends.length < maxBins - 1; i++) {
    const heavy = mass[i]! >= heavyFrom;
    filled += mass[i]!;
    const target = light / Math.max(1, lightBins);
    const beforeHeavy = mass[i + 1]! >= heavyFrom && filled >= target / 2;
    if (!heavy && !beforeHeavy && filled < target) continue;
    if (!heavy) {
      light -= filled;
      lightBins--;
    }
    ends.push(i);
    filled = 0;
  }
  ends.push(levels - 1);
  return ends;
}

/** A number t with a <= t < b, midway where floating point has room for it. */
function between(a: number, b: number): number {
  const mid = a / 2 + b / 2;
  return mid >= a && mid < b ? mid : a;
}
