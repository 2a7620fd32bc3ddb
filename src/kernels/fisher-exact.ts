/**
 * Two-sided p-value that two samples have the same share of marked rows.
 *
 * markedA of rowsA and markedB of rowsB are marked. The sum of the probabilities of all tables with the same margins
 * that are no likelier than the one met; 1 when a sample is empty or the margins leave one table only. Valid at any
 * size. O(smallest margin), allocates nothing.
 *
 * Source: Fisher 1934; two-sided by likelihood (Freeman and Halton 1951), as in R and SciPy.
 */
export function fisherExact(markedA: number, rowsA: number, markedB: number, rowsB: number): number {
  const marked = markedA + markedB;
  const plain = rowsA + rowsB - marked;
  const least = Math.max(0, rowsA - plain);
  const most = Math.min(rowsA, marked);
  if (least === most) return 1;
  const mode = Math.min(most, Math.floor(((rowsA + 1) * (marked + 1)) / (rowsA + rowsB + 2)));
  const up = (k: number): number => ((marked - k) * (rowsA - k)) / ((k + 1) * (plain - rowsA + k + 1));
  // Weights relative to the mode, whose weight is 1: no factorials, no overflow.
  let met = 1;
  for (let k = mode; k < markedA; k++) met *= up(k);
  for (let k = mode; k > markedA; k--) met /= up(k - 1);
  const bar = met * (1 + 1e-7);
  let all = 1;
  let extreme = 1 <= bar ? 1 : 0;
  for (let k = mode, w = 1; k < most && w > 0; k++) {
    w *= up(k);
    all += w;
    if (w <= bar) extreme += w;
  }
  for (let k = mode, w = 1; k > least && w > 0; k--) {
    w /= up(k - 1);
    all += w;
    if (w <= bar) extreme += w;
  }
  return Math.min(1, extreme / all);
}
