/**
 * Why `buildHistogram` takes two columns at a time: nanoseconds for each value, one column a call against all.
 *
 *     node bench/trees/histogram.ts
 *
 * 200,000 rows x 28 columns, six of them of three values; a leaf of all rows, of 30 % and of 3 %. Fastest of 9.
 */
import { random } from '../../src/kernels/random.ts';
import { range } from '../../src/kernels/range.ts';
import { binMatrix, chooseBins } from '../../src/learn/trees/bins.ts';
import { buildHistogram, histogramOffsets, SUMS } from '../../src/learn/trees/histogram.ts';
import { matrix } from '../../src/table/matrix.ts';

const ROWS = 200_000;
const COLS = 28;

const r = random(1);
const x = matrix(ROWS, COLS);
for (let c = 0; c < COLS; c++)
  for (let i = 0; i < ROWS; i++) x.data[c * ROWS + i] = c < 6 ? Math.floor(3 * r()) : r();
const columns = Array.from({ length: COLS }, (_, c) => ({ name: `x${c}`, source: `x${c}` }));
const bins = chooseBins(x, columns, null, 255, r);
const binned = binMatrix(x, bins);
const offset = histogramOffsets(bins);
const out = new Float64Array(offset.at(-1)! * SUMS);
// A column alone has a histogram of its own, so that no call clears more than it fills.
const alone = new Float64Array(256 * SUMS);
const start = new Int32Array(COLS + 1);

function fastest(work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < 9; i++) {
    const before = performance.now();
    work();
    best = Math.min(best, performance.now() - before);
  }
  return best;
}

for (const share of [1, 0.3, 0.03]) {
  const rows = range(ROWS).filter(() => r() < share);
  const random64 = () => Float64Array.from(rows, () => r());
  const leaf = { rows, grad: random64(), hess: random64(), weight: random64() };
  const single = fastest(() => {
    for (let c = 0; c < COLS; c++) buildHistogram(binned, Int32Array.of(c), start, leaf, rows.length, alone);
  });
  const paired = fastest(() => buildHistogram(binned, range(COLS), offset, leaf, rows.length, out));
  const perValue = (ms: number) => ((ms * 1e6) / (rows.length * COLS)).toFixed(2);
  console.log(`leaf of ${100 * share} %: ${perValue(single)} ns alone, ${perValue(paired)} ns in pairs`);
}
