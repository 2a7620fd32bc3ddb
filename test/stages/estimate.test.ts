import { expect, test } from 'vitest';
import type { Design } from '../../src/contracts/design.ts';
import { plainKernels } from '../../src/contracts/kernels.ts';
import { estimate } from '../../src/stages/estimate.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';

const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
};
const nan = Number.NaN;

/** Decisions of two arms; what another policy would do stands in a column, so that no model is needed. */
const told = (propensity: readonly number[], other: readonly number[]) => {
  const columns = new Map<string, Column>([
    ['arm', categoryColumn(Int32Array.of(0, 1, 0), ['a', 'b'])],
    ['paid', numberColumn(Float64Array.of(1, 0, 1))],
    ['chance', numberColumn(Float64Array.from(propensity))],
    ['other', numberColumn(Float64Array.from(other))],
  ]);
  const input = {
    log: { rows: 3, schema: [], columns },
    columns: { action: 'arm', reward: 'paid', propensity: 'chance', target: 'other' },
    design: { seed: 1 } as Design,
    level: 0.95,
    samples: 50,
    leastEffective: 1,
  };
  return estimate(input, ports);
};

test('decisions without action, reward or propensity are left out and counted', async () => {
  const { decisions, dropped, estimates, noModel } = await told([0.5, 0.5, nan], [1, 0, 1]);
  expect([decisions, dropped]).toEqual([2, 1]);
  expect(estimates!.snips.value).toBe(1);
  expect(estimates!.dr).toBeNull();
  expect(noModel).toContain('other tells that of the logged one alone');
});

test.each([
  ['a propensity of 0', [0.5, 0, 0.5], [1, 0, 1], 'chance'],
  ['a propensity above 1', [0.5, 0.5, 1.5], [1, 0, 1], 'chance'],
  ['a chance below 0', [0.5, 0.5, 0.5], [1, -0.1, 1], 'other'],
])('%s is refused with the column', async (_, propensity, other, column) => {
  await expect(told(propensity, other)).rejects.toMatchObject({
    code: 'estimate/not-a-chance',
    details: { column },
  });
});

test('a log without a whole decision is refused', async () => {
  await expect(told([nan, nan, nan], [1, 1, 1])).rejects.toMatchObject({ code: 'estimate/no-decisions' });
});
