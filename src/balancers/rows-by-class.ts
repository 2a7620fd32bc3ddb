/** [classes] row numbers of each class, ascending; y [rows] class index. O(rows). */
export function rowsByClass(y: Float64Array, classes: number): readonly Int32Array[] {
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < y.length; row++) members[y[row]!]!.push(row);
  return members.map((rows) => Int32Array.from(rows));
}
