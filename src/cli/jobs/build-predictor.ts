import { hash } from 'node:crypto';
import type { Dataset } from '../../contracts/dataset.ts';
import type { GateVerdict } from '../../contracts/retraining.ts';
import { columnsText } from '../../design/columns-text.ts';
import type { DesignFile } from '../../design/file.ts';
import { budgetModelsFor } from '../../design/resolve-components.ts';
import { prepare } from '../../stages/prepare.ts';
import { type Champion, championOf } from '../../stages/train/champion-start.ts';
import { gatePredictor } from '../../stages/train/gate-predictor.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import { type TrainedRun, train } from '../../stages/train.ts';
import type { JobPorts } from '../job-contract.ts';
import { programVersion } from '../program-version.ts';
import { refreshColumns } from '../refresh-columns.ts';
import { sourceSpecs, type Wire } from '../wire.ts';
import type { GateInput } from './gate-input.ts';

export interface BuiltPredictor {
  readonly kind: 'predict';
  readonly system: string;
  /** The dataset was in the lake already. */
  readonly cached: boolean;
  readonly dataset: Dataset;
  readonly run: TrainedRun;
  /** Where a gate was asked for; null where the champion cannot be compared. */
  readonly verdict?: GateVerdict | null;
}

/** Prepare, train and evaluate a system that predicts. */
export async function buildPredictor(
  file: DesignFile,
  search: SearchLimits | undefined,
  gate: GateInput | undefined,
  { project, wire, progress, checkCancelled }: JobPorts,
): Promise<BuiltPredictor> {
  const program = programVersion();
  const lake = await wire.lake();
  // Its threads get up while data is read.
  const kernels = await wire.kernels();
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
    await refreshColumns(project, file.path, columnsText(dataset.inferred, from));
    const frame = await engine.read(lake.path(dataset.sha256), dataset.schema);
    // Training wants the memory that the engine holds.
    await engine.close();
    const candidates = file.input.models === undefined ? budgetModelsFor(design) : design.models;
    const champion = design.training?.from === 'champion' ? await championIn(wire, design.name) : null;
    const run = await train(
      { design, dataset, frame, program, champion, ...(search && { search: { ...search, candidates } }) },
      {
        artifacts: await wire.artifacts(),
        clock: wire.clock,
        kernels,
        progress,
        checkCancelled,
        http: wire.scoreOverHttp,
        memory: await wire.memory(),
      },
    );
    const built = { kind: 'predict' as const, system: design.name, cached, dataset, run };
    if (gate === undefined) return built;
    const challenger = run.models[run.best]!.sha256;
    const compared = { design, frame, challenger, champion: gate, plan: gate.plan };
    return { ...built, verdict: await gatePredictor(compared, await wire.artifacts()) };
  } finally {
    await engine.close();
  }
}

/** The champion to go on from; null where there is none. */
async function championIn(wire: Wire, system: string): Promise<Champion | null> {
  const journal = await wire.readJournal();
  try {
    const stores = { journal, artifacts: await wire.artifacts(), lake: await wire.lake() };
    return await championOf(system, stores);
  } finally {
    await journal.close();
  }
}
