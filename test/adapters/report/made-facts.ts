import type { TrainedModel } from '../../../src/contracts/artifact.ts';
import type { PartTimes } from '../../../src/contracts/part-times.ts';
import type { Pipeline } from '../../../src/contracts/pipeline.ts';
import type { ReportFacts } from '../../../src/contracts/report.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { isClassed, outputsOf, type Task } from '../../../src/contracts/task.ts';
import { partTimes } from '../../../src/explain/part-times.ts';
import { random } from '../../../src/kernels/random.ts';
import { compareModels, evaluate } from '../../../src/stages/evaluate.ts';
import { type Column, categoryColumn, numberColumn } from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';
import { type Made, madeDataset } from './made-dataset.ts';
import { madeDesign } from './made-design.ts';

export type { Made } from './made-dataset.ts';

export const churnLike: Made = {
  task: { category: 'binary', classes: ['No', 'Yes'] },
  rows: 1409,
  target: 'Churn',
  category: { name: 'Contract', values: ['Month-to-month', 'One year', 'Two year'] },
  number: 'MonthlyCharges',
  modelName: 'boosted-trees',
  samples: 200,
};

export const threeClasses: Made = {
  ...churnLike,
  task: { category: 'multiclass', classes: ['VF', 'F', 'M', 'L'] },
  rows: 866,
  target: 'class',
  category: { name: 'protocol', values: ['A', 'C', 'D', 'E', 'F'] },
  number: 'compounds',
};

export const housePrices: Made = {
  ...churnLike,
  task: { category: 'regression' },
  rows: 586,
  target: 'Sale_Price',
  category: { name: 'Neighborhood', values: ['North_Ames', 'College_Creek', 'Old_Town'] },
  number: 'Gr_Liv_Area',
};

/** Scores of three models of rising strength on made rows, evaluated by the program itself. */
export function madeFacts(made: Made): ReportFacts {
  const { task } = made;
  const r = random(7);
  const test = madeFrame(made, r);
  const truth = new Float64Array(made.rows);
  const scores = [0, 1.1, 1.5].map(() => new Float64Array(made.rows * outputsOf(task)));
  for (let i = 0; i < made.rows; i++) madeRow(task, i, truth, scores, test, made, r);
  const design = madeDesign({ ...made, slices: [made.category.name, made.number] });
  const threshold = task.category === 'binary' ? 0.31 : null;
  const evaluated = scores.map((predicted, m) =>
    evaluate(
      {
        design,
        pipeline: madePipeline(made),
        test,
        truth,
        predicted,
        baseline: m === 0 ? null : scores[0]!,
        threshold,
        importances: m === 0 ? null : Float64Array.of(0.45, 0.25, 0.2, 0.1),
      },
      quietRun(),
    ),
  );
  const tiers = ['baseline', 'simple', 'complex'] as const;
  const names = ['majority', 'logistic', made.modelName];
  const models = evaluated.map(
    (evaluation, m): TrainedModel => ({
      format: 1,
      sha256: 'c0ffee'.repeat(11).slice(0, 64),
      manifest: {
        format: 1,
        system: design.name,
        task,
        inputs: test.schema,
        model: { name: names[m]!, version: 1, params: { trees: 100, leaves: 31 }, facts: {} },
        recipe: {},
        tensors: 'beef'.repeat(16),
        threshold,
        parents: { dataset: 'da7a'.repeat(16), design: 'de51'.repeat(16) },
        reference: null,
        program: '0.1.0',
      },
      tier: tiers[m]!,
      validationScore: null,
      evaluation,
      fitSeconds: [0.004, 0.12, 1.31][m]!,
      singleRowMicros: [3.1, 8.4, 21.7][m]!,
      bytes: [2100, 9200, 412_000][m]!,
      parity: { rows: made.rows, reloaded: 0, singleRow: 0, http: m === 2 ? 0 : null },
    }),
  );
  const context = { task, threshold: threshold ?? 0.5 };
  return {
    design,
    dataset: madeDataset(made),
    models,
    subject: 2,
    comparison: compareModels(design, context, { truth }, scores, 2),
    rows: { train: made.rows * 3, validation: made.rows, test: made.rows },
    ...(made.task.category === 'binary' && { times: madeTimes(made.number) }),
    at: Date.UTC(2026, 0, 15, 9, 30),
    version: 3,
    role: 'champion',
  };
}

/** Three hours of training, one of validation, one of test. */
function madeTimes(column: string): PartTimes {
  const [begin, hour] = [Date.UTC(2025, 0, 1), 3_600_000];
  const at = (from: number, to: number) => ({ at: Float64Array.of(begin + from * hour, begin + to * hour) });
  return partTimes(column, { train: at(0, 3), validation: at(3, 4), test: at(4, 5) })!;
}

const normal = (r: () => number): number => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

function madeFrame(made: Made, r: () => number): Frame {
  const codes = new Int32Array(made.rows).map(() => Math.floor(r() * made.category.values.length));
  const values = new Float64Array(made.rows).map(() => 18 + 100 * r());
  return {
    rows: made.rows,
    schema: [
      { name: made.category.name, type: 'nominal', dictionary: made.category.values },
      { name: made.number, type: 'continuous' },
    ],
    columns: new Map<string, Column>([
      [made.category.name, categoryColumn(codes, made.category.values)],
      [made.number, numberColumn(values)],
    ]),
  };
}

/** A latent value tells the truth; each model sees it through less noise than the one before, the last category through most. */
function madeRow(
  task: Task,
  i: number,
  truth: Float64Array,
  scores: readonly Float64Array[],
  test: Frame,
  made: Made,
  r: () => number,
): void {
  const column = test.columns.get(made.category.name)!;
  const hard = column.form === 'category' && column.codes[i] === made.category.values.length - 1 ? 0.35 : 1;
  const latent = normal(r);
  if (task.category === 'regression') {
    truth[i] = 180_000 * Math.exp(0.4 * latent);
    const noise = normal(r);
    scores.forEach((s, m) => {
      s[i] = m === 0 ? 181_000 : truth[i]! * Math.exp((m === 1 ? 0.17 : 0.12) * noise * (2 - hard));
    });
  } else if (task.category === 'binary') {
    const p = logistic(2.2 * latent * hard - 1.4);
    truth[i] = Number(r() < p);
    const blur = normal(r);
    scores.forEach((s, m) => {
      s[i] = m === 0 ? 0.265 : logistic(2.2 * latent * hard - 1.4 + (m === 1 ? 0.7 : 0.45) * blur);
    });
  } else if (isClassed(task)) {
    const k = task.classes.length;
    const place = Math.min(k - 1, Math.max(0, Math.floor(k / 2 + latent)));
    truth[i] = place;
    scores.forEach((s, m) => {
      const seen = latent + (m === 1 ? 0.8 : 0.5) * normal(r);
      const raw = task.classes.map((_, c) =>
        m === 0 ? 1 / (1 + c) : Math.exp(-2 * Math.abs(c + 0.5 - k / 2 - seen)),
      );
      const sum = raw.reduce((a, b) => a + b, 0);
      raw.forEach((value, c) => {
        s[i * k + c] = value / sum;
      });
    });
  }
}

function madePipeline(made: Made): Pipeline {
  const { category, number } = made;
  const names = [category.name, number, 'tenure', 'PaymentMethod'];
  return {
    task: made.task,
    inputs: names.map((name) => ({ name, type: 'continuous' })),
    columns: names.map((name) => ({ name, source: name })),
    outputs: outputsOf(made.task),
    score: () => new Float64Array(0),
    scoreRow: () => null,
  };
}
