const { fround, sqrt } = Math;

/**
 * One step of Adam on `count` rows of `width` values: a dense array is one row.
 *
 * value, mean, square [.. x width]  what is learned, and the running means of its gradient and squared gradient
 * grad [count x width]              the gradient, row i that of row rows[i] of the others
 * rate                              of this step, 1 / (1 - beta1^t) included
 * correction                        1 / sqrt(1 - beta2^t)
 * decay                             share of the value that is taken away first (AdamW); 0 = none
 *
 * mean = beta1 mean + (1 - beta1) grad, square = beta2 square + (1 - beta2) grad^2,
 * value -= rate mean / (correction sqrt(square) + epsilon). Rows that are not named stay as they are, moments too.
 * Source: Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2.
 */
export function adam(
  value: Float32Array,
  grad: Float32Array,
  mean: Float32Array,
  square: Float32Array,
  rows: Int32Array,
  count: number,
  width: number,
  rate: number,
  beta1: number,
  beta2: number,
  correction: number,
  epsilon: number,
  decay: number,
): void {
  // Rounded as the twin takes them.
  const [step, b1, b2, c, e] = [
    fround(rate),
    fround(beta1),
    fround(beta2),
    fround(correction),
    fround(epsilon),
  ];
  const [rest1, rest2, keep] = [fround(1 - b1), fround(1 - b2), fround(1 - fround(decay))];
  for (let r = 0; r < count; r++) {
    const from = r * width;
    const at = rows[r]! * width;
    for (let i = 0; i < width; i++) {
      const g = grad[from + i]!;
      const m = fround(fround(b1 * mean[at + i]!) + fround(rest1 * g));
      const s = fround(fround(b2 * square[at + i]!) + fround(rest2 * fround(g * g)));
      mean[at + i] = m;
      square[at + i] = s;
      const move = fround(fround(step * m) / fround(fround(c * fround(sqrt(s))) + e));
      value[at + i] = fround(value[at + i]! * keep) - move;
    }
  }
}
