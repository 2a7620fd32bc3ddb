import { expect, test } from 'vitest';
import { renderReport } from '../../../src/adapters/report/render-report.ts';
import type { Design } from '../../../src/contracts/design.ts';
import type { ReportFacts } from '../../../src/contracts/report.ts';
import { churnLike, madeFacts } from './made-facts.ts';

const facts = madeFacts({ ...churnLike, rows: 300, samples: 20 });

const pages = new WeakMap<ReportFacts, string>();
function page(of: ReportFacts): string {
  if (!pages.has(of)) pages.set(of, renderReport(of));
  return pages.get(of)!;
}

/** The text of one chapter of the report in one line; null when there is no such chapter. */
function chapter(of: ReportFacts, id: string): string | null {
  const [, markup] = new RegExp(`<section id="${id}".*?>(.*?)</section>`, 's').exec(page(of)) ?? [];
  return markup?.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ') ?? null;
}
const remarks = (of: ReportFacts): string =>
  /<section class="remarks".*?<\/section>/s.exec(page(of))?.[0].replace(/<[^>]*>/g, '') ?? '';
const withTraining = (training: Design['training'], adjustment: object): ReportFacts => ({
  ...facts,
  design: { ...facts.design, ...(training && { training }) },
  models: facts.models.map((m) => ({ ...m, manifest: { ...m.manifest, ...adjustment } })),
});

test('a run that asks for none of it says nothing of it', () => {
  expect(chapter(facts, 'cross-validation')).toBeNull();
  expect(chapter(facts, 'lineage')).not.toMatch(/Sample|Imbalance|Calibration/);
  expect(chapter(facts, 'probabilities')).not.toContain('before calibration');
});

test('how threads shared the fit out is told of a model that says so', () => {
  const of = (model: string, parallel?: 'data' | 'model'): string | null => {
    const made = withTraining(parallel && { parallel }, {});
    const named = (m: ReportFacts['models'][number]) => ({ ...m.manifest.model, name: model });
    return chapter(
      { ...made, models: made.models.map((m) => ({ ...m, manifest: { ...m.manifest, model: named(m) } })) },
      'lineage',
    );
  };
  expect(of('mlp')).toContain('model-parallel');
  expect(of('mlp', 'data')).toContain('data-parallel');
  expect(of('boosted-trees', 'data')).toContain('model-parallel');
  expect(of('logistic', 'data')).not.toMatch(/parallel:/);
});

test('what a network says of further targets has a chapter', () => {
  expect(chapter(facts, 'further-targets')).toBeNull();
  const rmse = { value: 0.52, low: 0.4, high: 0.6 };
  const heads = [
    { target: 'charges', task: { category: 'regression' }, rows: 77, metrics: { rmse } },
  ] as const;
  const models = facts.models.map((m) => ({ ...m, evaluation: { ...m.evaluation, heads } }));
  expect(chapter({ ...facts, models }, 'further-targets')).toMatch(
    /charges.*77 test rows.*0\.52.*0\.4.*0\.6/,
  );
});

test('a biased sample is warned of, a fair one is told', () => {
  const sampled = (name: string): ReportFacts => {
    const sample = { name, rows: 100, column: null, link: null, params: {} };
    return {
      ...facts,
      design: { ...facts.design, data: { ...facts.design.data, sample } },
      sample: { drawn: 100, of: 900 },
    };
  };
  const biased = sampled('convenience');
  expect(chapter(biased, 'lineage')).toContain('learned from 100 of 900 rows');
  expect(remarks(biased)).toContain('biased sample of 100 of 900 rows');
  expect(remarks(sampled('reservoir'))).not.toContain('biased');
});

test('what was balanced is told with what brings probabilities back', () => {
  const imbalance = { name: 'over-sample', params: { ratio: 0.5 } };
  const of = withTraining({ imbalance }, { adjustment: { priors: [1.5, 0.25], calibrator: null } });
  expect(chapter(of, 'lineage')).toContain('over-sample (ratio 0.5)');
  expect(chapter(of, 'lineage')).toContain('No ×\u202f1.500, Yes ×\u202f0.250'.replace(/\u202f/g, ' '));
});

test('calibration is drawn before and after', () => {
  const calibrator = { name: 'platt', version: 1, facts: {} };
  const of = withTraining(
    { calibration: { name: 'platt', params: {} } },
    { adjustment: { priors: null, calibrator } },
  );
  const bins = [{ predicted: 0.123, observed: 0.5, low: 0.4, high: 0.6, rows: 99 }];
  const drawn: ReportFacts = {
    ...of,
    models: of.models.map((m) => ({
      ...m,
      evaluation: { ...m.evaluation, curves: { ...m.evaluation.curves, uncalibrated: bins } },
    })),
  };
  expect(chapter(drawn, 'probabilities')).toContain(
    'before calibration: said 12.3 %, came true 50 % of 99 rows',
  );
  expect(chapter(drawn, 'lineage')).toContain('platt, learned on validation rows');
});

test('a calibrator with too few rows is warned of', () => {
  const of = (validation: number): ReportFacts => ({
    ...withTraining({ calibration: { name: 'isotonic', params: {} } }, {}),
    rows: { train: 3000, validation, test: 1000 },
  });
  expect(remarks(of(140))).toContain('learned from 140 validation rows and wants 1,000');
  expect(remarks(of(1000))).not.toContain('validation rows and wants');
});

test('cross-validation draws every round of every model but the baseline', () => {
  const rounds = [0, 1, 2].map((fold) => ({ repeat: 0, fold, train: 200, test: 100 }));
  const crossValidation = {
    folds: 3,
    repeats: 1,
    gapDays: 0,
    rounds,
    metrics: { rocAuc: { mean: { value: 0.8, low: 0.7, high: 0.9 }, values: [0.75, null, 0.85] } },
  };
  const of = { ...facts, models: facts.models.map((m) => ({ ...m, crossValidation })) };
  const text = chapter(of, 'cross-validation')!;
  expect(text).toContain('ROC-AUC by 3 folds (200 rows to learn from, 100 to judge by in the last round)');
  expect(text).toContain('logistic, round 3: 0.85');
  expect(text).not.toContain('round 2:');
  expect(text).not.toContain('majority, round');
});
