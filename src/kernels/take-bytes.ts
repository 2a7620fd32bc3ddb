/** Bytes in another order: to[toAt + i] = from[at + order[i]]. O(n), allocates nothing. */
export function takeBytes(
  from: Uint8Array,
  at: number,
  order: Int32Array,
  n: number,
  to: Uint8Array,
  toAt: number,
): void {
  for (let i = 0; i < n; i++) to[toAt + i] = from[at + order[i]!]!;
}
