/**
 * How often a system alarms when nothing drifts, and how often when one column moves by 0.2 sd.
 *
 * node bench/drift/run.ts [windows = 1000]
 *
 * Telco churn is read from ../shared/data and left out where it is absent. Seeded: the same numbers on each run.
 */
import { existsSync } from 'node:fs';
import { type Calibration, calibrate } from './calibration.ts';
import { churnPopulation, gaussianPopulation } from './populations.ts';

const CHURN = new URL('../../../shared/data/modeldata/wa_churn.parquet', import.meta.url).pathname;
const WINDOW_ROWS = [50, 500, 5000];
const windows = Number(process.argv[2] ?? 1000);

const populations = [
  ...(existsSync(CHURN) ? [await churnPopulation(CHURN)] : []),
  gaussianPopulation(0, 10_000),
  gaussianPopulation(0.8, 10_000),
];
if (!existsSync(CHURN)) console.log(`wa_churn left out: ${CHURN} is absent`);

const most = 0.05 + 2 * Math.sqrt((0.05 * 0.95) / windows);
console.log(`false alarms allowed: 5 % + 2 standard errors = ${percent(most)} of ${windows} windows\n`);
console.log('| population | rows | planted shift | windows | alarms | share | 95 % interval |');
console.log('|---|---:|---:|---:|---:|---:|---|');
for (const population of populations)
  for (const rows of WINDOW_ROWS) {
    print(await calibrate(population, rows, windows, 0));
    print(await calibrate(population, rows, Math.ceil(windows / 5), 0.2));
  }

function print(c: Calibration): void {
  const shift = c.shiftSd === 0 ? 'none' : `${c.shiftSd} sd`;
  console.log(
    `| ${c.population} | ${c.rows} | ${shift} | ${c.windows} | ${c.alarms} | ${percent(c.share)} | ${percent(c.low)} to ${percent(c.high)} |`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
