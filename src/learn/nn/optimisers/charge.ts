import type { Weight } from '../layer.ts';

/** Add the slopes of l1 |w| + l2 w^2 / 2 to the gradient of weights, and of the table rows that are used; offsets go free. */
export function charge({ value, grad, rows, touched, width, role }: Weight, l1: number, l2: number): void {
  if (role === 'offset' || grad === null) return;
  for (let r = 0; r < touched; r++) {
    const at = rows[r]! * width;
    const from = r * width;
    for (let i = 0; i < width; i++) grad[from + i]! += l1 * Math.sign(value[at + i]!) + l2 * value[at + i]!;
  }
}
