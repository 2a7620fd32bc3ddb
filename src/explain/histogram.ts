/** Counts of values in equal bins from edges[0] to edges.at(-1). */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Edges of `bins` equal bins over [low, high]. */
export const binEdges = (low: number, high: number, bins: number): readonly number[] =>
  Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + ((high - low) * i) / bins));

/** Add each value to its bin; values beyond the ends go to the outer bins. Edges are equally spaced. O(values). */
export function countInto(counts: number[], edges: readonly number[], values: Iterable<number>): void {
  const low = edges[0]!;
  const width = (edges.at(-1)! - low) / counts.length;
  for (const value of values) {
    const bin = width === 0 ? 0 : Math.floor((value - low) / width);
    counts[Math.min(counts.length - 1, Math.max(0, bin))]!++;
  }
}
