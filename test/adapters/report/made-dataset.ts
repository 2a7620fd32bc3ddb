import type { ColumnProfile, Dataset, Finding } from '../../../src/contracts/dataset.ts';
import { isClassed, type Task } from '../../../src/contracts/task.ts';

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

/** The profile and findings of a table of customers. */
export function madeDataset({ task, rows, target, category, number }: Made): Dataset {
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
    !isClassed(task)
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
