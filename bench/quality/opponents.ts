import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Design } from '../../src/contracts/design.ts';
import { plainKernels } from '../../src/contracts/kernels.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { isClassed } from '../../src/contracts/task.ts';
import { budgetModelsFor, usualModelsFor } from '../../src/design/resolve-components.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { MeasurePorts } from '../../src/stages/train/keep-model.ts';
import { trainOn } from '../../src/stages/train-on.ts';
import { type Column, categoryColumn, MISSING, numberColumn } from '../../src/table/column.ts';
import { type Frame, takeFrame } from '../../src/table/frame.ts';
import type { ColumnSchema } from '../../src/table/schema.ts';
import type { FoldedSet, FoldScore } from './folds.ts';

/** Milliseconds of CPU time of this process. */
const cpuClock: Clock = {
  now: () => 0,
  elapsed: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

const ports: MeasurePorts = {
  clock: cpuClock,
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
};

const TARGET = 'the target';

/** By fold: what the automatic choice scores, what the best model alone does, and how many trials there were. */
export interface Scores {
  readonly automatic: readonly number[];
  readonly single: { readonly name: string; readonly scores: readonly number[] };
  readonly trials: readonly number[];
  /** CPU time of the automatic choice, a fold. */
  readonly seconds: number;
}

/** Fit the automatic choice, and every model that it may choose from by itself with its defaults, on each fold. */
export async function opponents(set: FoldedSet, budgetSeconds: number): Promise<Scores> {
  const frame = frameOf(set);
  const design = designOf(set, frame);
  const candidates = budgetModelsFor(design);
  const alone = new Map<string, number[]>();
  const automatic: number[] = [];
  const trials: number[] = [];
  let millis = 0;
  for (let f = 0; f < set.folds; f++) {
    const rows = (inFold: boolean): Int32Array =>
      Int32Array.from(
        [...set.fold.subarray(0, set.x.rows).keys()].filter((i) => (set.fold[i] === f) === inFold),
      );
    const given = { train: takeFrame(frame, rows(false)), test: takeFrame(frame, rows(true)) };
    const began = cpuClock.elapsed();
    const found = await trainOn(
      { design, ...given, search: { seconds: budgetSeconds, trials: null, candidates } },
      ports,
    );
    millis += cpuClock.elapsed() - began;
    automatic.push(found.models[found.best]!.evaluation.metrics[set.metric]!.value!);
    trials.push(found.search!.trials.length);
    const singles = await trainOn({ design: { ...design, models: candidates }, ...given }, ports);
    for (const { fitted, evaluation } of singles.models) {
      const { name } = fitted.model;
      alone.set(name, [...(alone.get(name) ?? []), evaluation.metrics[set.metric]!.value!]);
    }
    console.error(
      `${set.name}, fold ${f}: ${automatic[f]}, ${[...alone].map(([n, s]) => `${n} ${s[f]}`).join(', ')}`,
    );
  }
  const better = set.metric === 'rocAuc' ? -1 : 1;
  const [name, scores] = [...alone].toSorted(([, a], [, b]) => better * (mean(a) - mean(b)))[0]!;
  return { automatic, single: { name, scores }, trials, seconds: millis / 1000 / set.folds };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** What LightGBM scores on each fold after its search. */
export function tunedPeer(set: FoldedSet, folder: string, trials: number): readonly FoldScore[] {
  const args = [join(import.meta.dirname, 'tuned.py'), set.name, folder, '--trials', String(trials)];
  const env = { OMP_WAIT_POLICY: 'passive', PYTHONDONTWRITEBYTECODE: '1', ...process.env };
  return JSON.parse(execFileSync(process.env.PYTHON ?? 'python3', args, { env, encoding: 'utf8' }));
}

/** The set as a table: categories by their codes, as the peer sees them. */
function frameOf({ x, y, columns, task }: FoldedSet): Frame {
  const schema: ColumnSchema[] = [];
  const held = new Map<string, Column>();
  columns.forEach(({ name, cardinality }, c) => {
    const values = x.data.slice(c * x.rows, (c + 1) * x.rows);
    if (cardinality === undefined) {
      schema.push({ name, type: 'continuous' });
      held.set(name, numberColumn(values));
      return;
    }
    const dictionary = Array.from({ length: cardinality }, (_, k) => `value ${k}`);
    schema.push({ name, type: 'nominal', dictionary });
    const codes = Int32Array.from(values, (v) => (Number.isNaN(v) ? MISSING : v));
    held.set(name, categoryColumn(codes, dictionary));
  });
  if (!isClassed(task)) {
    schema.push({ name: TARGET, type: 'continuous' });
    held.set(TARGET, numberColumn(y.slice()));
  } else {
    schema.push({ name: TARGET, type: 'nominal', dictionary: task.classes });
    held.set(TARGET, categoryColumn(Int32Array.from(y), task.classes));
  }
  return { rows: x.rows, schema, columns: held };
}

/** What the design of such a table comes to, with few resamples: intervals are not looked at. */
function designOf({ name, task, metric }: FoldedSet, { schema }: Frame): Design {
  return {
    format: 1,
    name,
    kind: 'predict',
    requirements: {
      objective: 'bench',
      constraints: [],
      scale: { requestsPerSecond: null, rowsPerDay: null },
      latencyMs: null,
      privacy: [],
    },
    framing: { target: TARGET, task, input: 'a row', output: 'a score' },
    data: {
      sources: [],
      joins: [],
      columns: schema.map((column) => ({ name: column.name, type: column.type, inferred: true })),
      unused: [],
      split: {
        name: 'stratified',
        column: null,
        params: { bins: 10 },
        train: 0.6,
        validation: 0.2,
        test: 0.2,
      },
    },
    features: {},
    models: usualModelsFor(task.category).map((m) => ({
      name: m.name,
      params: resolveParams(m.name, m.params, {}).params,
    })),
    evaluation: { primary: metric, metrics: [metric], slices: [], samples: 20, level: 0.95, costs: null },
    serving: { threshold: 'f1', host: '127.0.0.1', port: 0, shadow: false },
    monitoring: { windowRows: 1000, falseAlarmRate: 0.05, columns: [] },
    seed: 1,
  };
}
