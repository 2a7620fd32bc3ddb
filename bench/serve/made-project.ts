import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { openWritableJournal } from '../../src/adapters/server/writable-journal.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { Design } from '../../src/contracts/design.ts';
import { plainKernels } from '../../src/contracts/kernels.ts';
import { unpackTensors } from '../../src/contracts/pack.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { register } from '../../src/stages/deploy.ts';
import { train } from '../../src/stages/train.ts';
import { madeChurn } from './made-churn.ts';

const TREES = 120;

/** Make a project whose champion is `boosted-trees` trained on a table of the shape of Telco churn. */
export async function madeProject(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  const store = join(folder, '.millwright');
  const frame = madeChurn(4000);
  const design: Design = {
    format: 1,
    name: 'churn',
    kind: 'predict',
    requirements: {
      objective: 'bench',
      constraints: [],
      scale: { requestsPerSecond: null, rowsPerDay: null },
      latencyMs: null,
      privacy: [],
    },
    framing: {
      target: 'Churn',
      task: { category: 'binary', classes: ['No', 'Yes'] },
      input: 'a customer',
      output: 'P(churn)',
    },
    data: {
      sources: [],
      joins: [],
      columns: frame.schema.map(({ name, type }) => ({ name, type, inferred: true })),
      unused: [],
      split: { name: 'random', column: null, params: {}, train: 0.7, validation: 0.15, test: 0.15 },
    },
    features: {},
    models: [
      {
        name: boostedTrees.name,
        // What early stopping comes to on the real table: a little over a hundred trees.
        params: {
          ...Object.fromEntries(Object.entries(boostedTrees.params).map(([k, spec]) => [k, spec.default])),
          rounds: TREES,
        },
      },
    ],
    evaluation: {
      primary: 'rocAuc',
      metrics: ['rocAuc'],
      slices: [],
      samples: 10,
      level: 0.95,
      costs: null,
    },
    serving: { threshold: 0.5, host: '127.0.0.1', port: 0, shadow: true },
    monitoring: { windowRows: 500, falseAlarmRate: 0.05, columns: [] },
    seed: 1,
  };
  const artifacts = fileArtifacts(join(store, 'artifacts'));
  const progress = { begin: () => {}, at: () => {}, end: () => {} };
  const ports = {
    artifacts,
    clock: systemClock,
    progress,
    checkCancelled: () => {},
    http: null,
    kernels: plainKernels,
  };
  const dataset = {
    format: 1 as const,
    sha256: 'd'.repeat(64),
    key: '',
    rows: frame.rows,
    schema: frame.schema,
    sources: [],
    profile: [],
    findings: [],
    inferred: [],
  };
  const run = await train({ design, dataset, frame, program: 'bench' }, ports);
  const trained = run.models[run.best]!;
  const journal = await openWritableJournal(store, 'bench');
  await register({ system: 'churn', trained }, { ...ports, journal });
  await journal.close();
  const { manifest, bytes, singleRowMicros } = trained;
  const root = unpackTensors(await artifacts.get(manifest.tensors))['model/root']!;
  console.log(
    `${manifest.model.name}: ${root.length - 1} trees, ${bytes} bytes, ${singleRowMicros.toFixed(1)} µs a row`,
  );
  return folder;
}
