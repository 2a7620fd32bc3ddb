import type { Forest } from './forest.ts';

/** [cols] share of the total split gain that each column brought; all 0 when no tree has a split. */
export function gainShares(forest: Forest): Float64Array {
  const { gain } = forest.arrays;
  let total = 0;
  for (const g of gain) total += g;
  return total > 0 ? gain.map((g) => g / total) : new Float64Array(gain.length);
}
