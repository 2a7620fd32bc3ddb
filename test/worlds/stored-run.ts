import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { fileLake } from '../../src/adapters/files/lake.ts';
import { journalPath } from '../../src/adapters/server/writable-journal.ts';
import { openJournal } from '../../src/adapters/sqlite/journal.ts';
import type { TrainedModel } from '../../src/contracts/artifact.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import type { ReportFacts, RunRecord } from '../../src/contracts/report.ts';
import type { Artifacts } from '../../src/ports/artifacts.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { Lake } from '../../src/ports/lake.ts';
import { type Registered, register } from '../../src/stages/deploy.ts';

/** A project folder whose stores hold one run, as `millwright run` leaves it; nothing is registered yet. */
export interface StoredRun {
  readonly project: string;
  readonly ports: { readonly journal: Journal; readonly artifacts: Artifacts; readonly lake: Lake };
  /** The facts with the names that things have in the stores; models are told apart by sha256. */
  readonly facts: ReportFacts;
  /** sha256 of the record of the run. */
  readonly run: string;
  register(trained: TrainedModel, run?: string): Promise<Registered>;
  /** Close the journal; the folder stays. */
  close(): Promise<void>;
  remove(): Promise<void>;
}

/** When versions are registered. */
export const REGISTERED_AT = Date.UTC(2026, 1, 1);

export async function storedRun(made: ReportFacts): Promise<StoredRun> {
  const project = await mkdtemp(join(tmpdir(), 'millwright-stored-run-'));
  const store = join(project, '.millwright');
  const artifacts = await fileArtifacts(join(store, 'artifacts'));
  const lake = fileLake(join(store, 'lake'));
  const journal = await openJournal(journalPath(store), { mode: 'write', what: 'a test' });
  const put = (value: object): Promise<string> =>
    artifacts.put(new TextEncoder().encode(canonicalJson(value)));

  const draft = await lake.draft();
  await writeFile(draft, 'rows');
  const { sha256: _, format: __, ...described } = made.dataset;
  const dataset = await lake.keep(draft, described);
  const design = await put(made.design);
  const models = made.models.map(
    (model, i): TrainedModel => ({
      ...model,
      sha256: String(i).repeat(64),
      manifest: { ...model.manifest, parents: { dataset: dataset.sha256, design } },
    }),
  );
  const record: RunRecord = {
    format: 1,
    at: made.at,
    design,
    dataset: dataset.sha256,
    rows: made.rows!,
    ...(made.times && { times: made.times }),
    models: await Promise.all(models.map(put)),
    comparison: made.comparison,
  };
  const clock = { now: () => REGISTERED_AT, elapsed: () => 0 };
  return {
    project,
    ports: { journal, artifacts, lake },
    facts: { ...made, dataset, models },
    run: await put(record),
    register: (trained, run) =>
      register(
        {
          system: made.design.name,
          trained,
          ...(run === undefined ? {} : { run }),
        },
        { journal, artifacts, clock },
      ),
    close: () => journal.close(),
    remove: () => rm(project, { recursive: true, force: true }),
  };
}
