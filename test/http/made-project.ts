import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { fileLake } from '../../src/adapters/files/lake.ts';
import { openWritableJournal } from '../../src/adapters/server/writable-journal.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { Dataset } from '../../src/contracts/dataset.ts';
import type { Design } from '../../src/contracts/design.ts';
import type { Task } from '../../src/contracts/task.ts';
import { register } from '../../src/stages/deploy.ts';
import { train } from '../../src/stages/train.ts';
import { madeDesign, madeTable } from '../stages/train/made-system.ts';

const kernels = wasmKernels(1);

const facts: Omit<Dataset, 'format' | 'sha256'> = {
  key: '',
  rows: 0,
  schema: [],
  sources: [],
  profile: [],
  findings: [],
  inferred: [],
};

export interface MadeProject {
  readonly folder: string;
  readonly store: string;
  /** Train the made system on this seed and register its models: simple, then complex. */
  register(category: Task['category'], over?: Partial<Design>, seed?: number): Promise<void>;
  remove(): void;
}

/** A project folder in which real models can be trained and registered. */
export function madeProject(): MadeProject {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-served-'));
  const store = join(folder, '.millwright');
  return {
    folder,
    store,
    async register(category, over = {}, seed = 1) {
      const artifacts = fileArtifacts(join(store, 'artifacts'));
      const lake = fileLake(join(store, 'lake'));
      const draft = await lake.draft();
      await writeFile(draft, 'rows');
      const dataset = await lake.keep(draft, facts);
      const progress = { begin: () => {}, at: () => {}, end: () => {} };
      const ports = {
        artifacts,
        clock: systemClock,
        progress,
        checkCancelled: () => {},
        http: null,
        kernels,
      };
      const design = madeDesign(category, over);
      const run = await train(
        { design, dataset, frame: madeTable(300, category, seed), program: 'test' },
        ports,
      );
      const journal = await openWritableJournal(store, 'test');
      try {
        for (const trained of run.models.filter((m) => m.tier !== 'baseline'))
          await register({ system: design.name, trained }, { ...ports, journal });
      } finally {
        await journal.close();
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
