import { exponential } from './exponential.ts';

const { fround } = Math;
/** Differences beyond this have a slope of 0 or 1. */
const FAR = 40;

/**
 * Steps of gradient descent on -ln sigmoid(w (h - g)) + penalty / 2 times squares, one for each draw from .. to - 1 in turn:
 * w of user[t], h of item[t], which the user met, g of rival[t], which he did not.
 *
 * users [.. x size], items [.. x size], size a multiple of 4. Number `bias` of a user stays 1, so that it is the bias of an
 * item. A product is summed in four lanes, added at the end: (0 + 2) + (1 + 3). item[t] differs from rival[t]. O(draws size).
 */
export function rankPairs(
  from: number,
  to: number,
  user: Int32Array,
  item: Int32Array,
  rival: Int32Array,
  users: Float32Array,
  items: Float32Array,
  size: number,
  bias: number,
  rate: number,
  penalty: number,
): void {
  const keep = fround(1 - fround(fround(rate) * fround(penalty)));
  const sums = new Float32Array(4);
  for (let t = from; t < to; t++) {
    const w = user[t]! * size;
    const h = item[t]! * size;
    const g = rival[t]! * size;
    sums.fill(0);
    for (let j = 0; j < size; j++)
      sums[j & 3]! += fround(users[w + j]! * fround(items[h + j]! - items[g + j]!));
    const ahead = fround(fround(sums[0]! + sums[2]!) + fround(sums[1]! + sums[3]!));
    const slope = fround(1 / (1 + exponential(Math.min(Math.max(ahead, -FAR), FAR))));
    const by = fround(fround(rate) * slope);
    for (let j = 0; j < size; j++) {
      const [x, y, z] = [users[w + j]!, items[h + j]!, items[g + j]!];
      users[w + j] = fround(x * keep) + fround(by * fround(y - z));
      items[h + j] = fround(y * keep) + fround(by * x);
      items[g + j] = fround(z * keep) - fround(by * x);
    }
    users[w + bias] = 1;
  }
}
