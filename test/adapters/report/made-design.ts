import type { Design } from '../../../src/contracts/design.ts';
import type { Task } from '../../../src/contracts/task.ts';

/** A design in full around one task. */
export function madeDesign({
  task,
  target,
  slices,
  samples,
}: {
  readonly task: Task;
  readonly target: string;
  readonly slices: readonly string[];
  readonly samples: number;
}): Design {
  const metrics = {
    binary: ['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece', 'accuracy', 'precision', 'recall', 'f1'],
    multiclass: ['logLoss', 'rocAuc', 'accuracy', 'f1'],
    regression: ['rmse', 'mae', 'r2'],
    ranking: ['ndcgAt10', 'map', 'mrr'],
    cluster: ['separation'],
    anomaly: ['rocAuc', 'prAuc', 'flagged'],
  }[task.category];
  return {
    format: 1,
    name: 'churn',
    kind: 'predict',
    requirements: {
      objective: 'Tell which customers are about to leave, so that the retention team can call them first.',
      constraints: ['at most 200 calls a day'],
      scale: { requestsPerSecond: 20, rowsPerDay: 40_000 },
      latencyMs: 50,
      privacy: ['no names leave the warehouse'],
    },
    framing: { target, task, input: 'one customer, as of today', output: 'probability of leaving' },
    data: {
      sources: [],
      joins: [],
      columns: [],
      unused: [{ name: 'customerID', because: 'identifier' }],
      split: { name: 'stratified', column: null, params: {}, train: 0.6, validation: 0.2, test: 0.2 },
    },
    features: {},
    models: ['majority', 'logistic', 'boosted-trees'].map((name) => ({ name, params: {} })),
    evaluation: {
      primary: metrics[0]!,
      metrics,
      slices,
      samples,
      level: 0.95,
      costs: task.category === 'binary' ? { falsePositive: 5, falseNegative: 40 } : null,
    },
    serving: { threshold: 'f1', host: '127.0.0.1', port: 8080, shadow: true },
    monitoring: { windowRows: 500, falseAlarmRate: 0.05, columns: [] },
    seed: 42,
  };
}
