import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import type { Task } from '../../../src/contracts/task.ts';
import { random } from '../../../src/kernels/random.ts';
import { models } from '../../../src/models/index.ts';
import { categoryColumn, MISSING, numberColumn } from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';
import { gaussian } from '../../worlds/gaussian-world.ts';

const PLANS = ['free', 'basic', 'pro'];

/**
 * A table whose truth is known: the target follows `amount` and `plan`, `noise` tells nothing, a tenth of `amount` is
 * missing.
 */
export function madeTable(rows: number, category: Task['category'], seed = 1): Frame {
  const r = random(seed);
  const amount = new Float64Array(rows);
  const noise = new Float64Array(rows);
  const plan = new Int32Array(rows);
  const score = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    amount[i] = gaussian(r);
    noise[i] = gaussian(r);
    plan[i] = Math.floor(r() * 3);
    score[i] = 2 * amount[i]! + plan[i]! - 1 + 0.5 * gaussian(r);
    if (r() < 0.1) amount[i] = Number.NaN;
    if (r() < 0.05) plan[i] = MISSING;
  }
  const classes = classesOf(category);
  const target =
    category === 'regression'
      ? numberColumn(score)
      : categoryColumn(
          Int32Array.from(score, (s) => (category === 'binary' ? Number(s > 0) : s > 1 ? 2 : s > -1 ? 1 : 0)),
          classes,
        );
  return {
    rows,
    schema: [
      { name: 'amount', type: 'continuous' },
      { name: 'noise', type: 'continuous' },
      { name: 'plan', type: 'nominal', dictionary: PLANS },
      category === 'regression'
        ? { name: 'target', type: 'continuous' }
        : { name: 'target', type: 'nominal', dictionary: classes },
    ],
    columns: new Map([
      ['amount', numberColumn(amount)],
      ['noise', numberColumn(noise)],
      ['plan', categoryColumn(plan, PLANS)],
      ['target', target],
    ]),
  };
}

const classesOf = (category: Task['category']): string[] =>
  category === 'binary' ? ['no', 'yes'] : ['low', 'mid', 'high'];

/** A design in full for that table, with the usual models of its category at their defaults. */
export function madeDesign(category: Task['category'], over: Partial<Design> = {}): Design {
  const task = (
    category === 'regression' ? { category } : { category, classes: classesOf(category) }
  ) as Task;
  const primary = {
    binary: 'rocAuc',
    multiclass: 'logLoss',
    regression: 'rmse',
    ranking: 'ndcgAt10',
    cluster: 'separation',
    anomaly: 'flagged',
  }[category];
  return {
    format: 1,
    name: 'made',
    kind: 'predict',
    requirements: {
      objective: 'test',
      constraints: [],
      scale: { requestsPerSecond: null, rowsPerDay: null },
      latencyMs: null,
      privacy: [],
    },
    framing: { target: 'target', task, input: 'a row', output: 'a score' },
    data: {
      sources: [],
      joins: [],
      columns: madeTable(1, category).schema.map(({ name, type }) => ({ name, type, inferred: true })),
      unused: [],
      split: { name: 'random', column: null, params: {}, train: 0.6, validation: 0.2, test: 0.2 },
    },
    features: {},
    models: models
      .filter((m) => m.traits.categories.includes(category) && m.traits.onlyNamed !== true)
      .map((m) => ({
        name: m.name,
        params: Object.fromEntries(Object.entries(m.params).map(([k, spec]) => [k, spec.default])),
      })),
    evaluation: { primary, metrics: [primary], slices: ['plan'], samples: 50, level: 0.95, costs: null },
    serving: { threshold: 'f1', host: '127.0.0.1', port: 0, shadow: true },
    monitoring: { windowRows: 100, falseAlarmRate: 0.05, columns: [] },
    seed: 7,
    ...over,
  };
}

/** Ports that tell nobody, are never cancelled, and have the kernels in TypeScript. */
export const quietPorts = {
  clock: systemClock,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
  kernels: quietRun().kernels,
};
