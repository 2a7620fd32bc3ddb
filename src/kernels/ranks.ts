import { sortOrder } from './sort-order.ts';

/** Rank of each value from 1 on, equal values sharing the mean of their ranks; values must not be NaN. O(n). */
export function ranks(values: Float64Array): Float64Array {
  const order = sortOrder(values);
  const out = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const mean = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) out[order[i]!] = mean;
    from = to;
  }
  return out;
}
