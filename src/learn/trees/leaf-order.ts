import type { Kernels } from '../../contracts/kernels.ts';
import type { BinnedMatrix } from './bins.ts';
import type { Cut } from './split.ts';

/** Rows of one part, where a leaf is large enough for several. */
const PART = 16_384;

/** The rows of a tree, leaf after leaf. */
export class LeafOrder {
  /** [rows] */
  readonly rows: Int32Array;
  private readonly kernels: Kernels;
  private readonly x: BinnedMatrix;
  private readonly lefts: Int32Array;
  private readonly rights: Int32Array;
  private readonly counts: Int32Array;
  private readonly goesLeft: Uint8Array;

  constructor(kernels: Kernels, x: BinnedMatrix) {
    this.kernels = kernels;
    this.x = x;
    this.rows = kernels.i32(x.rows);
    this.lefts = kernels.i32(x.rows);
    this.rights = kernels.i32(x.rows);
    this.counts = kernels.i32(Math.ceil(x.rows / PART) + 1);
    this.goesLeft = kernels.u8(256);
  }

  /** Part rows [start, end), each side in its old order. @returns number on the left. O(end - start). */
  part({ column, goesLeft }: Cut, start: number, end: number): number {
    this.goesLeft.set(goesLeft);
    const from = column * this.x.rows;
    const alone = this.kernels.threads === 1 || end - start < 2 * PART;
    return alone ? this.inOne(from, start, end) : this.inParts(from, start, end);
  }

  private inOne(from: number, start: number, end: number): number {
    const { kernels, x, rows, rights, counts, goesLeft } = this;
    kernels.call.partitionRows(x.codes, from, goesLeft, rows, start, end, rows, start, rights, 0, counts, 0);
    const left = counts[0]!;
    kernels.call.copyRows(rights, 0, end - start - left, rows, start + left);
    return left;
  }

  private inParts(from: number, start: number, end: number): number {
    const { kernels, x, rows, lefts, rights, counts, goesLeft } = this;
    const parts = Math.floor((end - start) / PART);
    const edge = (part: number): number => start + Math.floor((part * (end - start)) / parts);
    const each = Array.from({ length: parts }, (_, part) => ({ part, at: edge(part), to: edge(part + 1) }));
    kernels.calls(
      'partitionRows',
      each.map(({ part, at, to }) => [
        x.codes,
        from,
        goesLeft,
        rows,
        at,
        to,
        ...([lefts, at, rights, at, counts, part] as const),
      ]),
    );
    let left = 0;
    for (let part = 0; part < parts; part++) left += counts[part]!;
    let [leftAt, rightAt] = [start, start + left];
    kernels.calls(
      'copyRows',
      each.flatMap(({ part, at, to }) => {
        const goes = counts[part]!;
        const stays = to - at - goes;
        leftAt += goes;
        rightAt += stays;
        return [
          [lefts, at, goes, rows, leftAt - goes],
          [rights, at, stays, rows, rightAt - stays],
        ] as [Int32Array, number, number, Int32Array, number][];
      }),
    );
    return left;
  }
}
