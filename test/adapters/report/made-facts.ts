import type { TrainedModel } from '../../../src/contracts/artifact.ts';
import type { ColumnProfile, Dataset, Finding } from '../../../src/contracts/dataset.ts';
import type { Pipeline } from '../../../src/contracts/pipeline.ts';
import type { ReportFacts } from '../../../src/contracts/report.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import type { Task } from '../../../src/contracts/task.ts';
import { outputsOf } from '../../../src/contracts/task.ts';
import { random } from '../../../src/kernels/random.ts';
import { compareModels, evaluate } from '../../../src/stages/evaluate.ts';
import { type Column, categoryColumn, numberColumn } from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';
import { madeDesign } from './made-design.ts';

/** What a made report is about: names that the data brings, and how many rows. */
export interface Made {
  readonly task: Task;
  readonly rows: number;
  readonly target: string;
  /** A category column with a weaker model in its last value, and a number column. */
  readonly category: { readonly name: string; readonly values: readonly string[] };
  readonly number: string;
  readonly modelName: string;
  readonly samples: number;
}

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
    comparison: compareModels(design, context, truth, scores, 2),
    rows: { train: made.rows * 3, validation: made.rows, test: made.rows },
    at: Date.UTC(2026, 0, 15, 9, 30),
    version: 3,
    role: 'champion',
  };
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
  } else {
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

function madeDataset({ task, rows, target, category, number }: Made): Dataset {
  const all = rows * 5;
  const bell = (n: number, at: number): number[] =>
    Array.from({ length: n }, (_, i) => Math.round(400 * Math.exp(-(((i - at) / 5) ** 2))));
  const numeric = (low: number, high: number, at: number): NonNullable<ColumnProfile['numeric']> => ({
    mean: (low + high) / 2,
    sd: (high - low) / 4,
    min: low,
    max: high,
    quantiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map((q) => low + q * (high - low)),
    histogram: {
      edges: Array.from({ length: 31 }, (_, i) => low + (i * (high - low)) / 30),
      counts: bell(30, at),
    },
  });
  const tops = (values: readonly string[]) =>
    values.map((value, i) => ({ value, count: Math.round(all / 2 ** (i + 1)) }));
  const profile: ColumnProfile[] = [
    {
      name: category.name,
      type: 'nominal',
      missing: 0,
      distinct: category.values.length,
      top: tops(category.values),
      relation: {
        measure: 'v',
        strength: 0.41,
        means: category.values.map((label, i) => ({ label, mean: 0.427 / (i + 1) ** 2, count: 1000 })),
      },
    },
    {
      name: number,
      type: 'continuous',
      missing: 11,
      distinct: 1585,
      numeric: numeric(18.25, 118.75, 18),
      relation: {
        measure: 'auc',
        strength: 0.24,
        means: Array.from({ length: 10 }, (_, i) => ({
          label: String(i),
          mean: 0.1 + 0.03 * i - 0.001 * i * i,
          count: 700,
        })),
      },
    },
    {
      name: 'tenure',
      type: 'discrete',
      missing: 0,
      distinct: 73,
      numeric: numeric(0, 72, 4),
      relation: { measure: 'auc', strength: 0.47 },
    },
    {
      name: 'PaymentMethod',
      type: 'nominal',
      missing: 310,
      distinct: 4,
      top: tops(['Electronic check', 'Mailed check', 'Bank transfer (automatic)', 'Credit card (automatic)']),
      relation: { measure: 'v', strength: 0.3 },
    },
  ];
  profile.push(
    task.category === 'regression'
      ? {
          name: target,
          type: 'continuous',
          missing: 0,
          distinct: 1032,
          numeric: numeric(12_789, 755_000, 9),
          relation: null,
        }
      : {
          name: target,
          type: 'nominal',
          missing: 0,
          distinct: task.classes.length,
          top: tops(task.classes),
          relation: null,
        },
  );
  const finding = (kind: Finding['kind'], severity: Finding['severity'], says: string): Finding => ({
    kind,
    severity,
    column: number,
    says,
    facts: {},
  });
  return {
    format: 1,
    sha256: 'da7a'.repeat(16),
    key: 'k',
    rows: all,
    schema: profile.map(({ name, type }) => ({ name, type })),
    sources: [
      {
        name: 'customers',
        kind: 'csv',
        from: 'data/customers.csv',
        sha256: '50ce'.repeat(16),
        rows: all,
        collectedBy: 'billing',
        trust: 'high',
      },
    ],
    inferred: [],
    profile,
    findings: [
      finding(
        'possible-leak',
        'warning',
        `${number} alone tells the target with an AUC of 0.91: check that it is known before the outcome.`,
      ),
      finding('duplicate-rows', 'note', '22 rows are copies of others; they were kept.'),
    ],
  };
}
