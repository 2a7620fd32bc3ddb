import type { Kernels } from '../../contracts/kernels.ts';
import { gemmScratch } from '../../kernels/gemm.ts';

/** Multiplications from which a product is worth sharing out among threads: about a tenth of a millisecond. */
const WORTH_SHARING = 4_000_000;
/** Rows of c in a part, and parts at most: each part copies b for itself. */
const PART_ROWS = 64;
const MOST_PARTS = 8;

/** c = a b, or c += a b where `add` is 1, as `gemm` of the kernels has it. */
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

/** What a layer will ask for at most. */
interface Size {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/**
 * Products over scratch laid out once: small ones in one go, large ones in parts of the rows of c on all threads. Parts
 * follow from the sizes alone and every row is summed alike in any of them, so the number of threads changes no bit.
 */
export function layProduct(kernels: Kernels, sizes: readonly Size[]): Product {
  const parts = Math.max(1, ...sizes.map(partsOf));
  const room = Math.max(0, ...sizes.map(({ n, k }) => gemmScratch(n, k)));
  const scratch = Array.from({ length: parts }, () => kernels.f32(room));
  const { gemm } = kernels.call;
  return (m, n, k, a, aRow, aCol, b, bRow, bCol, c, add) => {
    const shared = Math.min(parts, partsOf({ m, n, k }));
    if (shared === 1) {
      gemm(m, n, k, a, aRow, aCol, b, bRow, bCol, c, add, scratch[0]!);
      return;
    }
    const calls: Parameters<typeof gemm>[] = [];
    for (let p = 0; p < shared; p++) {
      const [from, to] = [Math.floor((p * m) / shared), Math.floor(((p + 1) * m) / shared)];
      const rows = to - from;
      const [ofA, ofC] = [a.subarray(from * aRow), c.subarray(from * n, to * n)];
      calls.push([rows, n, k, ofA, aRow, aCol, b, bRow, bCol, ofC, add, scratch[p]!]);
    }
    kernels.calls('gemm', calls);
  };
}

const partsOf = ({ m, n, k }: Size): number =>
  m * n * k < WORTH_SHARING ? 1 : Math.max(1, Math.min(MOST_PARTS, Math.floor(m / PART_ROWS)));
