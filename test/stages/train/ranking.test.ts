import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { renderReport } from '../../../src/adapters/report/render-report.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { predictionColumns } from '../../../src/cli/prediction-columns.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { random } from '../../../src/kernels/random.ts';
import { models } from '../../../src/models/index.ts';
import { decide } from '../../../src/stages/serve/prediction.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { judgingOf } from '../../../src/stages/train/search/judging.ts';
import { train } from '../../../src/stages/train.ts';
import { type Column, numberColumn, textColumn } from '../../../src/table/column.ts';
import { columnOf, type Frame } from '../../../src/table/frame.ts';
import { madeDesign } from './made-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-ranking-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LISTS = 60;
const SIZE = 8;
const rows = LISTS * SIZE;
const r = random(5);
const near = Float64Array.from({ length: rows }, () => r());
/** How hard a query is moves all of its rows alike: it tells values apart, and no order. */
const hard = Float64Array.from({ length: LISTS }, () => 20 * r());
const columns: [string, Column][] = [
  ['query', textColumn(Array.from({ length: rows }, (_, i) => `q${i % LISTS}`))],
  ['near', numberColumn(near)],
  ['hard', numberColumn(near.map((_, i) => hard[i % LISTS]!))],
  // A hill: no line finds it.
  ['relevance', numberColumn(near.map((v) => Math.max(0, Math.round(3 - 12 * Math.abs(v - 0.5) + r()))))],
];
const schema = columns.map(([name, { form }]) => ({
  name,
  type: form === 'text' ? ('identifier' as const) : ('continuous' as const),
}));
const frame: Frame = { rows, schema, columns: new Map(columns) };

const made = madeDesign('ranking');
const design: Design = {
  ...made,
  framing: { ...made.framing, target: 'relevance', task: { category: 'ranking', group: 'query' } },
  data: {
    ...made.data,
    columns: schema.map((c) => ({ ...c, inferred: true })),
    unused: [{ name: 'query', because: 'it tells the lists apart' }],
    split: { ...made.data.split, name: 'group', column: 'query' },
  },
  models: ['mean', 'linear', 'boosted-trees'].map((name) => {
    const { params, traits } = models.find((m) => m.name === name)!;
    return { name, params: resolveParams(name, params, traits.quick ?? {}).params };
  }),
  evaluation: { ...made.evaluation, metrics: ['ndcgAt10', 'map', 'mrr'], slices: [] },
};
const dataset: Dataset = {
  format: 1,
  sha256: 'd'.repeat(64),
  key: '',
  rows,
  schema: [],
  sources: [],
  profile: [],
  findings: [],
  inferred: [],
};

describe('a ranking', () => {
  test('is learned, measured by list against a baseline, reported, and answered alike on every path', async () => {
    const run = await train(
      { design, dataset, frame, program: 'test' },
      {
        artifacts: fileArtifacts(folder),
        clock: systemClock,
        progress: { begin: () => {}, at: () => {}, end: () => {} },
        checkCancelled: () => {},
        kernels: plainKernels,
        http: null,
      },
    );
    const [mean, , boosted] = run.models;
    expect(run.models[run.best]!.manifest.model.name).toBe('boosted-trees');
    expect(boosted!.parity).toMatchObject({ reloaded: 0, singleRow: 0 });
    expect(boosted!.manifest.inputs.map((c) => c.name)).toEqual(['near', 'hard']);
    const { ndcgAt10, mrr } = boosted!.evaluation.metrics;
    expect(ndcgAt10!.value!).toBeGreaterThan(0.85);
    expect(ndcgAt10!.low!).toBeLessThan(ndcgAt10!.value!);
    expect(mrr!.high!).toBeLessThanOrEqual(1);
    expect(mean!.evaluation.metrics.ndcgAt10!.value!).toBeLessThan(0.75);
    expect(boosted!.evaluation.versusBaseline!.difference.low!).toBeGreaterThan(0);
    const page = renderReport({
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
    expect(page).toContain('NDCG@10');
    expect(page).toContain('within each');
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  test('has each list in one part, and in one round of a search', () => {
    const parts = partsOf(design, labelledRows(design, frame));
    const queries = [parts.train, parts.validation, parts.test].map((part) => {
      const column = columnOf(part.frame, 'query');
      return new Set(column.form === 'text' ? column.values : []);
    });
    expect(queries.reduce((sum, some) => sum + some.size, 0)).toBe(LISTS);
    const { groups, truth } = judgingOf(design, parts);
    expect(new Set(groups).size).toBe(queries[0]!.size + queries[1]!.size);
    expect(groups!.length).toBe(truth.length);
  });

  test('answers with a score, without a label', () => {
    const { task } = design.framing;
    expect(decide(task, null, Float64Array.of(-1.5))).toEqual({ score: -1.5, scores: null, label: null });
    expect(predictionColumns('relevance', task, null, Float64Array.of(-1.5)).map((c) => c.name)).toEqual([
      'relevance_score',
    ]);
  });

  test('refuses a relevance below 0', () => {
    const relevance = numberColumn(near.map((v) => v - 0.5));
    const bad = { ...frame, columns: new Map(frame.columns).set('relevance', relevance) };
    expect(() => labelledRows(design, bad)).toThrow(/learns from relevances of 0 to 31/);
  });
});
