import type { Run } from '../../contracts/run.ts';
import { cholesky } from '../../kernels/cholesky.ts';
import { gemmScratch } from '../../kernels/gemm.ts';
import { TILE } from '../../kernels/gram-strip.ts';
import { readColumns, type Tiles, tileAt, turnTile } from './tiles.ts';

type Product = Parameters<Run['kernels']['call']['gemm']>;

/** Products that are handed out at once: each wants room of its own. */
const TOGETHER = 64;

/**
 * Turn a symmetric, positive definite matrix into minus its inverse, in place.
 *
 * Blocks are swept out one after another (Gauss-Jordan without pivoting, which such a matrix does not need): all work is
 * products of tiles, so it runs at the speed of `gemm`, and every tile is a part of its own for threads. The block on the
 * diagonal is inverted by Cholesky in float64, all else is float32. Rows beyond n must be those of the identity.
 * @returns false where float32 does not tell the matrix from a singular one, and it is then of no use.
 *
 * Throws 'train/cancelled'. O(n^3), as many operations as Cholesky's factor and the inverse from it. Source: Goodnight 1979, "A tutorial on the sweep
 * operator", by blocks.
 */
export function invertTiles(tiles: Tiles, run: Run): boolean {
  const { kernels } = run;
  const { side, padded } = tiles;
  return kernels.scope(() => {
    const columns = kernels.f32(TILE * padded);
    const change = kernels.f32(padded * TILE);
    const minus = kernels.f32(TILE * TILE);
    const rooms = Array.from({ length: TOGETHER }, () => kernels.f32(gemmScratch(TILE, TILE)));
    const share = sharer(rooms, run);
    for (let block = 0; block < side; block++) {
      run.progress(block / side, `block ${block + 1} of ${side} swept out`);
      readColumns(tiles, block, columns);
      if (!minusInverse(tileAt(tiles, block, block), minus)) return false;
      const others = Array.from({ length: side }, (_, i) => i).filter((i) => i !== block);
      // Column after column, as `gemm` copies them quickest.
      const changeOf = (i: number) => change.subarray(i * TILE * TILE, (i + 1) * TILE * TILE);
      share(others, (i, room) => {
        const from = columns.subarray(i * TILE);
        return [TILE, TILE, TILE, minus, 1, TILE, from, padded, 1, changeOf(i), 0, room];
      });
      const pairs = others.flatMap((i) => others.filter((j) => j <= i).map((j) => [i, j] as const));
      share(pairs, ([i, j], room) => {
        const from = columns.subarray(j * TILE);
        return [TILE, TILE, TILE, changeOf(i), 1, TILE, from, padded, 1, tileAt(tiles, i, j), 1, room];
      });
      for (const i of others) writeBlock(tiles, i, block, changeOf(i));
      tileAt(tiles, block, block).set(minus);
    }
    return true;
  });
}

function sharer(rooms: readonly Float32Array[], { kernels, checkCancelled }: Run) {
  return <T>(work: readonly T[], product: (piece: T, room: Float32Array) => Product): void => {
    for (let from = 0; from < work.length; from += TOGETHER) {
      checkCancelled();
      const some = work.slice(from, from + TOGETHER);
      kernels.calls(
        'gemm',
        some.map((piece, k) => product(piece, rooms[k]!)),
      );
    }
  };
}

/** out = -a^-1, symmetric to the last bit; a [TILE x TILE], of which the lower half is read. */
function minusInverse(a: Float32Array, out: Float32Array): boolean {
  const n = TILE;
  const l = Float64Array.from(a);
  if (!cholesky(l, n)) return false;
  // The inverse of the factor, column after column, then its transpose times itself.
  const m = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    m[j * n + j] = 1 / l[j * n + j]!;
    for (let i = j + 1; i < n; i++)
      m[j * n + i] = -product(l, i * n + j, m, j * n + j, i - j) / l[i * n + i]!;
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const sum = product(m, i * n + i, m, j * n + i, n - i);
      out[i * n + j] = -sum;
      out[j * n + i] = -sum;
    }
  return true;
}

/** Of n numbers of each from there on. Four sums, for one would wait for itself at each step. */
function product(a: Float64Array, atA: number, b: Float64Array, atB: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 4 <= n; k += 4) {
    s0 += a[atA + k]! * b[atB + k]!;
    s1 += a[atA + k + 1]! * b[atB + k + 1]!;
    s2 += a[atA + k + 2]! * b[atB + k + 2]!;
    s3 += a[atA + k + 3]! * b[atB + k + 3]!;
  }
  for (; k < n; k++) s0 += a[atA + k]! * b[atB + k]!;
  return s0 + s1 + (s2 + s3);
}

/** Put minus these columns where the block's stand: left of the diagonal they are rows, below it they are turned. */
function writeBlock(tiles: Tiles, i: number, block: number, columns: Float32Array): void {
  if (i < block) {
    const to = tileAt(tiles, block, i);
    for (let k = 0; k < to.length; k++) to[k] = -columns[k]!;
    return;
  }
  turnTile(columns, TILE, tileAt(tiles, i, block), TILE, -1);
}
