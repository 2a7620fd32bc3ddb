import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calibrate, type Population } from '../../bench/drift/calibration.ts';
import { churnPopulation, gaussianPopulation } from '../../bench/drift/populations.ts';

const CHURN = new URL('../../../shared/data/modeldata/wa_churn.parquet', import.meta.url).pathname;
/** 1,000 windows of every size are bench/drift/run.ts: minutes for each of the large ones. */
const WINDOWS = { 50: 1000, 500: 400, 5000: 100 } as const;
const most = (windows: number): number => 0.05 + 2 * Math.sqrt((0.05 * 0.95) / windows);
const TIMEOUT = 1_200_000;

const populations: { name: string; make: () => Population | Promise<Population>; absent?: string }[] = [
  {
    name: 'wa_churn',
    make: () => churnPopulation(CHURN),
    ...(existsSync(CHURN) ? {} : { absent: `${CHURN} is absent` }),
  },
  { name: 'gaussian, independent', make: () => gaussianPopulation(0, 10_000) },
  { name: 'gaussian, correlation 0.8', make: () => gaussianPopulation(0.8, 10_000) },
];

describe.each(populations)('the alarm of a system on $name', ({ make, absent }) => {
  if (absent !== undefined) {
    it.skip(`left out: ${absent}`, () => {});
    return;
  }

  it.each([50, 500, 5000] as const)(
    'holds its rate in windows of %i rows',
    async (rows) => {
      const found = await calibrate(await make(), rows, WINDOWS[rows], 0);
      console.log(JSON.stringify(found));
      expect(found.share).toBeLessThanOrEqual(most(WINDOWS[rows]));
    },
    TIMEOUT,
  );

  it(
    'finds 0.2 sd in one column in 5,000 rows',
    async () => {
      const found = await calibrate(await make(), 5000, 30, 0.2);
      console.log(JSON.stringify(found));
      expect(found.share).toBeGreaterThanOrEqual(0.95);
    },
    TIMEOUT,
  );
});
