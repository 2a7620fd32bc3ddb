import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { fileLake } from '../../src/adapters/files/lake.ts';
import { openJournal } from '../../src/adapters/sqlite/journal.ts';
import type { TrainedModel } from '../../src/contracts/artifact.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import type { ReportFacts, RunRecord } from '../../src/contracts/report.ts';
import { register } from '../../src/stages/deploy.ts';
import { type ReportPorts, reportFacts } from '../../src/stages/report-facts.ts';
import { churnLike, madeFacts } from '../adapters/report/made-facts.ts';

const clock = { now: () => Date.UTC(2026, 1, 1), elapsed: () => 0 };
const made = madeFacts({ ...churnLike, rows: 200, samples: 20 });

let folder: string;
let ports: ReportPorts;
let run: string;
let facts: ReportFacts;

const put = (value: object): Promise<string> =>
  ports.artifacts.put(new TextEncoder().encode(canonicalJson(value)));

/** The made run, stored as a real one is: its three models are told apart by their sha256. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millwright-report-facts-'));
  const lake = fileLake(join(folder, 'lake'));
  ports = {
    journal: await openJournal(join(folder, 'journal.db'), { mode: 'write', what: 'a test' }),
    artifacts: await fileArtifacts(join(folder, 'artifacts')),
    lake,
  };
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
    models: await Promise.all(models.map(put)),
    comparison: made.comparison,
  };
  run = await put(record);
  facts = { ...made, dataset, models };
});

afterEach(async () => {
  await ports.journal.close();
  await rm(folder, { recursive: true, force: true });
});

test('a version that came of a run is told with all of its run', async () => {
  const { design } = made;
  await register(
    { system: design.name, trained: facts.models[2]!, role: 'candidate', run },
    { ...ports, clock },
  );
  const gathered = await reportFacts({ system: design.name, version: 1 }, ports);
  expect(gathered).toEqual({ ...facts, version: 1, role: 'champion' });
});

test('what the version itself knows goes before what its run knew', async () => {
  const { design } = made;
  const later: TrainedModel = {
    ...facts.models[1]!,
    parity: { rows: 9, reloaded: 0, singleRow: 0, http: 0 },
  };
  await register(
    { system: design.name, trained: facts.models[2]!, role: 'candidate', run },
    { ...ports, clock },
  );
  await register({ system: design.name, trained: later, role: 'candidate', run }, { ...ports, clock });
  const gathered = await reportFacts({ system: design.name, version: 2 }, ports);
  expect(gathered).toMatchObject({ subject: 1, version: 2, role: 'challenger' });
  expect(gathered.models[1]!.parity.http).toBe(0);
});

test('a version without a run is told alone', async () => {
  const { design } = made;
  await register({ system: design.name, trained: facts.models[0]!, role: 'baseline' }, { ...ports, clock });
  const gathered = await reportFacts({ system: design.name, version: 1 }, ports);
  expect(gathered).toMatchObject({
    subject: 0,
    comparison: null,
    rows: null,
    at: clock.now(),
    role: 'candidate',
  });
  expect(gathered.models).toEqual([facts.models[0]]);
});

test('a version that is not there, and a run that is lost, are said so', async () => {
  const { design } = made;
  await expect(reportFacts({ system: design.name, version: 7 }, ports)).rejects.toMatchObject({
    code: 'serve/no-version',
  });
  await register(
    { system: design.name, trained: facts.models[2]!, role: 'candidate', run: 'a'.repeat(64) },
    { ...ports, clock },
  );
  await expect(reportFacts({ system: design.name, version: 1 }, ports)).rejects.toMatchObject({
    code: 'artifact/absent',
  });
});
