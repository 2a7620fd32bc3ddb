/** Numbers that the search leaves of each column: see `searchThresholds`. */
export const FOUND = 6;

/** What a search must know of the leaf: grad, hess, count, l2, minHessian, minRows, mustBeat, leastMissing. */
export const LIMITS = 8;

/** Numbers that an entry of a histogram takes: see kernels/leaf-histogram.ts. */
const ENTRY = 3;

/**
 * The best threshold of each of some columns, whose bins move to the left one by one, missing values tried on either side.
 *
 * hist, stride, sumBits    see kernels/leaf-histogram.ts
 * columns [..], from, to   which columns: columns[from..to)
 * bins [cols]              of each column without the one for missing values; 0: nothing to search
 * units [3]                of gradients, Hessians and weights
 * limits [LIMITS]          sums of the leaf; the L2 penalty; the least Hessian and weight of a child; what the scores of
 *                          both children must exceed; the weight from which missing values count
 * found [FOUND x ..]       of columns[i]: the score of both children; the last bin on the left, 0 where none is good
 *                          enough; 1 when missing goes left; gradient, Hessian and weight on the left
 *
 * Ties go to the lower bin. Without missing values, one met later goes with the heavier child. O(bins of the columns),
 * allocates nothing.
 */
export function searchThresholds(
  hist: Float64Array,
  stride: number,
  _sumBits: number,
  columns: Int32Array,
  from: number,
  to: number,
  bins: Int32Array,
  units: Float64Array,
  limits: Float64Array,
  found: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const c = columns[i]!;
    const first = c * stride * ENTRY;
    const out = i * FOUND;
    found[out] = limits[6]!;
    found[out + 1] = 0;
    const n = bins[c]!;
    if (n === 0) continue;
    const hasMissing = hist[first + 2]! * units[2]! > limits[7]!;
    // With missing values on the right, the last bin may end the left side: present against missing.
    scan(hist, first, hasMissing ? n : n - 1, 0, units, limits, found, out);
    if (hasMissing) scan(hist, first, n - 1, 1, units, limits, found, out);
    else found[out + 2] = found[out + 5]! * 2 > limits[2]! ? 1 : 0;
  }
}

/** Move bins 1..last to the left, after the missing values when `missing` is 1, and keep the best place to stop. */
function scan(
  hist: Float64Array,
  first: number,
  last: number,
  missing: number,
  units: Float64Array,
  limits: Float64Array,
  found: Float64Array,
  out: number,
): void {
  const [gradUnit, hessUnit, weightUnit] = [units[0]!, units[1]!, units[2]!];
  const [totalGrad, totalHess, totalCount] = [limits[0]!, limits[1]!, limits[2]!];
  const [l2, minHessian, minRows] = [limits[3]!, limits[4]!, limits[5]!];
  let left = missing === 1 ? hist[first]! * gradUnit : 0;
  let leftHess = missing === 1 ? hist[first + 1]! * hessUnit : 0;
  let leftCount = missing === 1 ? hist[first + 2]! * weightUnit : 0;
  for (let b = 1, k = first + ENTRY; b <= last; b++, k += ENTRY) {
    left += hist[k]! * gradUnit;
    leftHess += hist[k + 1]! * hessUnit;
    leftCount += hist[k + 2]! * weightUnit;
    if (leftCount < minRows || leftHess < minHessian) continue;
    const rightHess = totalHess - leftHess;
    if (totalCount - leftCount < minRows || rightHess < minHessian) break;
    const right = totalGrad - left;
    const score = (left * left) / (leftHess + l2) + (right * right) / (rightHess + l2);
    if (!(score > found[out]!)) continue;
    found[out] = score;
    found[out + 1] = b;
    found[out + 2] = missing;
    found[out + 3] = left;
    found[out + 4] = leftHess;
    found[out + 5] = leftCount;
  }
}
