import type { Kernels } from '../../contracts/kernels.ts';
import type { MatrixColumn } from '../../contracts/model.ts';
import { type Random, randomInt } from '../../kernels/random.ts';
import type { Matrix } from '../../table/matrix.ts';
import { chooseNumberBins, type NumberBins } from './number-bins.ts';

/**
 * How the values of one column become small integers. Bin 0 is missing (for categories also: unseen, or too rare to
 * have a bin); present values have bins 1..count.
 *
 * number    bin b holds edges[b - 2] < value <= edges[b - 1]; the first bin is open below, the last one above.
 * category  binOf[code]
 */
export type ColumnBins =
  | NumberBins
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
  kernels: Kernels,
  x: Matrix,
  columns: readonly MatrixColumn[],
  weights: Float64Array | null,
  maxBins: number,
  r: Random,
): ColumnBins[] {
  const numbers = Array.from(columns.keys()).filter((c) => columns[c]!.cardinality === undefined);
  const ofNumbers = chooseNumberBins(kernels, x, numbers, sampleRows(x.rows, r), weights, maxBins).values();
  return columns.map(({ cardinality }, c) =>
    cardinality === undefined
      ? ofNumbers.next().value!
      : categoryBins(x.data, c * x.rows, x.rows, cardinality, weights, maxBins),
  );
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
