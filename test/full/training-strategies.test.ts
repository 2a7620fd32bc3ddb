import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { balancers } from '../../src/balancers/index.ts';
import { calibrators } from '../../src/calibrators/index.ts';
import type { DesignInput } from '../../src/design/input.ts';
import { open } from '../../src/open.ts';
import { samplers } from '../../src/samplers/index.ts';
import { churnCsv, folderOf, runCli } from '../cli/run-cli.ts';
import { refusal, resultOf } from './refusal.ts';

/** Every strategy of training through the real command: what a design asks for, what a model says, what a report shows. */
const CSV = join(import.meta.dirname, '../../examples/churn/churn.csv');

interface Run {
  readonly version: string;
  readonly report: string;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly metrics: Readonly<Record<'rocAuc' | 'ece' | 'logLoss', { readonly value: number }>>;
  readonly models: readonly {
    readonly model: string;
    readonly parity: { readonly reloaded: number; readonly singleRow: number; readonly http: number };
    readonly crossValidation?: Readonly<
      Record<string, { readonly mean: { readonly value: number }; readonly values: readonly number[] }>
    >;
  }[];
  readonly learningCurve?: { readonly diagnosis: string; readonly points: readonly unknown[] };
}

const MODELS = ['majority', 'logistic', { name: 'boosted-trees', rounds: 60 }];
const cwd = folderOf({ 'churn.csv': readFileSync(CSV, 'utf8') });
const designOf = (more: Partial<DesignInput>): DesignInput => ({
  data: 'churn.csv',
  framing: { target: 'Churn' },
  models: MODELS,
  ...more,
  evaluation: { interval: { samples: 20 }, slices: [], ...more.evaluation },
});

/** Run the design under this name, and read its report. */
async function run(name: string, more: Partial<DesignInput>): Promise<{ made: Run; report: string }> {
  writeFileSync(join(cwd, `${name}.design.json`), JSON.stringify(designOf(more)));
  const made = resultOf<Run>(await runCli(['run', name, '--json'], { cwd }));
  const page = readFileSync(join(cwd, made.report), 'utf8');
  return { made, report: page.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ') };
}

/** Answers are the same on every path: in a batch, row by row, and of an opened system, whose replay is equal. */
async function sameEverywhere(name: string, made: Run): Promise<void> {
  for (const { parity } of made.models) expect(parity).toMatchObject({ reloaded: 0, singleRow: 0, http: 0 });
  const [head, ...lines] = readFileSync(join(cwd, 'churn.csv'), 'utf8').split('\n').slice(0, 30);
  writeFileSync(join(cwd, 'some.csv'), `${[head, ...lines].join('\n')}\n`);
  const out = `${name}-out.jsonl`;
  resultOf(await runCli(['predict', 'some.csv', out, '--system', name, '--json'], { cwd }));
  const rows = readFileSync(join(cwd, out), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const system = await open(cwd, name);
  const { Churn: _, Churn_probability: said, Churn_predicted: __, ...row } = rows[3]!;
  const { id, score } = await system.predict(row);
  await system.close();
  expect(score).toBe(said);
  expect(resultOf(await runCli(['replay', id, '--json'], { cwd }))).toMatchObject({ equal: true });
}

describe.each(balancers.map(({ name }) => ({ name })))('classes balanced by $name', ({ name }) => {
  test('rank as before, and probabilities keep to the true shares', async () => {
    const { made, report } = await run(name, { training: { imbalance: name } });
    expect(made.metrics.rocAuc.value).toBeGreaterThan(0.82);
    // Uncorrected, half of the customers would be said to leave: an error of 0.2 and more.
    expect(made.metrics.ece.value).toBeLessThan(0.06);
    expect(report).toContain('probabilities are brought back to the true shares of the classes');
    await sameEverywhere(name, made);
  });
});

describe.each(calibrators.map(({ name }) => ({ name })))('calibrated by $name', ({ name }) => {
  test('probabilities come true, and both curves are drawn', async () => {
    const { made, report } = await run(name, { training: { calibration: name } });
    expect(made.metrics.rocAuc.value).toBeGreaterThan(0.82);
    expect(made.metrics.ece.value).toBeLessThan(0.06);
    expect(report).toContain('before calibration');
    expect(report).toContain(`${name}, learned on validation rows`);
    await sameEverywhere(name, made);
  });
});

const ODDS = '1 / (1 + Math.exp(-score))';
const CUSTOM = {
  name: 'boosted-trees',
  rounds: 60,
  loss: 'custom',
  gradient: `(y, score) => ${ODDS} - y`,
  hessian: `(y, score) => ${ODDS} * (1 - ${ODDS})`,
};

test('balanced, calibrated, with costs, cross-validated, a loss of its own and a learning curve, all at once', async () => {
  const { made, report } = await run('everything', {
    models: ['majority', 'logistic', CUSTOM],
    training: { imbalance: { name: 'smote', ratio: 0.7 }, calibration: 'isotonic', learningCurve: true },
    evaluation: {
      costs: { falsePositive: 5, falseNegative: 20 },
      crossValidation: { folds: 3, repeats: 2 },
    },
  });
  const logistic = made.models.find((m) => m.model === 'logistic')!;
  expect(logistic.crossValidation!.rocAuc!.values).toHaveLength(6);
  expect(Math.abs(logistic.crossValidation!.rocAuc!.mean.value - made.metrics.rocAuc.value)).toBeLessThan(
    0.03,
  );
  expect(made.learningCurve!.points).toHaveLength(12);
  expect(report).toContain(made.learningCurve!.diagnosis.slice(0, 40));
  expect(report).toContain('ROC-AUC by 3 folds, dealt 2 times');
  // A yes that costs 5 is worth it from about 1 in 5 on: probabilities can be taken at their word.
  const told = Number(/Positive from a probability of (0\.\d+)/.exec(report)![1]);
  expect(told).toBeGreaterThan(0.1);
  expect(told).toBeLessThan(0.3);
  await sameEverywhere('everything', made);
});

describe('samples', () => {
  const table = churnCsv(1500).trimEnd().split('\n');
  const linked = table.map((line, i) =>
    i === 0 ? `${line},friend,worth` : `${line},c${String((i * 7) % 1500).padStart(5, '0')}x,${1 + (i % 9)}`,
  );
  writeFileSync(join(cwd, 'linked.csv'), `${linked.join('\n')}\n`);
  const columns = {
    nothing: {},
    strata: { column: 'contract' },
    weight: { column: 'worth' },
    links: { column: 'customerId', link: 'friend' },
  };

  test.each(samplers.map(({ name, traits }) => ({ name, traits })))('$name', async ({ name, traits }) => {
    const sample = { name, rows: 400, ...columns[traits.needs] };
    const { made, report } = await run(`by-${name}`, {
      data: { sources: ['linked.csv'], sample },
      models: ['majority', 'logistic'],
    });
    expect(made.rows).toMatchObject({ validation: 300, test: 300 });
    expect(made.rows.train).toBeGreaterThan(250);
    expect(made.rows.train).toBeLessThan(350 + (name === 'convenience' ? 50 : 0));
    expect(made.metrics.rocAuc.value).toBeGreaterThan(0.7);
    expect(report).toContain('learned from 400 of 1,200 rows of training and validation');
    expect(report.includes('It learned from a biased sample')).toBe(traits.bias !== null);
  });
});

test('what has no meaning is refused with its place in the file', async () => {
  const refused = async (more: Partial<DesignInput>): Promise<string> => {
    writeFileSync(join(cwd, 'wrong.design.json'), JSON.stringify(designOf(more), null, 2));
    const ran = await runCli(['run', 'wrong', '--json'], { cwd });
    const told = refusal(ran);
    const line = readFileSync(join(cwd, 'wrong.design.json'), 'utf8').split('\n');
    const place = /wrong\.design\.json:(\d+)/.exec(ran.stderr);
    return `${told.code} at ${line[Number(place?.[1]) - 1]?.trim()}`;
  };
  expect(await refused({ training: { imbalance: 'smotte' } })).toBe(
    'design/component-unknown at "imbalance": "smotte"',
  );
  expect(await refused({ training: { calibration: { name: 'platt', slope: 1 } } })).toBe(
    'params/unknown at "slope": 1',
  );
  expect(await refused({ models: [{ ...CUSTOM, gradient: '(y, score) => score - other' }] })).toBe(
    'params/formula at "gradient": "(y, score) => score - other",',
  );
  expect(await refused({ evaluation: { crossValidation: { folds: 1 } } })).toBe(
    'design/field-invalid at "folds": 1',
  );
  expect(
    await refused({
      data: { sources: ['churn.csv'], sample: { name: 'weighted', rows: 10, column: 'contract' } },
    }),
  ).toBe('design/sample-column at "column": "contract"');
  expect(
    await refused({
      framing: { target: 'monthly_charges' },
      models: ['mean', 'linear'],
      training: { imbalance: 'class-weights' },
    }),
  ).toBe('design/field-invalid at "imbalance": "class-weights"');
});
