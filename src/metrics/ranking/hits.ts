import type { Judged } from '../../contracts/ranking-metric.ts';

/** Relevant items among the first k places. */
export function hitsOf({ gains }: Judged, k: number): number {
  let hits = 0;
  for (let i = 0; i < k && i < gains.length; i++) if (gains[i]! > 0) hits++;
  return hits;
}
