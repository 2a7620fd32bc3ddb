import type { Run } from '../../contracts/run.ts';
import { type Preferences, transposed } from '../../table/preferences.ts';
import { growLists } from './grow-lists.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { SparseSums } from './sparse-sums.ts';

export interface SimilaritySettings {
  /** Neighbours that are kept of each item. */
  readonly neighbours: number;
  /** Added to what the product is divided by: the likeness of items that few share shrinks. */
  readonly shrink: number;
  /**
   * Exponents of the squared lengths of the item of the past and of the item that is scored. Both 1/2: cosine. Both 0:
   * the product itself.
   */
  readonly lengths: readonly [past: number, scored: number];
}

/** Sums between two looks at whether somebody wants to stop: some 50 ms. */
const STRIDE = 20_000_000;

/**
 * Likeness of items by the users who are for both: the product of their columns, divided by powers of their lengths.
 *
 * Users are walked item by item, and all their items counted: O(sum over users of pairs^2), without a matrix of items x
 * items. An item is no neighbour of itself.
 */
export function similarItems(
  preferences: Preferences,
  { neighbours, shrink, lengths: [past, scored] }: SimilaritySettings,
  run: Run,
): NeighbourLists {
  const { items, start, item, strength } = preferences;
  const by = transposed(preferences);
  const squared = new Float64Array(items);
  for (let p = 0; p < item.length; p++) squared[item[p]!]! += strength[p]! ** 2;
  const pastLength = squared.map((s) => s ** past);
  const scoredLength = squared.map((s) => s ** scored);
  const sums = new SparseSums(items);
  let done = STRIDE;
  const check = (row: number): void => {
    if (done < STRIDE) return;
    done = 0;
    run.checkCancelled();
    run.progress(row / items);
  };
  const fill = (row: number, toItem: Int32Array, toStrength: Float32Array): number => {
    sums.clear();
    for (let q = by.start[row]!; q < by.start[row + 1]!; q++) {
      const u = by.item[q]!;
      const value = by.strength[q]!;
      const end = start[u + 1]!;
      done += end - start[u]!;
      for (let p = start[u]!; p < end; p++) sums.add(item[p]!, value * strength[p]!);
    }
    let given = 0;
    for (let i = 0; i < sums.count; i++) {
      const other = sums.places[i]!;
      const likeness = sums.at(other) / (pastLength[row]! * scoredLength[other]! + shrink);
      if (other === row || !(likeness > 0 && likeness < Infinity)) continue;
      toItem[given] = other;
      toStrength[given++] = likeness;
    }
    return given;
  };
  if (items === 0) run.checkCancelled();
  return growLists(items, items, neighbours, fill, check);
}
