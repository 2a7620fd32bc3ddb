import type { Kernels } from '../../contracts/kernels.ts';

/** Multiplications below which threads cost more than they bring. */
export const SMALL = 1_000_000;
/** Rows of the result that the kernel works on together. */
const TOGETHER = 4;

/** `gemm` of kernels/gemm.ts without its scratch. */
export type Product = (
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  aRow: number,
  aCol: number,
  b: Float32Array,
  bRow: number,
  bCol: number,
  c: Float32Array,
  add: number,
) => void;

/**
 * Products of matrices, the rows of the result shared out among threads: each of its sums is the one that one thread makes.
 *
 * scratch: what the kernel needs for the largest of them, see `gemmScratch`.
 */
export function spreadProduct(kernels: Kernels, scratch: number): Product {
  const { gemm } = kernels.call;
  const rooms = Array.from({ length: kernels.threads }, () => kernels.f32(scratch));
  return (m, n, k, a, aRow, aCol, b, bRow, bCol, c, add) => {
    const blocks = Math.ceil(m / TOGETHER);
    const parts = m * n * k < SMALL ? 1 : Math.min(rooms.length, blocks);
    if (parts === 1) {
      gemm(m, n, k, a, aRow, aCol, b, bRow, bCol, c, add, rooms[0]!);
      return;
    }
    const edge = (part: number): number => Math.min(m, TOGETHER * Math.floor((part * blocks) / parts));
    kernels.calls(
      'gemm',
      rooms.slice(0, parts).map((room, part) => {
        const from = edge(part);
        const size = [edge(part + 1) - from, n, k] as const;
        return [...size, a.subarray(from * aRow), aRow, aCol, b, bRow, bCol, c.subarray(from * n), add, room];
      }),
    );
  };
}
