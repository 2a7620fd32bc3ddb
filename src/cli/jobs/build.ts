import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSystem } from '../../adapters/design-file/find-designs.ts';
import type { Dataset } from '../../contracts/dataset.ts';
import { columnsText } from '../../design/columns-text.ts';
import { budgetModelsFor } from '../../design/resolve-components.ts';
import { prepare } from '../../stages/prepare.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import { type TrainedRun, train } from '../../stages/train.ts';
import type { Job } from '../job-contract.ts';
import { programVersion } from '../program-version.ts';
import { sourceSpecs } from '../wire.ts';
import { writeText } from '../write-text.ts';

export interface Built {
  readonly system: string;
  /** The dataset was in the lake already. */
  readonly cached: boolean;
  readonly dataset: Dataset;
  readonly run: TrainedRun;
}

export interface BuildInput {
  readonly system: string | undefined;
  /** Search under these limits; undefined = train the models of the design as they are. */
  readonly search: SearchLimits | undefined;
}

/** Prepare, train and evaluate one system: for `run`. What it makes is in the lake and the artifacts; nothing is registered. */
export const build: Job<BuildInput, Built> = async (
  { system, search },
  { project, wire, progress, checkCancelled },
) => {
  const file = await readSystem(project, system);
  const program = programVersion();
  const lake = await wire.lake();
  const engine = await wire.engine();
  try {
    const { design, dataset, cached } = await prepare(
      { file, program },
      {
        engine,
        lake,
        progress,
        locate: (sources) => sourceSpecs(project, sources),
        sha256: (text) => hash('sha256', text),
      },
    );
    const from = dataset.sources.map((s) => s.from).join(', ');
    await refreshColumns(join(project, file.path), columnsText(dataset.inferred, from));
    const frame = await engine.read(lake.path(dataset.sha256), dataset.schema);
    // Training wants the memory that the engine holds.
    await engine.close();
    const candidates = file.input.models === undefined ? budgetModelsFor(design) : design.models;
    const run = await train(
      { design, dataset, frame, program, ...(search && { search: { ...search, candidates } }) },
      {
        artifacts: await wire.artifacts(),
        clock: wire.clock,
        kernels: await wire.kernels(),
        progress,
        checkCancelled,
        http: wire.scoreOverHttp,
        memory: await wire.memory(),
      },
    );
    return { system: design.name, cached, dataset, run };
  } finally {
    await engine.close();
  }
};

/** Keep NAME.columns.ts beside a design in TypeScript; it is left alone when it is right. */
async function refreshColumns(design: string, text: string): Promise<void> {
  if (!design.endsWith('.ts')) return;
  const path = design.replace(/(\.design)?\.ts$/, '.columns.ts');
  const there = await readFile(path, 'utf8').catch(() => null);
  if (there !== text) await writeText(path, text);
}
