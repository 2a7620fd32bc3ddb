import type { Line } from './line.ts';
import type { Sweep } from './sweep.ts';

/**
 * The precision-recall curve by rising recall: x = recall, y = precision. Between two points precision is that of the
 * later one, so the area under these steps is average precision. It begins at recall 0 with the precision of the first
 * step. Null when there is no positive.
 *
 * Source: Davis and Goadrich 2006, "The relationship between precision-recall and ROC curves" (why not trapezoids).
 */
export function precisionRecallCurve({ flagged, hits, positives }: Sweep): Line | null {
  if (positives === 0) return null;
  const x = [0];
  const y = [hits[0]! / flagged[0]!];
  for (let k = 0; k < flagged.length; k++) {
    x.push(hits[k]! / positives);
    y.push(hits[k]! / flagged[k]!);
    if (hits[k] === positives) break;
  }
  return { x, y };
}
