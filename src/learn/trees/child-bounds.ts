import type { ColumnBins } from './bins.ts';
import type { Bounds } from './bounds.ts';
import type { Cut } from './split.ts';

/**
 * The bounds of both children of a cut, whose values would be `left` and `right`.
 *
 * Where the cut parts low values of a constrained column from high ones, all below the left child stay on one side of
 * the middle of the two values, all below the right child on the other: whatever is split later, a row moved along the
 * column never goes against its direction. Source: LightGBM's constraint method "basic".
 */
export function childBounds(
  cut: Cut,
  bins: readonly ColumnBins[],
  directions: Int8Array,
  bounds: Bounds,
  left: number,
  right: number,
): [Bounds, Bounds] {
  const direction = directions[cut.column]!;
  // All present values on the left and missing ones on the right are in no order.
  const ordered = cut.lastLeft !== null && cut.lastLeft < bins[cut.column]!.count;
  if (direction === 0 || !ordered) return [bounds, bounds];
  const middle = left / 2 + right / 2;
  const below = { lower: bounds.lower, upper: middle };
  const above = { lower: middle, upper: bounds.upper };
  return direction > 0 ? [below, above] : [above, below];
}
