import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { fail } from '../../../src/errors/fail.ts';
import { models } from '../../../src/models/index.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { judgingOf } from '../../../src/stages/train/search/judging.ts';
import { type TrainedRun, type TrainPorts, train } from '../../../src/stages/train.ts';
import { type NumberColumn, numberColumn } from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';
import { candidates, choice } from './made-candidates.ts';
import { madeDesign, madeTable } from './made-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-search-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dataset = { format: 1, sha256: 'd'.repeat(64), key: '', rows: 0, schema: [], sources: [] } as object;

const ports = async (over: Partial<TrainPorts> = {}): Promise<TrainPorts> => ({
  artifacts: await fileArtifacts(folder),
  clock: systemClock,
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
  ...over,
});

const search = async (
  design: Design,
  frame: Frame,
  limits: { seconds?: number; trials?: number },
  over: Partial<TrainPorts> = {},
): Promise<TrainedRun> =>
  train(
    {
      design,
      dataset: dataset as Dataset,
      frame,
      program: 'test',
      search: {
        seconds: limits.seconds ?? null,
        trials: limits.trials ?? null,
        candidates: candidates(design.framing.task.category),
      },
    },
    await ports(over),
  );

/** A clock that runs by itself: a tenth of a second passes each time that somebody looks. */
const ticking = (): Clock => {
  let now = 0;
  return { now: () => 0, elapsed: () => (now += 100) };
};

const tried = (run: TrainedRun) => run.record.search!.trials.map(({ fitSeconds: _, ...trial }) => trial);

describe.each(['binary', 'multiclass', 'regression'] as const)('a search of a %s target', (category) => {
  const design = madeDesign(category);
  const frame = madeTable(300, category);

  test('goes through the tiers in order, and puts forward what did best on rows that it had not learned from', async () => {
    const run = await search(design, frame, { trials: 12 });
    const { trials, stopped, ensemble, rounds } = run.record.search!;
    expect(stopped).toBe('trials');
    expect(trials).toHaveLength(12);
    expect(rounds).toBe(5);
    const rank = { baseline: 0, simple: 1, complex: 2 };
    const tiers = trials.map((t) => rank[models.find((m) => m.name === t.model)!.traits.tier]);
    expect(tiers.slice(0, 7)).toEqual(tiers.slice(0, 7).toSorted());
    expect(run.models.slice(0, 3).map((m) => m.tier)).toEqual(['baseline', 'simple', 'complex']);
    expect(run.models).toHaveLength(ensemble === null ? 3 : 4);
    const sign = design.evaluation.primary === 'rocAuc' ? -1 : 1;
    const losses = run.models.map((m) => sign * m.validationScore!);
    expect(losses[run.best]).toBe(Math.min(...losses));
    if (ensemble !== null) {
      expect(ensemble.reduce((sum, m) => sum + m.share, 0)).toBeCloseTo(1, 12);
      expect(run.best).toBe(3);
      for (const { trial } of ensemble) expect(trials[trial]!.pruned).toBe(false);
    }
    for (const { parity, tradeOffs } of run.models) {
      expect(parity).toMatchObject({ reloaded: 0, singleRow: 0 });
      expect(tradeOffs).toMatchObject({ memoryBytes: null, updates: false, browser: true });
    }
    // A constant is not clearly worse on an eighth of the rows of a round, of which there are 192 of 240.
    expect(run.models[0]!.tradeOffs!.rowsNeeded).toBe(24);
  });

  test('stops when its time is up, and as many trials again give the same models', async () => {
    const timed = await search(design, frame, { seconds: 110 }, { clock: ticking() });
    expect(timed.record.search!.stopped).toBe('time');
    const trials = timed.record.search!.trials.length;
    expect(trials).toBeGreaterThan(3);
    const again = await search(design, frame, { trials });
    expect(tried(again)).toEqual(tried(timed));
    expect(again.record.search!.ensemble).toEqual(timed.record.search!.ensemble);
    expect(again.models.map((m) => m.manifest.tensors)).toEqual(timed.models.map((m) => m.manifest.tensors));
  });
});

test('no trial sees a test row: other truths there change what is reported, and nothing that is chosen', async () => {
  const design = madeDesign('regression');
  const frame = madeTable(300, 'regression');
  const parts = partsOf(design, labelledRows(design, frame));
  const held = new Set(parts.test.truth);
  const { values } = frame.columns.get('target') as NumberColumn;
  const otherwise: Frame = {
    ...frame,
    columns: new Map([
      ...frame.columns,
      ['target', numberColumn(values.map((v) => (held.has(v) ? 1000 - v : v)) as Float64Array<ArrayBuffer>)],
    ]),
  };
  const [a, b] = [await search(design, frame, { trials: 8 }), await search(design, otherwise, { trials: 8 })];
  expect(tried(b)).toEqual(tried(a));
  expect(b.models.map((m) => m.manifest.tensors)).toEqual(a.models.map((m) => m.manifest.tensors));
  expect(b.models[b.best]!.evaluation.metrics).not.toEqual(a.models[a.best]!.evaluation.metrics);
});

test('how much memory a model takes is what more is in use once it is opened', async () => {
  let held = 0;
  const run = await search(
    madeDesign('binary'),
    madeTable(300, 'binary'),
    { trials: 3 },
    { memory: () => (held += 1000) },
  );
  expect(run.models.map((m) => m.tradeOffs!.memoryBytes)).toEqual(run.models.map(() => 1000));
});

test('however little time there is, one model comes of it', async () => {
  const design = madeDesign('binary');
  const only = [choice('decision-tree')];
  const run = await train(
    {
      design,
      dataset: dataset as Dataset,
      frame: madeTable(300, 'binary'),
      program: 'test',
      search: { seconds: 0.001, trials: null, candidates: only },
    },
    await ports({ clock: ticking() }),
  );
  expect(run.models.map((m) => m.manifest.model.name)).toEqual(['decision-tree']);
  expect(run.record.search).toMatchObject({ stopped: 'time', ensemble: null });
  expect(run.models[0]!.tradeOffs!.rowsNeeded).toBeNull();
});

test('a search of what has no truth to judge by is refused', () => {
  const design = madeDesign('regression');
  const parts = partsOf(design, labelledRows(design, madeTable(50, 'regression')));
  const task = { category: 'cluster', classes: ['0', '1'] } as const;
  const asked = { ...design, framing: { ...design.framing, task } } as Design;
  expect(() => judgingOf(asked, parts)).toThrow(/a cluster system has none/);
});

test('a search can be cancelled', async () => {
  let calls = 0;
  const checkCancelled = (): void => {
    if (++calls > 20) throw fail('train/cancelled', { what: 'the run' });
  };
  const run = search(madeDesign('binary'), madeTable(300, 'binary'), { trials: 50 }, { checkCancelled });
  await expect(run).rejects.toMatchObject({ code: 'train/cancelled' });
});
