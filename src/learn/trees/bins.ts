import type { Kernels } from '../../contracts/kernels.ts';
import type { MatrixColumn } from '../../contracts/model.ts';
import { edgesBelow } from '../../kernels/count-below.ts';
import { type Random, randomInt } from '../../kernels/random.ts';
import type { Matrix } from '../../table/matrix.ts';

/**
 * How the values of one column become small integers. Bin 0 is missing (for categories also: unseen, or too rare to
 * have a bin); present values have bins 1..count.
 *
 * number    bin b holds edges[b - 2] < value <= edges[b - 1]; the first bin is open below, the last one above.
 * category  binOf[code]
 */
export type ColumnBins =
  | { readonly kind: 'number'; readonly count: number; readonly edges: Float64Array }
  | { readonly kind: 'category'; readonly count: number; readonly binOf: Uint8Array };

/** A matrix in bins: codes [cols * rows], column after column. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly codes: Uint8Array;
}

/** Rows from which quantiles are taken at most; above it a sample drawn by the seed. */
const QUANTILE_ROWS = 100_000;

/**
 * Choose bins for every column: one for each distinct value where they are few, else weighted quantiles with values
 * that alone fill a bin kept apart (Ke et al. 2017, LightGBM).
 *
 * weights: [rows] or null = all 1. O(rows log rows) a column.
 */
export function chooseBins(
  x: Matrix,
  columns: readonly MatrixColumn[],
  weights: Float64Array | null,
  maxBins: number,
  r: Random,
): ColumnBins[] {
  const sample = sampleRows(x.rows, r);
  return columns.map((column, c) => {
    const from = c * x.rows;
    return column.cardinality === undefined
      ? numberBins(x.data, from, sample, weights, maxBins)
      : categoryBins(x.data, from, x.rows, column.cardinality, weights, maxBins);
  });
}

/** Rows 0..n-1, or QUANTILE_ROWS of them drawn one from each of as many equal stretches. */
function sampleRows(rows: number, r: Random): Int32Array {
  const n = Math.min(rows, QUANTILE_ROWS);
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const start = Math.floor((i * rows) / n);
    const width = Math.floor(((i + 1) * rows) / n) - start;
    out[i] = width === 1 ? start : start + randomInt(r, width);
  }
  return out;
}

function numberBins(
  data: Float64Array,
  from: number,
  sample: Int32Array,
  weights: Float64Array | null,
  maxBins: number,
): ColumnBins {
  const values = new Float64Array(sample.length);
  let present = 0;
  for (let i = 0; i < sample.length; i++) {
    const v = data[from + sample[i]!]!;
    // + 0 turns -0 into 0: typed-array sort tells them apart, comparison does not.
    if (!Number.isNaN(v)) values[present++] = v + 0;
  }
  const sorted = values.subarray(0, present).sort();
  const { levels, mass } = levelsOf(sorted);
  const distinct = levels.length;
  if (distinct > maxBins && weights !== null) weighLevels(data, from, sample, weights, levels, mass);
  const last = distinct > maxBins ? quantileEnds(mass, maxBins) : null;
  const count = last === null ? distinct : last.length;
  const edges = new Float64Array(Math.max(0, count - 1));
  for (let b = 0; b < edges.length; b++) {
    const end = last === null ? b : last[b]!;
    edges[b] = between(levels[end]!, levels[end + 1]!);
  }
  return { kind: 'number', count, edges };
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

/** Put the weight of each level in the place of its count. */
function weighLevels(
  data: Float64Array,
  from: number,
  sample: Int32Array,
  weights: Float64Array,
  levels: Float64Array,
  mass: Float64Array,
): void {
  mass.fill(0);
  for (let i = 0; i < sample.length; i++) {
    const row = sample[i]!;
    const v = data[from + row]!;
    if (Number.isNaN(v)) continue;
    const level = edgesBelow(levels, levels.length, v);
    mass[level] = mass[level]! + weights[row]!;
  }
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

/** A bin for each category met in training, most frequent first served when there are more than maxBins. */
function categoryBins(
  data: Float64Array,
  from: number,
  rows: number,
  cardinality: number,
  weights: Float64Array | null,
  maxBins: number,
): ColumnBins {
  const mass = new Float64Array(cardinality);
  for (let r = 0; r < rows; r++) {
    const code = data[from + r]!;
    if (code >= 0 && code < cardinality) mass[code] = mass[code]! + (weights === null ? 1 : weights[r]!);
  }
  const met = Array.from(mass.keys()).filter((code) => mass[code]! > 0);
  met.sort((a, b) => mass[b]! - mass[a]! || a - b);
  const kept = met.slice(0, maxBins).sort((a, b) => a - b);
  const binOf = new Uint8Array(cardinality);
  kept.forEach((code, i) => {
    binOf[code] = i + 1;
  });
  return { kind: 'category', count: kept.length, binOf };
}

/** Columns that are binned side by side. */
const SIDE = 8;

/** Put every value of a matrix in its bin. O(rows x cols x log bins). */
export function binMatrix(kernels: Kernels, x: Matrix, bins: readonly ColumnBins[]): BinnedMatrix {
  const { rows, cols } = x;
  const codes = kernels.u8(rows * cols);
  kernels.scope(() => {
    const room = Array.from({ length: Math.min(SIDE, cols) }, () => ({
      values: kernels.f64(rows),
      edges: kernels.f64(256),
    }));
    const column = (c: number) => x.data.subarray(c * rows, (c + 1) * rows);
    for (let from = 0; from < cols; from += SIDE)
      kernels.calls(
        'codeNumbers',
        bins.slice(from, from + SIDE).flatMap((b, i) => {
          if (b.kind === 'category') return [];
          const { values, edges } = room[i]!;
          values.set(column(from + i));
          edges.set(b.edges);
          const at = (from + i) * rows;
          return [[values, rows, edges, b.edges.length, codes.subarray(at, at + rows)]];
        }),
      );
    bins.forEach((b, c) => {
      if (b.kind === 'category') codeCategories(x.data, c * rows, rows, b.binOf, codes);
    });
  });
  return { rows, cols, codes };
}

function codeCategories(
  data: Float64Array,
  from: number,
  rows: number,
  binOf: Uint8Array,
  codes: Uint8Array,
): void {
  for (let i = from; i < from + rows; i++) {
    const code = data[i]!;
    codes[i] = code >= 0 && code < binOf.length ? binOf[code]! : 0;
  }
}
