import type { Run } from '../../contracts/run.ts';
import { gemmScratch } from '../../kernels/gemm.ts';
import { TILE } from '../../kernels/gram-strip.ts';
import { AREA, partOf, type Tiles, tileAt, turnTile } from './tiles.ts';

type Product = Parameters<Run['kernels']['call']['gemm']>;

/** Products that are handed out at once: each wants room of its own. */
const TOGETHER = 64;

/**
 * Turn a symmetric, positive definite matrix into minus its inverse, in place.
 *
 * Blocks are swept out one after another (Gauss-Jordan without pivoting, which such a matrix does not need): all work is
 * products of tiles, so it runs at the speed of `gemm`, and every tile is a part of its own for threads. The block on the
 * diagonal is swept out in float64, all else is float32. Rows beyond n must be those of the identity.
 * @returns false where float32 does not tell the matrix from a singular one, and it is then of no use.
 *
 * Throws 'train/cancelled'. O(n^3), as many operations as Cholesky's factor and the inverse from it. Source: Goodnight 1979, "A tutorial on the sweep
 * operator", by blocks.
 */
export function invertTiles(tiles: Tiles, run: Run): boolean {
  const { kernels } = run;
  const { side } = tiles;
  return kernels.scope(() => {
    const tilesOfRow = (): Float32Array[] => {
      const row = kernels.f32(side * AREA);
      return Array.from({ length: side }, (_, i) => partOf(row, i));
    };
    const [turned, change] = [tilesOfRow(), tilesOfRow()];
    const minus = kernels.f32(AREA);
    const swept = kernels.f64(TILE * (TILE + 2));
    const rooms = Array.from({ length: TOGETHER }, () => kernels.f32(gemmScratch(TILE, TILE)));
    const share = sharer(rooms, run);
    for (let block = 0; block < side; block++) {
      run.progress(block / side, `block ${block + 1} of ${side} swept out`);
      if (kernels.call.sweepOut(TILE, tileAt(tiles, block, block), minus, swept) === 0) return false;
      const others = Array.from({ length: side }, (_, i) => i).filter((i) => i !== block);
      // Column after column, as `gemm` copies them quickest.
      const columns = turned.map((turn, i) => {
        if (i <= block) return tileAt(tiles, block, i);
        turnTile(tileAt(tiles, i, block), TILE, turn, TILE, 1);
        return turn;
      });
      share(others, (i, room) => [
        ...([TILE, TILE, TILE, minus, 1, TILE, columns[i]!, TILE, 1, change[i]!, 0, room] as const),
      ]);
      const pairs = others.flatMap((i) => others.filter((j) => j <= i).map((j) => [i, j] as const));
      share(pairs, ([i, j], room) => [
        ...([TILE, TILE, TILE, change[i]!, 1, TILE, columns[j]!, TILE, 1] as const),
        ...([tileAt(tiles, i, j), 1, room] as const),
      ]);
      for (const i of others) writeBlock(tiles, i, block, change[i]!);
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

/** Put minus these columns where the block's stand: left of the diagonal they are rows, below it they are turned. */
function writeBlock(tiles: Tiles, i: number, block: number, columns: Float32Array): void {
  if (i < block) {
    const to = tileAt(tiles, block, i);
    for (let k = 0; k < to.length; k++) to[k] = -columns[k]!;
    return;
  }
  turnTile(columns, TILE, tileAt(tiles, i, block), TILE, -1);
}
