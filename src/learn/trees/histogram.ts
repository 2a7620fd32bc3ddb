import type { Kernels } from '../../contracts/kernels.ts';
import { BLOCK, SCRATCH } from '../../kernels/leaf-histogram.ts';
import { FOUND, LIMITS } from '../../kernels/search-thresholds.ts';
import type { ColumnBins } from './bins.ts';
import type { BlockRecords, RecordGroup } from './block-records.ts';
import { type LeafSums, SUMS } from './leaf-sums.ts';
import type { PackedDerivatives } from './packed-derivatives.ts';

/** The sums of a leaf's rows by column and bin. Only `Histograms` can read it. */
export type Histogram = Float64Array;

/**
 * Entries that a column has room for: the least of these that its bins need. A few more than a power of two, because equal
 * bins of neighbouring columns would stand at addresses with equal last digits, where a processor takes the store of one
 * for what the load of the next must wait for.
 */
const STRIDES = [20, 68, 260];

/** Parts for each thread that one histogram is counted in, where it has rows enough: threads seldom keep step. */
const PARTS = 2;
/** Rows of a part at least: it pays for a histogram of its own, which is added to the first. */
const PART_ROWS = 8192;
/** Bins to count below which threads cost more than they bring. */
const SMALL = 65_536;

/** Columns that a thread searches at least: fewer are done before it wakes. */
const SEARCHED = 8;

/** Room of a search for thresholds: see kernels/search-thresholds.ts. */
interface ThresholdSearch {
  readonly columns: Int32Array;
  readonly bins: Int32Array;
  readonly units: Float64Array;
  readonly limits: Float64Array;
  readonly found: Float64Array;
}

/** Makes the histograms of one tree after another, and keeps their room. */
export class Histograms {
  private readonly kernels: Kernels;
  private readonly records: BlockRecords;
  private readonly derivatives: PackedDerivatives;
  private readonly stride: number;
  private readonly entries: number;
  private readonly free: Histogram[] = [];
  private readonly parts: number;
  private readonly scratch: Uint8Array;
  private readonly bins: readonly ColumnBins[];
  private readonly sumsRead: Float64Array;
  private readonly search: ThresholdSearch;

  constructor(
    kernels: Kernels,
    records: BlockRecords,
    bins: readonly ColumnBins[],
    derivatives: PackedDerivatives,
  ) {
    this.kernels = kernels;
    this.records = records;
    this.derivatives = derivatives;
    this.stride = strideOf(bins);
    this.entries = BLOCK * Math.max(1, Math.ceil(records.cols / BLOCK)) * this.stride;
    this.parts = kernels.threads === 1 ? 1 : PARTS * kernels.threads;
    this.scratch = kernels.u8(SCRATCH * Math.max(this.parts, records.groups.length));
    this.bins = bins;
    this.sumsRead = kernels.f64(SUMS * 256);
    this.search = searchOf(kernels, bins);
  }

  /**
   * The histogram of rows order[start..end), rising, the same in however many parts: its sums are of whole numbers.
   *
   * O((end - start) x columns).
   */
  count(order: Int32Array, start: number, end: number): Histogram {
    const { kernels, records, parts: most, entries } = this;
    const rows = end - start;
    const whole = this.take();
    const chunks = Math.max(
      1,
      Math.min(Math.floor(most / records.groups.length), Math.floor(rows / PART_ROWS)),
    );
    const parts: Parameters<Kernels['call']['countRows']>[] = [];
    const others: Histogram[] = [];
    for (let chunk = 0; chunk < chunks; chunk++) {
      const from = start + Math.floor((chunk * rows) / chunks);
      const to = start + Math.floor(((chunk + 1) * rows) / chunks);
      const histogram = chunk === 0 ? whole : this.take();
      if (chunk > 0) others.push(histogram);
      for (const group of records.groups)
        parts.push(this.partOf(histogram, group, order, from, to, parts.length));
    }
    if (rows * records.cols < SMALL) for (const part of parts) kernels.call.countRows(...part);
    else kernels.calls('countRows', parts);
    for (const other of others) {
      kernels.call.addHistogram(whole, other, entries);
      this.free.push(other);
    }
    return whole;
  }

  private partOf(
    histogram: Histogram,
    { at, width, firstColumn, columns }: RecordGroup,
    order: Int32Array,
    from: number,
    to: number,
    part: number,
  ): Parameters<Kernels['call']['countRows']> {
    const { records, stride, scratch } = this;
    const { words, packing } = this.derivatives;
    const first = firstColumn * stride;
    // Rows that rise from `from` to `to - 1` within so many places have no gap.
    const inOrder = to > from && order[from] === from && order[to - 1] === to - 1 ? 1 : 0;
    return [
      ...([records.bytes, at, width, order, inOrder, from, to, words] as const),
      ...([packing.hessBits, packing.sumBits, histogram, first, stride, columns] as const),
      scratch,
      part * SCRATCH,
    ];
  }

  /** Turn the histogram of a leaf into that of its other child. O(bins of all columns). */
  subtract(parent: Histogram, child: Histogram): void {
    this.kernels.call.subtractHistogram(parent, child, this.entries);
  }

  /** Give back the room of a histogram that is needed no more. */
  release(histogram: Histogram): void {
    this.free.push(histogram);
  }

  /** What a histogram says, until it is changed. */
  read(histogram: Histogram): LeafSums {
    return {
      of: (column) => this.sums(histogram, column),
      thresholds: (columns, limits) => this.thresholds(histogram, columns, limits),
    };
  }

  private sums(histogram: Histogram, column: number): Float64Array {
    const { sumBits, gradUnit, hessUnit, weightUnit } = this.derivatives.packing;
    const units = [gradUnit, hessUnit, weightUnit] as const;
    const bins = (this.bins[column]?.count ?? 0) + 1;
    const first = column * this.stride;
    this.kernels.call.readHistogram(histogram, first, bins, sumBits, ...units, this.sumsRead);
    return this.sumsRead;
  }

  private thresholds(histogram: Histogram, columns: Int32Array, limits: readonly number[]): Float64Array {
    const { kernels, stride, search } = this;
    const { sumBits, gradUnit, hessUnit, weightUnit } = this.derivatives.packing;
    search.columns.set(columns);
    search.units.set([gradUnit, hessUnit, weightUnit]);
    search.limits.set(limits);
    const parts = kernels.threads === 1 ? 1 : Math.max(1, Math.floor(columns.length / SEARCHED));
    const edge = (part: number): number => Math.floor((part * columns.length) / parts);
    kernels.calls(
      'searchThresholds',
      Array.from({ length: parts }, (_, part) => [
        ...([histogram, stride, sumBits, search.columns, edge(part), edge(part + 1)] as const),
        ...([search.bins, search.units, search.limits, search.found] as const),
      ]),
    );
    return search.found;
  }

  /** A histogram of zeros. */
  private take(): Histogram {
    const { kernels, entries } = this;
    const old = this.free.pop();
    if (old === undefined) return kernels.f64(entries * kernels.call.histogramEntry());
    kernels.call.clearHistogram(old, entries);
    return old;
  }
}

function searchOf(kernels: Kernels, bins: readonly ColumnBins[]): ThresholdSearch {
  const counts = kernels.i32(bins.length);
  counts.set(bins.map(({ kind, count }) => (kind === 'number' ? count : 0)));
  return {
    columns: kernels.i32(bins.length),
    bins: counts,
    units: kernels.f64(SUMS),
    limits: kernels.f64(LIMITS),
    found: kernels.f64(FOUND * bins.length),
  };
}

function strideOf(bins: readonly ColumnBins[]): number {
  const most = bins.reduce((m, { count }) => Math.max(m, count + 1), 1);
  return STRIDES.find((s) => s >= most)!;
}

/** Bytes of a histogram over so many columns of so many bins, the one for missing values included. */
export const histogramBytes = (cols: number, bins: number): number =>
  cols * STRIDES.find((s) => s >= bins)! * SUMS * Float64Array.BYTES_PER_ELEMENT;
