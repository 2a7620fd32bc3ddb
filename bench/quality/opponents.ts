import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { Design } from '../../src/contracts/design.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { isClassed } from '../../src/contracts/task.ts';
import { budgetModelsFor, usualModelsFor } from '../../src/design/resolve-components.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { MeasuredModel, MeasurePorts } from '../../src/stages/train/keep-model.ts';
import { trainOn } from '../../src/stages/train-on.ts';
import { type Column, categoryColumn, MISSING, numberColumn } from '../../src/table/column.ts';
import { type Frame, takeFrame } from '../../src/table/frame.ts';
import type { ColumnSchema } from '../../src/table/schema.ts';
import type { FoldedSet, FoldScore } from './folds.ts';

/** Milliseconds of CPU time of this process. */
export const cpuClock: Clock = {
  now: () => 0,
  elapsed: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

/** On one thread. */
export const kernels = wasmKernels(1);

const ports: MeasurePorts = {
  clock: cpuClock,
  kernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
};

const TARGET = 'the target';

/** What came of one fold. */
export interface FoldFigures {
  readonly automatic: number;
  /** The model that was chosen. */
  readonly chosen: string;
  /** By model, what it scores alone with its defaults. */
  readonly alone: Readonly<Record<string, number>>;
  readonly peer: number;
  readonly trials: number;
  /** CPU time of the automatic choice, with its last fits and measuring. */
  readonly seconds: number;
  readonly peerSeconds: number;
}

/** Fit on one fold: the automatic choice, every model that it may choose from by itself with its defaults, and LightGBM. */
export async function scoreFold(
  set: FoldedSet,
  folder: string,
  fold: number,
  { budget, trials }: { readonly budget: number; readonly trials: number },
): Promise<FoldFigures> {
  const frame = frameOf(set);
  const design = designOf(set, frame);
  const candidates = budgetModelsFor(design);
  const rows = (inFold: boolean): Int32Array =>
    Int32Array.from(
      [...set.fold.subarray(0, set.x.rows).keys()].filter((i) => (set.fold[i] === fold) === inFold),
    );
  const given = { train: takeFrame(frame, rows(false)), test: takeFrame(frame, rows(true)) };
  const began = cpuClock.elapsed();
  const search = { seconds: budget, trials: null, candidates };
  const found = await trainOn({ design, ...given, search }, ports);
  const seconds = (cpuClock.elapsed() - began) / 1000;
  const best = found.models[found.best]!;
  const singles = await trainOn({ design: { ...design, models: candidates }, ...given }, ports);
  const scoreOf = ({ evaluation }: MeasuredModel): number => evaluation.metrics[set.metric]!.value!;
  const peer = tunedPeer(set, folder, fold, trials);
  return {
    automatic: scoreOf(best),
    chosen: best.fitted.model.name,
    alone: Object.fromEntries(singles.models.map((m) => [m.fitted.model.name, scoreOf(m)])),
    peer: peer[set.metric]!,
    trials: found.search!.trials.length,
    seconds,
    peerSeconds: peer.seconds!,
  };
}

/** What LightGBM scores on the fold after its search. */
function tunedPeer(set: FoldedSet, folder: string, fold: number, trials: number): FoldScore {
  const args = [
    join(import.meta.dirname, 'tuned.py'),
    set.name,
    folder,
    String(fold),
    '--trials',
    String(trials),
  ];
  const env = { OMP_WAIT_POLICY: 'passive', PYTHONDONTWRITEBYTECODE: '1', ...process.env };
  return JSON.parse(execFileSync(process.env.PYTHON ?? 'python3', args, { env, encoding: 'utf8' }));
}

/** The set as a table: categories by their codes, as the peer sees them. */
export function frameOf({ x, y, columns, task }: FoldedSet): Frame {
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
export function designOf({ name, task, metric }: FoldedSet, { schema }: Frame): Design {
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

/** Take an option and its value out of arguments. */
export function option<T>(args: string[], name: string, usual: T, read: (text: string) => T): T {
  const at = args.indexOf(name);
  return at < 0 ? usual : read(args.splice(at, 2)[1]!);
}
