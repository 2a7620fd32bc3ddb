import { hash } from 'node:crypto';
import type { Dataset } from '../../contracts/dataset.ts';
import type { GateVerdict } from '../../contracts/retraining.ts';
import { tablesText } from '../../design/columns-text.ts';
import type { DesignFile } from '../../design/file.ts';
import type { RecommendInput } from '../../design/recommend/input.ts';
import { fail } from '../../errors/fail.ts';
import { type BuiltRun, buildRecommender as build } from '../../stages/recommend/build-recommender.ts';
import { gateRecommender } from '../../stages/recommend/gate-recommender.ts';
import { prepareRecommender } from '../../stages/recommend/prepare.ts';
import { withoutUsers } from '../../stages/recommend/without-users.ts';
import { erasedUsers } from '../../stages/serve/recommend/erase-user.ts';
import { storedRecommender } from '../../stages/serve/recommend/open-recommender.ts';
import { toldEvents } from '../../stages/told-events.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import type { JobPorts } from '../job-contract.ts';
import { programVersion } from '../program-version.ts';
import { refreshColumns } from '../refresh-columns.ts';
import { sourceSpecs } from '../wire.ts';
import type { GateInput } from './gate-input.ts';
import { readingJournal } from './reading-journal.ts';

export interface BuiltRecommender {
  readonly kind: 'recommend';
  readonly system: string;
  /** The datasets were in the lake already. */
  readonly cached: boolean;
  readonly dataset: Dataset;
  readonly run: BuiltRun;
  /** Where a gate was asked for. */
  readonly verdict?: GateVerdict;
}

/**
 * Prepare, train and evaluate a recommender, from its sources and from what it was told while it was served; and compare it
 * with the champion where a gate is asked for.
 */
export async function buildRecommender(
  file: DesignFile<RecommendInput>,
  search: SearchLimits | undefined,
  gate: GateInput | undefined,
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
    const {
      design,
      dataset,
      data: all,
      cached,
      tables,
      known,
    } = await prepareRecommender(
      { file, program, told: (system) => readingJournal(wire, (journal) => toldEvents(journal, system)) },
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
    const artifacts = await wire.artifacts();
    // Sources may still name who was erased while the system was served.
    const data = withoutUsers(
      all,
      await readingJournal(wire, (journal) => erasedUsers(journal, design.name)),
    );
    const [scoringKernels, indexes] = [await wire.scoringKernels(), await wire.vectorIndexes()];
    const ports = { clock, kernels, scoringKernels, indexes, progress, checkCancelled };
    const run = await build(
      {
        design,
        dataset: dataset.sha256,
        data,
        program,
        known,
        searchSeconds: search?.seconds ?? null,
      },
      { artifacts, ...ports },
    );
    const built = { kind: 'recommend' as const, system: design.name, cached, dataset, run };
    if (gate === undefined) return built;
    const fittedOf = async (sha256: string) => (await storedRecommender(artifacts, sha256)).fitted;
    const challenger = await fittedOf(run.trained.sha256);
    const champion = { version: gate.version, fitted: await fittedOf(gate.sha256) };
    const asked = { design, data, challenger, champion, plan: gate.plan };
    return { ...built, verdict: gateRecommender(asked, ports) };
  } finally {
    await engine.close();
  }
}
