/**
 * What a look costs: 20 columns against a reference of 10,000 rows, by window size, with nothing and with everything
 * drifted. Minimum of 5.
 *
 * node bench/drift/cost.ts
 */
import { binByBin, rowByRow } from '../../src/kernels/hypergeometric.ts';
import { random } from '../../src/kernels/random.ts';
import { type Pair, testPairs } from '../../src/stages/monitor/drift.ts';
import { referenceOf } from '../../src/stages/monitor/reference.ts';
import { numberColumn } from '../../src/table/column.ts';
import { gaussianColumns } from '../../test/worlds/gaussian-world.ts';
import { gaussianPopulation } from './populations.ts';

const { frame } = gaussianPopulation(0.5, 10_000);
const inputs = frame.schema.filter((c) => c.name !== 'score');
const none = { rows: 0, outputs: 1, values: new Float64Array() };
const reference = referenceOf(frame, inputs, none, { category: 'regression' });

console.log('| window rows | drifted columns | ms |');
console.log('|---:|---:|---:|');
for (const rows of [62, 500, 5000, 100_000])
  for (const drifted of [0, 20]) {
    const columns = gaussianColumns(rows, 20, 0.5, random(5));
    const pairs = reference.inputs.flatMap((column, i): Pair[] => {
      if (column.detector === null) return [];
      const shift = i < drifted ? 2 : 0;
      return [{ role: 'input', reference: column, window: numberColumn(columns[i]!.map((v) => v + shift)) }];
    });
    console.log(
      `| ${rows} | ${drifted} | ${(await best(async () => testPairs(pairs, 0.0375, 1))).toFixed(0)} |`,
    );
  }

console.log('\n| rows taken from 64 bins | row by row, us | bin by bin, us |');
console.log('|---:|---:|---:|');
const pool = new Int32Array(64).fill(300);
const out = new Int32Array(64);
for (const rows of [60, 250, 500, 750, 1000, 2000]) {
  const micros: number[] = [];
  for (const take of [rowByRow, binByBin]) {
    const source = take(pool, rows, random(1));
    micros.push(
      await best(async () => {
        for (let i = 0; i < 1000; i++) source(out);
      }),
    );
  }
  console.log(`| ${rows} | ${micros.map((m) => m.toFixed(1)).join(' | ')} |`);
}

/** ms */
async function best(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
