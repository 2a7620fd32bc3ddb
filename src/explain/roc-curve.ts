import type { Line } from './line.ts';
import type { Sweep } from './sweep.ts';

/**
 * The ROC curve, point by point from (0, 0) to (1, 1): x = false positive rate, y = true positive rate.
 * Its area by trapezoids is ROC-AUC. Null when a class is absent.
 */
export function rocCurve({ flagged, hits, rows, positives }: Sweep): Line | null {
  const negatives = rows - positives;
  if (positives === 0 || negatives === 0) return null;
  const x = [0];
  const y = [0];
  for (let k = 0; k < flagged.length; k++) {
    x.push((flagged[k]! - hits[k]!) / negatives);
    y.push(hits[k]! / positives);
  }
  return { x, y };
}
