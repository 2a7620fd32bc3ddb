import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { journalPath } from '../../src/adapters/server/writable-journal.ts';
import { openJournal } from '../../src/adapters/sqlite/journal.ts';
import type { TrainedModel } from '../../src/contracts/artifact.ts';
import type { Design } from '../../src/contracts/design.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import type { JournalRecord, PredictionLine } from '../../src/contracts/record.ts';
import { type Random, random } from '../../src/kernels/random.ts';
import type { Artifacts } from '../../src/ports/artifacts.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Journal } from '../../src/ports/journal.ts';
import { encodeReference, referenceOf } from '../../src/stages/monitor/reference.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';
import type { Schema } from '../../src/table/schema.ts';
import { gaussian } from './gaussian-world.ts';

export const SYSTEM = 'toy';
const PLANS = ['basic', 'extra', 'family'];
const SCHEMA: Schema = [
  { name: 'age', type: 'continuous' },
  { name: 'plan', type: 'nominal', dictionary: PLANS },
  { name: 'joined', type: 'timestamp' },
];
const TASK = { category: 'binary', classes: ['no', 'yes'] } as const;

/** A row of the toy world: age standard normal (moved by `shift`), plan uniform, P(yes) = sigmoid(2 age). */
export interface ToyRow {
  readonly age: number;
  readonly plan: string;
  readonly score: number;
  readonly truth: 'no' | 'yes';
}

export function toyRow(r: Random, shift = 0): ToyRow {
  const age = gaussian(r) + shift;
  const score = 1 / (1 + Math.exp(-2 * age));
  return { age, plan: PLANS[Math.floor(r() * 3)]!, score, truth: r() < score ? 'yes' : 'no' };
}

/** A project in a fresh folder, with version 1 of a system in service; close it. */
export interface ServedWorld {
  /** Its folder, with the stores where the command line looks for them. */
  readonly project: string;
  readonly design: Design;
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  /** Stands still unless it is set. */
  readonly clock: Clock & { at: number };
  /** Log predictions as the server does; gives their ids. */
  predict(rows: readonly ToyRow[], version?: number, shadow?: PredictionLine['shadow']): Promise<string[]>;
  label(ids: readonly string[], values: readonly string[]): Promise<void>;
  register(version: number): Promise<void>;
  promote(version: number): Promise<void>;
  close(): Promise<void>;
}

export async function servedWorld(windowRows = 400): Promise<ServedWorld> {
  const project = await mkdtemp(join(tmpdir(), 'millwright-monitor-'));
  const store = join(project, '.millwright');
  const journal = await openJournal(journalPath(store), { mode: 'write' });
  const artifacts = fileArtifacts(join(store, 'artifacts'));
  const clock = { at: 1_700_000_000_000, now: () => clock.at, elapsed: () => clock.at };
  const putJson = (value: object): Promise<string> =>
    artifacts.put(new TextEncoder().encode(canonicalJson(value)));
  const design = { ...DESIGN, monitoring: { ...DESIGN.monitoring, windowRows } };
  const trained = await putJson(await toyModel(artifacts, await putJson(design)));
  let batches = 0;
  const append = (kind: 'version' | 'deployment', id: string | null, body: string) =>
    journal.append([{ kind, system: SYSTEM, id, at: clock.at, body }]);
  const world: ServedWorld = {
    project,
    design,
    journal,
    artifacts,
    clock,
    async predict(rows, version = 1, shadow) {
      const ids: string[] = [];
      const records: JournalRecord[] = [];
      for (let from = 0; from < rows.length; from += 50) {
        const batch = `b${batches++}`;
        const lines = rows.slice(from, from + 50).map(({ age, plan, score }, line) => {
          ids.push(`${batch}.${line}`);
          clock.at += 10;
          const row = { age, plan, joined: clock.at };
          return JSON.stringify({
            at: clock.at,
            version,
            row,
            out: [score],
            micros: 100,
            ...(shadow && { shadow }),
          });
        });
        const body = lines.join('\n');
        records.push({ kind: 'predictions', system: SYSTEM, id: batch, at: clock.at, body });
      }
      await journal.append(records);
      return ids;
    },
    async label(ids, values) {
      clock.at += 60_000;
      await journal.append(
        ids.map((predictionId, i) => ({
          kind: 'event' as const,
          system: SYSTEM,
          id: null,
          at: clock.at,
          body: JSON.stringify({ type: 'label', predictionId, value: values[i]! }),
        })),
      );
    },
    async register(version) {
      const body = {
        version,
        sha256: trained,
        model: 'toy',
        primary: 'rocAuc',
        metrics: {},
        trained,
        run: null,
      };
      await append('version', String(version), JSON.stringify(body));
    },
    async promote(version) {
      clock.at += 1000;
      const body = { action: 'promote', version, from: null, by: 'test', why: '' };
      await append('deployment', null, JSON.stringify(body));
    },
    async close() {
      await journal.close();
      await rm(project, { recursive: true });
    },
  };
  await world.register(1);
  return world;
}

async function toyModel(artifacts: Artifacts, design: string): Promise<TrainedModel> {
  const r = random(42);
  const rows = Array.from({ length: 3000 }, () => toyRow(r));
  const frame: Frame = {
    rows: rows.length,
    schema: SCHEMA,
    columns: new Map<string, Column>([
      ['age', numberColumn(Float64Array.from(rows, (row) => row.age))],
      [
        'plan',
        categoryColumn(
          Int32Array.from(rows, (row) => PLANS.indexOf(row.plan)),
          PLANS,
        ),
      ],
      ['joined', numberColumn(Float64Array.from(rows, (_, i) => 1_600_000_000_000 + i))],
    ]),
  };
  const scores = { rows: rows.length, outputs: 1, values: Float64Array.from(rows, (row) => row.score) };
  const sha256 = '0'.repeat(64);
  return {
    format: 1,
    sha256,
    manifest: {
      format: 1,
      system: SYSTEM,
      task: TASK,
      inputs: SCHEMA,
      model: { name: 'toy', version: 1, params: {}, facts: {} },
      recipe: {},
      tensors: sha256,
      threshold: 0.5,
      parents: { dataset: sha256, design },
      reference: await artifacts.put(encodeReference(referenceOf(frame, SCHEMA, scores, TASK))),
      program: 'test',
    },
    tier: 'simple',
    validationScore: null,
    evaluation: {
      format: 1,
      rows: 1000,
      task: TASK,
      primary: 'rocAuc',
      // What the toy model really reaches on its own world.
      metrics: {
        rocAuc: { value: 0.86, low: 0.84, high: 0.88 },
        brier: { value: 0.147, low: 0.138, high: 0.156 },
      },
      interval: { method: 'bootstrap', samples: 200, level: 0.95, seed: 1 },
      versusBaseline: null,
      slices: [],
      worstSlice: null,
      threshold: 0.5,
      curves: {},
      importances: null,
    },
    fitSeconds: 0,
    singleRowMicros: 0,
    bytes: 0,
    parity: { rows: 0, reloaded: 0, singleRow: 0, http: null },
  };
}

const DESIGN: Design = {
  format: 1,
  name: SYSTEM,
  kind: 'predict',
  requirements: {
    objective: '',
    constraints: [],
    scale: { requestsPerSecond: null, rowsPerDay: null },
    latencyMs: 50,
    privacy: [],
  },
  framing: { target: 'answer', task: TASK, input: '', output: '' },
  data: {
    sources: [],
    joins: [],
    columns: [],
    unused: [],
    split: { name: 'random', column: null, params: {}, train: 0.6, validation: 0.2, test: 0.2 },
  },
  features: {},
  models: [],
  evaluation: { primary: 'rocAuc', metrics: ['rocAuc'], slices: [], samples: 200, level: 0.95, costs: null },
  serving: { threshold: 0.5, host: '127.0.0.1', port: 0, shadow: true },
  monitoring: { windowRows: 400, falseAlarmRate: 0.05, columns: [] },
  seed: 1,
};
