import type { Kernels } from '../../contracts/kernels.ts';
import { TILE } from '../../kernels/gram-strip.ts';

/** Numbers of a tile. */
export const AREA = TILE * TILE;

/**
 * The lower half of a large symmetric matrix in float32, as square tiles: half the memory, and each fits a cache.
 *
 * The matrix is rounded up to whole tiles. Tile (i, j), j <= i, holds rows i * TILE .. and columns j * TILE .., row after
 * row. Those on the diagonal hold both halves, of which the lower one counts.
 */
export interface Tiles {
  /** Rows of the matrix that are asked for. */
  readonly n: number;
  /** Rows with those that fill the last tile up. */
  readonly padded: number;
  /** Tiles along a side. */
  readonly side: number;
  /** [side (side + 1) / 2 tiles] */
  readonly data: Float32Array;
}

/** A matrix of zeros, n x n, in memory of the kernels. */
export function tilesOf(n: number, kernels: Kernels): Tiles {
  const side = Math.ceil(n / TILE);
  return { n, padded: side * TILE, side, data: kernels.f32(((side * (side + 1)) / 2) * AREA) };
}

/** Tiles (i, 0) .. (i, i), one after another. */
export const stripOf = ({ data }: Tiles, i: number): Float32Array =>
  data.subarray(((i * (i + 1)) / 2) * AREA, (((i + 1) * (i + 2)) / 2) * AREA);

export const tileAt = ({ data }: Tiles, i: number, j: number): Float32Array =>
  partOf(data, (i * (i + 1)) / 2 + j);

/** The i-th tile of many that lie one after another. */
export const partOf = (tiles: Float32Array, i: number): Float32Array =>
  tiles.subarray(i * AREA, (i + 1) * AREA);

/** out [rows x TILE] = columns block * TILE .. of all rows, both halves of the matrix in full; out has a stride of `padded`. */
export function readColumns(tiles: Tiles, block: number, out: Float32Array): void {
  const { padded, side } = tiles;
  for (let j = 0; j <= block; j++) {
    const tile = tileAt(tiles, block, j);
    for (let r = 0; r < TILE; r++)
      for (let c = 0, to = r * padded + j * TILE; c < TILE; c++) out[to + c] = tile[r * TILE + c]!;
  }
  // Of the tile on the diagonal the upper half is that of the lower one.
  const own = tileAt(tiles, block, block);
  for (let r = 0; r < TILE; r++)
    for (let c = 0; c < r; c++) out[c * padded + block * TILE + r] = own[r * TILE + c]!;
  for (let i = block + 1; i < side; i++)
    turnTile(tileAt(tiles, i, block), TILE, out.subarray(i * TILE), padded, 1);
}

/** Numbers of a line of the cache: what is turned at a time. */
const LINE = 16;

/** to = by x from', both TILE x TILE, rows so far apart. */
export function turnTile(
  from: Float32Array,
  fromStride: number,
  to: Float32Array,
  toStride: number,
  by: number,
): void {
  for (let r = 0; r < TILE; r += LINE)
    for (let c = 0; c < TILE; c++)
      for (let k = r; k < r + LINE; k++) to[c * toStride + k] = by * from[k * fromStride + c]!;
}
