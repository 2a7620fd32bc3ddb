import type { Weight } from '../layer.ts';

/**
 * Shorten the gradient of all weights together to length `most`, where it is longer. @returns its length before.
 *
 * Source: Pascanu et al. 2013, algorithm 1.
 */
export function clip(weights: readonly Weight[], most: number): number {
  let square = 0;
  for (const { grad, touched, width } of weights)
    if (grad) for (let i = 0; i < touched * width; i++) square += grad[i]! * grad[i]!;
  const length = Math.sqrt(square);
  if (length > most)
    for (const { grad, touched, width } of weights)
      if (grad) for (let i = 0; i < touched * width; i++) grad[i]! *= most / length;
  return length;
}
