import { hash } from 'node:crypto';
import type { Dataset } from '../../contracts/dataset.ts';
import { tablesText } from '../../design/columns-text.ts';
import type { FeedInput } from '../../design/feed/input.ts';
import type { DesignFile } from '../../design/file.ts';
import { fail } from '../../errors/fail.ts';
import { type BuiltFeed as BuiltRun, buildFeed as build } from '../../stages/feed/build-feed.ts';
import { prepareFeed } from '../../stages/feed/prepare.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import type { JobPorts } from '../job-contract.ts';
import { programVersion } from '../program-version.ts';
import { refreshColumns } from '../refresh-columns.ts';
import { sourceSpecs } from '../wire.ts';

export interface BuiltFeed {
  readonly kind: 'feed';
  readonly system: string;
  /** The datasets were in the lake already. */
  readonly cached: boolean;
  readonly dataset: Dataset;
  readonly run: BuiltRun;
}

/** Prepare, train and evaluate a feed. */
export async function buildFeed(
  file: DesignFile<FeedInput>,
  search: SearchLimits | undefined,
  { project, wire, progress, checkCancelled }: JobPorts,
): Promise<BuiltFeed> {
  if (search !== undefined) throw fail('cli/search-unfit', { system: file.path });
  const program = programVersion();
  // Threads start while the tables are read.
  const kernels = await wire.kernels();
  const engine = await wire.engine();
  try {
    const { design, dataset, log, cached, tables } = await prepareFeed(
      { file, program },
      {
        engine,
        lake: await wire.lake(),
        progress,
        locate: (sources) => sourceSpecs(project, sources),
        sha256: (text) => hash('sha256', text),
      },
    );
    const from = design.data.sources.map((s) => s.from).join(', ');
    await refreshColumns(project, file.path, tablesText({ ...tables }, from));
    // Training wants the memory that the engine holds.
    await engine.close();
    const artifacts = await wire.artifacts();
    const run = await build(
      { design, dataset: dataset.sha256, log, program, staleness: design.evaluation.staleness },
      { artifacts, clock: wire.clock, kernels, progress, checkCancelled },
    );
    return { kind: 'feed', system: design.name, cached, dataset, run };
  } finally {
    await engine.close();
  }
}
