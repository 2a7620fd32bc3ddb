import type { Kernels } from '../../contracts/kernels.ts';
import { gemmScratch } from '../../kernels/gemm.ts';
import { tridiagonalEigen } from '../../kernels/tridiagonal-eigen.ts';

type Product = Parameters<Kernels['call']['gemm']>;

/** Parts of a table at most: each has sums of its own. */
const MOST_PARTS = 64;
const PART_ROWS = 2048;

/** A table of vectors, row after row, and room for as many, into which it is turned. */
export interface Table {
  readonly rows: number;
  readonly size: number;
  data: Float32Array;
  spare: Float32Array;
}

export const tableOf = (rows: number, size: number, kernels: Kernels): Table => ({
  rows,
  size,
  data: kernels.f32(rows * size),
  spare: kernels.f32(rows * size),
});

/**
 * Turn tables of one size about so that the squares of the first, x' x, become diagonal: products between vectors of any of
 * them stay what they were. @returns the diagonal [size], none below 0.
 *
 * O(rows size^2 + size^3). Parts follow from the rows alone, so that any number of threads gives the same bits.
 */
export function turnToGramBasis(first: Table, others: readonly Table[], kernels: Kernels): Float64Array {
  const { size } = first;
  const vectors = gramOf(first, kernels);
  const values = tridiagonalEigen(vectors, size);
  kernels.scope(() => {
    const turn = kernels.f32(size * size);
    turn.set(vectors);
    for (const table of [first, ...others]) {
      inParts(table.rows, kernels, (from, rows) => [
        ...([rows, size, size, table.data.subarray(from * size), size, 1, turn, size, 1] as const),
        table.spare.subarray(from * size),
        0,
        kernels.f32(gemmScratch(size, size)),
      ]);
      [table.data, table.spare] = [table.spare, table.data];
    }
  });
  return values.map((value) => Math.max(0, value));
}

/** x' x [size x size] of a table, summed in float32 within parts and in float64 over them. */
export function gramOf({ rows, size, data }: Table, kernels: Kernels): Float64Array {
  const gram = new Float64Array(size * size);
  kernels.scope(() => {
    const sums: Float32Array[] = [];
    inParts(rows, kernels, (from, count) => {
      const sum = kernels.f32(size * size);
      sums.push(sum);
      const x = data.subarray(from * size);
      return [size, size, count, x, 1, size, x, size, 1, sum, 0, kernels.f32(gemmScratch(size, count))];
    });
    for (const sum of sums) for (let i = 0; i < gram.length; i++) gram[i]! += sum[i]!;
  });
  return gram;
}

function inParts(rows: number, kernels: Kernels, product: (from: number, count: number) => Product): void {
  const length = Math.max(PART_ROWS, Math.ceil(rows / MOST_PARTS));
  const calls: Product[] = [];
  for (let from = 0; from < rows; from += length) calls.push(product(from, Math.min(length, rows - from)));
  kernels.calls('gemm', calls);
}
