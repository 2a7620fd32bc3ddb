import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { openJournal } from '../../../src/adapters/sqlite/journal.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';
import { fail } from '../../../src/errors/fail.ts';
import { scoreOverHttp } from '../../../src/http/score-over-http.ts';
import { models } from '../../../src/models/index.ts';
import { type TrainPorts, train } from '../../../src/stages/train.ts';
import { trainOn } from '../../../src/stages/train-on.ts';
import { madeDesign, madeTable } from './made-system.ts';

const kernels = wasmKernels(1);
const folder = mkdtempSync(join(tmpdir(), 'millwright-train-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dataset: Dataset = {
  format: 1,
  sha256: 'd'.repeat(64),
  key: '',
  rows: 0,
  schema: [],
  sources: [],
  profile: [],
  findings: [],
  inferred: [],
};

const ports = (over: Partial<TrainPorts> = {}): TrainPorts => ({
  artifacts: fileArtifacts(folder),
  clock: systemClock,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
  kernels,
  ...over,
});

describe.each(['binary', 'multiclass', 'regression'] as const)('a %s run', (category) => {
  const input = { design: madeDesign(category), dataset, frame: madeTable(400, category), program: 'test' };
  let first: ReturnType<typeof train> | undefined;
  let probes = 0;
  const once = (): ReturnType<typeof train> =>
    (first ??= train(
      input,
      ports({
        http: async (pipeline, rows) => {
          const journal = await openJournal(join(folder, `${category}-${probes++}.db`), { mode: 'write' });
          try {
            return await scoreOverHttp(pipeline, rows, { journal, clock: systemClock });
          } finally {
            await journal.close();
          }
        },
      }),
    ));

  test('trains every tier in order, beats the baseline, and answers alike on every path, HTTP included', async () => {
    const run = await once();
    expect(run.models.map((m) => m.tier)).toEqual(['baseline', 'simple', 'complex']);
    for (const model of run.models)
      expect(model.parity).toEqual({ rows: 80, reloaded: 0, singleRow: 0, http: 0 });
    const best = run.models[run.best]!;
    expect(best.tier).not.toBe('baseline');
    expect(best.evaluation.versusBaseline!.difference.low).toBeGreaterThan(0);
    expect(best.manifest.threshold === null).toBe(category !== 'binary');
  });

  test('gives the same models to the last bit when it is repeated', async () => {
    const shas = async (run: ReturnType<typeof train>) => (await run).models.map((m) => m.manifest.tensors);
    expect(await shas(train(input, ports()))).toEqual(await shas(once()));
  });
});

describe('a run', () => {
  const design = madeDesign('binary');
  const input = { design, dataset, frame: madeTable(300, 'binary'), program: 'test' };

  test('fails when one path differs by the last bit, and names the path', async () => {
    const http: TrainPorts['http'] = async (pipeline, rows) => {
      const out = new Float64Array(pipeline.outputs);
      return Float64Array.from(rows, (row) => {
        pipeline.scoreRow(row, out);
        return out[0]! + 2 ** -53;
      });
    };
    await expect(train(input, ports({ http }))).rejects.toMatchObject({
      code: 'train/parity',
      details: { path: 'http' },
    });
  });

  test('can be cancelled', async () => {
    let calls = 0;
    const checkCancelled = (): void => {
      if (++calls > 3) throw fail('train/cancelled', { what: 'the run' });
    };
    await expect(train(input, ports({ checkCancelled }))).rejects.toMatchObject({ code: 'train/cancelled' });
  });

  test('says so when the split leaves a part empty', async () => {
    const tiny = { ...input, frame: madeTable(2, 'binary') };
    await expect(train(tiny, ports())).rejects.toMatchObject({ code: 'train/empty-part' });
  });

  test('leaves rows out where the design drops them, in training and in measuring', async () => {
    const dropping = { ...design, features: { amount: [{ name: 'drop-rows', params: {} }] } };
    const run = await train({ ...input, design: dropping }, ports());
    const missing = (input.frame.columns.get('amount') as { values: Float64Array }).values.filter(
      Number.isNaN,
    );
    const { train: a, validation: b, test: c } = run.record.rows;
    expect(a + b + c).toBe(300 - missing.length);
  });
});

test('training on one table and scoring on another uses every row of both', async () => {
  const design = madeDesign('binary', {
    models: madeDesign('binary').models.filter(
      (c) => models.find((m) => m.name === c.name)!.traits.tier !== 'complex',
    ),
  });
  const given = { design, train: madeTable(300, 'binary'), test: madeTable(120, 'binary', 2) };
  const { models: measured, best, unused } = await trainOn(given, ports());
  expect(measured[best]!.fitted.rows).toBe(300);
  expect(measured[best]!.evaluation.rows).toBe(120);
  expect(unused).toBe(0);
});
