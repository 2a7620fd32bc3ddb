import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { renderReport } from '../../../src/adapters/report/render-report.ts';
import { openJournal } from '../../../src/adapters/sqlite/journal.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import type { Task } from '../../../src/contracts/task.ts';
import { scoreOverHttp } from '../../../src/http/score-over-http.ts';
import { models } from '../../../src/models/index.ts';
import { pipelineOf } from '../../../src/recipe/store.ts';
import { decide } from '../../../src/stages/serve/prediction.ts';
import { type TrainedRun, train } from '../../../src/stages/train.ts';
import { madeDesign, madeTable } from './made-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-untaught-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dataset: Dataset = {
  format: 1,
  sha256: 'd'.repeat(64),
  key: '',
  rows: 400,
  schema: [],
  sources: [],
  profile: [],
  findings: [],
  inferred: [],
};
const frame = madeTable(300, 'binary');

function quick(name: string) {
  const { params, traits } = models.find((m) => m.name === name)!;
  return { name, params: resolveParams(name, params, traits.quick ?? {}).params };
}

let runs = 0;
async function trained(task: Task, target: string | null): Promise<{ design: Design; run: TrainedRun }> {
  const made = madeDesign(task.category);
  const design: Design = {
    ...made,
    framing: { ...made.framing, target, task },
    models: (task.category === 'cluster' ? ['k-means', 'gaussian-mixture'] : ['isolation-forest']).map(quick),
    data: { ...made.data, columns: frame.schema.map(({ name, type }) => ({ name, type, inferred: true })) },
    evaluation: { ...made.evaluation, ...(target !== null && { metrics: ['rocAuc', 'prAuc', 'flagged'] }) },
  };
  const run = await train(
    { design, dataset, frame, program: 'test' },
    {
      artifacts: fileArtifacts(folder),
      clock: systemClock,
      progress: { begin: () => {}, at: () => {}, end: () => {} },
      checkCancelled: () => {},
      kernels: plainKernels,
      http: async (pipeline, rows) => {
        const journal = await openJournal(join(folder, `${runs++}.db`), { mode: 'write' });
        try {
          return await scoreOverHttp(pipeline, rows, { journal, clock: systemClock });
        } finally {
          await journal.close();
        }
      },
    },
  );
  return { design, run };
}

const reportOf = (design: Design, run: TrainedRun): string =>
  renderReport({
    at: 0,
    design,
    dataset,
    models: run.models,
    subject: run.best,
    comparison: run.record.comparison,
    rows: run.record.rows,
    version: null,
    role: 'candidate',
  });

describe('clusters', () => {
  const task: Task = { category: 'cluster', classes: ['1', '2', '3'] };

  test('are found, measured, reported, and answered alike on every path', async () => {
    const { design, run } = await trained(task, null);
    expect(run.models.map((m) => m.manifest.model.name)).toEqual(['k-means', 'gaussian-mixture']);
    for (const { evaluation, parity, manifest } of run.models) {
      expect(parity).toEqual({ rows: 60, reloaded: 0, singleRow: 0, http: 0 });
      const { clusters, metrics, threshold } = evaluation;
      expect(clusters!.sizes.reduce((a, b) => a + b)).toBe(60);
      expect(clusters!.silhouette!).toBeGreaterThan(0.05);
      expect(metrics.separation!.value!).toBeGreaterThan(0.1);
      expect(threshold).toBeNull();
      expect(manifest.inputs.map((c) => c.name)).toContain('target');
    }
    const page = reportOf(design, run);
    expect(page).toContain('id="clusters"');
    expect(page).toContain('Davies-Bouldin');
    expect(page).toContain(run.models[run.best]!.manifest.model.facts.bic === undefined ? 'Inertia' : 'BIC');
  });

  test('are told by name, with how much a row belongs to each', () => {
    const decided = decide(task, null, Float64Array.of(0.2, 0.7, 0.1));
    expect(decided).toEqual({ score: 0.7, scores: [0.2, 0.7, 0.1], label: '2' });
  });
});

describe('anomalies', () => {
  test('are found without a target: the share that is asked for is flagged', async () => {
    const task: Task = { category: 'anomaly', classes: ['usual', 'anomalous'], share: 0.1 };
    const { design, run } = await trained(task, null);
    const [{ evaluation, manifest, parity }] = run.models as [(typeof run.models)[number]];
    expect(parity).toEqual({ rows: 60, reloaded: 0, singleRow: 0, http: 0 });
    expect(evaluation.threshold!).toBeGreaterThan(0.4);
    expect(manifest.threshold).toBe(evaluation.threshold);
    expect(evaluation.metrics.flagged!.value!).toBeLessThan(0.25);
    const { usual, anomalous } = evaluation.curves.scores!.counts;
    const rows = (counts: readonly number[]) => counts.reduce((a, b) => a + b);
    expect(rows(usual!) + rows(anomalous!)).toBe(60);
    expect(rows(anomalous!) / 60).toBeCloseTo(evaluation.metrics.flagged!.value!, 12);
    expect(reportOf(design, run)).toContain('id="anomalies"');
  });

  test('are measured by a target that the model does not see', async () => {
    const task: Task = { category: 'anomaly', classes: ['no', 'yes'], share: 0.1 };
    const { design, run } = await trained(task, 'target');
    const [{ evaluation, manifest, sha256 }] = run.models as [(typeof run.models)[number]];
    expect(manifest.inputs.map((c) => c.name)).not.toContain('target');
    expect(evaluation.metrics.rocAuc!.value).toBeGreaterThan(0);
    expect(evaluation.curves.roc).toHaveLength(1);
    expect(evaluation.curves).not.toHaveProperty('calibration');
    expect(reportOf(design, run)).toContain('id="ranking"');
    // The model is the one that is found without it.
    const tensors = await fileArtifacts(folder).get(manifest.tensors);
    const rows = { ...frame, schema: frame.schema.filter((c) => c.name !== 'target') };
    expect(
      pipelineOf(manifest, tensors)
        .score(rows)
        .every((s) => s > 0 && s < 1),
    ).toBe(true);
    expect(sha256).toHaveLength(64);
  });
});
