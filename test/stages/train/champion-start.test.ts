import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { openJournal } from '../../../src/adapters/sqlite/journal.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { range } from '../../../src/kernels/range.ts';
import { models } from '../../../src/models/index.ts';
import type { Lake } from '../../../src/ports/lake.ts';
import { register } from '../../../src/stages/deploy.ts';
import { type Champion, championOf, startOf } from '../../../src/stages/train/champion-start.ts';
import { train } from '../../../src/stages/train.ts';
import { takeFrame } from '../../../src/table/frame.ts';
import { madeDesign, madeTable } from './made-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-start-'));
afterAll(() => rmSync(folder, { recursive: true }));
const artifacts = fileArtifacts(folder);
const ports = {
  artifacts,
  clock: systemClock,
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
};

const choice = (name: string) => {
  const { params, traits } = models.find((m) => m.name === name)!;
  return { name, params: resolveParams(name, params, traits.quick ?? {}).params };
};
const [mlp, trees] = [choice('mlp'), choice('decision-tree')];
const plain = madeDesign('binary');
const design: Design = {
  ...plain,
  training: { from: 'champion' },
  models: [mlp, trees],
  data: {
    ...plain.data,
    split: { name: 'table-order', column: null, params: {}, train: 0.6, validation: 0.2, test: 0.2 },
  },
};
const table = madeTable(500, 'binary');
const first = takeFrame(table, range(300));
const datasetOf = (rows: number): Dataset => ({
  format: 1,
  sha256: String(rows).padStart(64, 'd'),
  key: '',
  rows,
  schema: [],
  sources: [],
  profile: [],
  findings: [],
  inferred: [],
});
const lake = { get: async (sha256: string) => datasetOf(Number(sha256.replaceAll('d', ''))) } as Lake;
const run = (frame: typeof table, champion: Champion | null, given = design) =>
  train({ design: given, dataset: datasetOf(frame.rows), frame, champion, program: 'test' }, ports);

const named = ({ models: all }: Awaited<ReturnType<typeof run>>, name: string) =>
  all.find((m) => m.manifest.model.name === name)!;

describe('a run that is to go on from the champion', async () => {
  const journal = await openJournal(join(folder, 'journal.db'), { mode: 'write', what: 'test' });
  afterAll(() => journal.close());
  const stores = { journal, artifacts, lake };
  const none = await championOf('made', stores);
  const one = await run(first, none);
  const was = named(one, 'mlp');
  await register({ system: 'made', trained: was, run: one.sha256 }, { ...stores, clock: systemClock });
  const champion = (await championOf('made', stores))!;

  test('begins from nothing where there is none yet', () => {
    expect(none).toBeNull();
    for (const { start, manifest } of one.models) {
      expect(start).toEqual({ champion: null, because: 'there is no champion yet' });
      expect(manifest.parents).not.toHaveProperty('start');
    }
  });

  test('goes on with the features and the state of the champion on more rows; choices are made from nothing', async () => {
    const [on, anew] = [await run(table, champion), await run(table, null)];
    const is = named(on, 'mlp');
    expect(is.start).toEqual({ champion: 1, sha256: was.sha256, because: null });
    expect(is.manifest.parents.start).toBe(was.sha256);
    expect(is.manifest.recipe).toEqual(was.manifest.recipe);
    expect(is.manifest.tensors).not.toBe(named(anew, 'mlp').manifest.tensors);
    expect(is.validationScore).toBe(named(anew, 'mlp').validationScore);
    expect(is.evaluation.metrics.rocAuc!.value).toBeGreaterThan(0.9);
    const other = named(on, 'decision-tree');
    expect(other.start!.because).toBe('it cannot go on from an earlier fit');
    expect(other.manifest.tensors).toBe(named(anew, 'decision-tree').manifest.tensors);
  });

  test('begins from nothing where the champion means something else, or may know test rows', () => {
    const because = (over: Partial<Design>, choice = mlp, rows = 500): string | null =>
      startOf({ ...design, ...over }, rows, champion, choice).told.because;
    const { data } = design;
    expect(because({})).toBeNull();
    expect(because({}, choice('logistic'))).toBe('the champion is of another model, mlp');
    expect(because({ framing: { ...design.framing, task: { category: 'regression' } } })).toBe(
      'the champion predicts another task',
    );
    expect(because({ features: { amount: [{ name: 'fill-mean', params: {} }] } })).toBe(
      'the champion sees other columns or features',
    );
    const fewer = data.columns.map((c) => (c.name === 'noise' ? { ...c, type: 'discrete' as const } : c));
    expect(because({ data: { ...data, columns: fewer } })).toBe(
      'the champion sees other columns or features',
    );
    expect(because({ data: { ...data, split: { ...data.split, train: 0.5, test: 0.3 } } })).toBe(
      'the champion was trained with another split',
    );
    expect(because({}, mlp, 299)).toBe('the champion was trained with 300 rows, and there are 299 now');
  });

  test('says nothing of it where the design does not ask', async () => {
    const { training: _, ...silent } = design;
    const { models: trained } = await run(first, champion, { ...silent, models: [trees] });
    expect(trained[0]).not.toHaveProperty('start');
  });
});
