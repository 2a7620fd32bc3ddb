import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { models } from '../../../src/models/index.ts';
import { gatePredictor } from '../../../src/stages/train/gate-predictor.ts';
import { train } from '../../../src/stages/train.ts';
import { madeDesign, madeTable } from './made-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-gate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const artifacts = fileArtifacts(folder);

test('a challenger is compared with the champion on the same test rows, and one that predicts something else is not', async () => {
  const choice = (name: string) => {
    const { params, traits } = models.find((m) => m.name === name)!;
    return { name, params: resolveParams(name, params, traits.quick ?? {}).params };
  };
  const design = madeDesign('binary', { models: [choice('majority'), choice('decision-tree')] });
  const frame = madeTable(400, 'binary');
  const dataset = { format: 1, sha256: 'd'.repeat(64), rows: 400, schema: frame.schema } as Dataset;
  const ports = {
    artifacts,
    clock: systemClock,
    kernels: plainKernels,
    progress: { begin() {}, at() {}, end() {} },
    checkCancelled() {},
    http: null,
  };
  const run = await train({ design, dataset, frame, program: 'test' }, ports);
  const [majority, tree] = run.models.map(({ sha256 }) => sha256) as [string, string];
  const plan = { everyMs: null, onDrift: false, promote: 'better', margin: 0 } as const;
  const gate = (challenger: string, champion: string) =>
    gatePredictor({ design, frame, challenger, champion: { version: 3, sha256: champion }, plan }, artifacts);
  const { primary } = design.evaluation;
  const better = (await gate(tree, majority))!;
  expect(better).toMatchObject({ champion: 3, metric: primary, cases: run.record.rows.test, passed: true });
  expect(better.value.challenger).toBeCloseTo(run.models[1]!.evaluation.metrics[primary]!.value!, 12);
  expect((await gate(majority, tree))!.passed).toBe(false);

  const other = madeDesign('regression', { models: [choice('mean')] });
  const elsewhere = await train(
    { design: other, dataset, frame: madeTable(200, 'regression'), program: 'test' },
    ports,
  );
  expect(await gate(tree, elsewhere.models[0]!.sha256)).toBeNull();
});
