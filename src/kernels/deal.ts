/**
 * Deal items out to parts so that after every item each part has had its share, as nearly as whole items allow.
 *
 * shares [parts] >= 0, summing to 1. The next item goes to the part that is furthest behind, the first of equals; a part
 * with share 0 gets none. With items of one size a part is never ahead of its share by a whole item, nor behind it by as
 * many items as there are other parts.
 *
 * @returns a function that takes the size of the next item and tells its part.
 */
export function deal(shares: readonly number[]): (size: number) => number {
  const owed = new Float64Array(shares.length);
  return (size) => {
    let furthest = -1;
    for (let p = 0; p < owed.length; p++) {
      owed[p]! += shares[p]! * size;
      if (shares[p]! > 0 && (furthest === -1 || owed[p]! > owed[furthest]!)) furthest = p;
    }
    owed[furthest]! -= size;
    return furthest;
  };
}
