import { hash } from 'node:crypto';
import type { Dataset } from '../../contracts/dataset.ts';
import { tablesText } from '../../design/columns-text.ts';
import type { DesignFile } from '../../design/file.ts';
import type { RecommendInput } from '../../design/recommend/input.ts';
import { fail } from '../../errors/fail.ts';
import { type BuiltRun, buildRecommender as build } from '../../stages/recommend/build-recommender.ts';
import { prepareRecommender } from '../../stages/recommend/prepare.ts';
import { withoutUsers } from '../../stages/recommend/without-users.ts';
import { erasedUsers } from '../../stages/serve/recommend/erase-user.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import type { JobPorts } from '../job-contract.ts';
import { programVersion } from '../program-version.ts';
import { refreshColumns } from '../refresh-columns.ts';
import { sourceSpecs } from '../wire.ts';

export interface BuiltRecommender {
  readonly kind: 'recommend';
  readonly system: string;
  /** The datasets were in the lake already. */
  readonly cached: boolean;
  readonly dataset: Dataset;
  readonly run: BuiltRun;
}

/** Prepare, train and evaluate a recommender. */
export async function buildRecommender(
  file: DesignFile<RecommendInput>,
  search: SearchLimits | undefined,
  { project, wire, progress, checkCancelled }: JobPorts,
): Promise<BuiltRecommender> {
  if (search !== undefined && search.trials !== null) throw fail('cli/trials-unfit', { system: file.path });
  const program = programVersion();
  const lake = await wire.lake();
  // Its threads get up while data is read.
  const kernels = await wire.kernels();
  const { clock } = wire;
  const engine = await wire.engine();
  try {
    const { design, dataset, data, cached, tables } = await prepareRecommender(
      { file, program },
      {
        engine,
        lake,
        progress,
        clock,
        locate: (sources) => sourceSpecs(project, sources),
        sha256: (text) => hash('sha256', text),
      },
    );
    const from = design.data.sources.map((s) => s.from).join(', ');
    await refreshColumns(project, file.path, tablesText({ ...tables }, from));
    // Training wants the memory that the engine holds.
    await engine.close();
    const run = await build(
      {
        design,
        dataset: dataset.sha256,
        data: withoutUsers(data, await erased()),
        program,
        searchSeconds: search?.seconds ?? null,
      },
      {
        artifacts: await wire.artifacts(),
        clock,
        kernels,
        scoringKernels: await wire.scoringKernels(),
        progress,
        checkCancelled,
      },
    );
    return { kind: 'recommend', system: design.name, cached, dataset, run };

    /** Who was erased while the system was served: sources may still name them. */
    async function erased(): Promise<(user: string) => boolean> {
      const journal = await wire.readJournal();
      try {
        return await erasedUsers(journal, design.name);
      } finally {
        await journal.close();
      }
    }
  } finally {
    await engine.close();
  }
}
