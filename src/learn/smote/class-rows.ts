import type { Matrix } from '../../table/matrix.ts';
import type { Facets } from './facets.ts';

/** The rows of one class, laid out for distances between them. */
export interface ClassRows {
  readonly rows: number;
  readonly amountCols: number;
  /** [rows x amounts] row after row, in standard deviations of the class; NaN = missing. */
  readonly amounts: Float64Array;
  readonly kindCols: number;
  /** [rows x kinds] which combination of values a row has of each kind. */
  readonly kinds: Int32Array;
}

/** members: row numbers of the class. O(members x cols). */
export function layOutClass(x: Matrix, members: Int32Array, facets: Facets): ClassRows {
  const rows = members.length;
  const amountCols = facets.amounts.length;
  const kindCols = facets.kinds.length;
  const amounts = new Float64Array(rows * amountCols);
  facets.amounts.forEach((c, j) => {
    const values = Float64Array.from(members, (row) => x.data[c * x.rows + row]!);
    const unit = deviation(values) || 1;
    for (let i = 0; i < rows; i++) amounts[i * amountCols + j] = values[i]! / unit;
  });
  const kinds = new Int32Array(rows * kindCols);
  facets.kinds.forEach((cols, j) => {
    const codes = new Map<string, number>();
    members.forEach((row, i) => {
      const key = cols.map((c) => x.data[c * x.rows + row]).join();
      if (!codes.has(key)) codes.set(key, codes.size);
      kinds[i * kindCols + j] = codes.get(key)!;
    });
  });
  return { rows, amountCols, amounts, kindCols, kinds };
}

/** Standard deviation of the values that are not missing; 0 where all are equal. */
function deviation(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((a, b) => a + b, 0) / present.length;
  return Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length);
}

/**
 * The k rows nearest to row `of`, nearest first, itself left out; of rows equally near the first.
 *
 * Squared distance: of amounts in standard deviations, plus 1 for every kind that differs, and for every amount that only
 * one of the two has. Kinds weigh what amounts do on average, as in SMOTE-NC, whose penalty is the median deviation.
 * Only rows `among` are looked at. O(among x (cols + k)).
 */
export function nearestRows(to: ClassRows, of: number, among: Int32Array, k: number): Int32Array {
  const { amountCols, amounts, kindCols, kinds } = to;
  const nearest = new Int32Array(k);
  const distances = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  let found = 0;
  for (const other of among) {
    if (other === of) continue;
    let distance = 0;
    for (let j = 0; j < amountCols; j++) {
      const a = amounts[of * amountCols + j]!;
      const b = amounts[other * amountCols + j]!;
      const d = a - b;
      if (!Number.isNaN(d)) distance += d * d;
      else if (Number.isNaN(a) !== Number.isNaN(b)) distance += 1;
    }
    for (let j = 0; j < kindCols; j++)
      if (kinds[of * kindCols + j] !== kinds[other * kindCols + j]) distance += 1;
    if (!(distance < distances[k - 1]!) && found === k) continue;
    let at = Math.min(found, k - 1);
    while (at > 0 && distances[at - 1]! > distance) {
      distances[at] = distances[at - 1]!;
      nearest[at] = nearest[at - 1]!;
      at--;
    }
    distances[at] = distance;
    nearest[at] = other;
    if (found < k) found++;
  }
  return nearest.subarray(0, found);
}
