import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import type { SearchChoice } from '../../../src/contracts/search.ts';
import { decisionTree } from '../../../src/models/decision-tree.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { measureModels } from '../../../src/stages/train/measure-models.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { madeDesign, madeTable } from './made-system.ts';

/** So many rows in a leaf that next to nothing is learned: any other value in its range is better. */
const { params } = resolveParams('decision-tree', decisionTree.params, { minRowsPerLeaf: 100 });
const design = madeDesign('regression');
const frame = madeTable(300, 'regression');

const found = async (search: Partial<SearchChoice>, clock: Clock = systemClock) => {
  const asked: Design = {
    ...design,
    models: [
      { name: 'decision-tree', params, search: { method: 'tpe', trials: 12, seconds: null, ...search } },
    ],
  };
  const [measured] = await measureModels(asked, partsOf(asked, labelledRows(asked, frame)), {
    clock,
    kernels: plainKernels,
    progress: { begin: () => {}, at: () => {}, end: () => {} },
    checkCancelled: () => {},
    http: null,
  });
  const { fitSeconds: _, ...record } = { ...measured!.search!, fitSeconds: 0 };
  const trials = record.trials.map(({ fitSeconds: _, ...trial }) => trial);
  return { measured: measured!, record: { ...record, trials } };
};

describe.each(['random', 'tpe', 'halving', 'hyperband'] as const)('a search by %s', (method) => {
  test('tries the parameters of the design first, finds better ones, and repeats itself', async () => {
    // Hyperband has 22 fits in its three runs, besides the first.
    const trials = method === 'hyperband' ? 23 : 12;
    const { measured, record } = await found({ method, trials });
    const [first, ...others] = record.trials;
    expect(first).toMatchObject({ params, share: 1, pruned: false });
    expect(record.trials.length).toBeLessThanOrEqual(trials);
    expect(others.length).toBeGreaterThan(5);
    const whole = record.trials.filter((t) => t.share === 1 && !t.pruned);
    const best = whole.toSorted((a, b) => a.score! - b.score!)[0]!;
    expect(best.score).toBeLessThan(first!.score!);
    expect(measured.written.manifest.model.params).toEqual(best.params);
    expect((await found({ method, trials })).record).toEqual(record);
  });
});

test('halving goes from a ninth of the rows to all of them, with ever fewer candidates', async () => {
  const { record } = await found({ method: 'halving', trials: 20 });
  const [, ...climbed] = record.trials.map((t) => Number(t.share.toFixed(3)));
  expect(climbed).toEqual([...Array(12).fill(0.111), ...Array(4).fill(0.333), 1]);
  expect(record.stopped).toBe('done');
  expect((await found({ method: 'hyperband', trials: 100 })).record.stopped).toBe('done');
});

test('time stops a search between trials, never before the first', async () => {
  let now = 0;
  const slow: Clock = { now: () => 0, elapsed: () => (now += 1000) };
  const { record } = await found({ trials: 1000, seconds: 60 }, slow);
  expect(record.stopped).toBe('time');
  expect(record.trials.length).toBeLessThan(12);
  const short = await found({ seconds: 0.001 }, slow);
  expect(short.record).toMatchObject({ stopped: 'time', trials: [{ share: 1 }] });
});
