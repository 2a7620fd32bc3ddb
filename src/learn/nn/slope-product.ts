import type { Kernels } from '../../contracts/kernels.ts';
import { type Product, SMALL, spreadProduct } from './spread-product.ts';
import { partEdge, ROW_PARTS } from './table-shards.ts';

/**
 * The product that sums slopes over the rows of a batch, x' times the slope of what x was turned into: shared out as any
 * product is, by rows of the weights; or, where `kernels` share rows out, each part of the batch into room of its own, and
 * then part after part.
 *
 * scratch: as of `spreadProduct`; weights: values of the result.
 */
export function slopeProduct(kernels: Kernels, scratch: number, weights: number): Product {
  if (kernels.parallel === 'model') return spreadProduct(kernels, scratch);
  const { gemm, addRows, clearValues } = kernels.call;
  const sums = kernels.f32(ROW_PARTS * weights);
  const rooms = Array.from({ length: ROW_PARTS }, () => kernels.f32(scratch));
  return (m, n, k, a, aRow, aCol, b, bRow, bCol, c, add) => {
    if (m * n * k < SMALL) {
      gemm(m, n, k, a, aRow, aCol, b, bRow, bCol, c, add, rooms[0]!);
      return;
    }
    kernels.calls(
      'gemm',
      rooms.map((room, part) => {
        const from = partEdge(k, ROW_PARTS, part);
        const depth = partEdge(k, ROW_PARTS, part + 1) - from;
        const [x, y] = [a.subarray(from * aCol), b.subarray(from * bRow)];
        return [m, n, depth, x, aRow, aCol, y, bRow, bCol, sums.subarray(part * m * n), 0, room];
      }),
    );
    if (add === 0) clearValues(c, m * n);
    addRows(sums, c, ROW_PARTS, m * n);
  };
}
