import { hash } from 'node:crypto';
import type { Dataset } from '../../contracts/dataset.ts';
import type { FeedManifest } from '../../contracts/feed.ts';
import type { GateVerdict } from '../../contracts/retraining.ts';
import { tablesText } from '../../design/columns-text.ts';
import type { FeedInput } from '../../design/feed/input.ts';
import type { DesignFile } from '../../design/file.ts';
import { fail } from '../../errors/fail.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import { feedFrom } from '../../recipe/feed/store-feed.ts';
import { type BuiltFeed as BuiltRun, buildFeed as build } from '../../stages/feed/build-feed.ts';
import type { FeedGate } from '../../stages/feed/gate-feed.ts';
import type { ToldFeed } from '../../stages/feed/prepare/told-log.ts';
import { prepareFeed } from '../../stages/feed/prepare.ts';
import { readJson } from '../../stages/json-artifact.ts';
import { erasedUsers } from '../../stages/serve/recommend/erase-user.ts';
import { toldEvents } from '../../stages/told-events.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import type { JobPorts } from '../job-contract.ts';
import { programVersion } from '../program-version.ts';
import { refreshColumns } from '../refresh-columns.ts';
import { sourceSpecs } from '../wire.ts';
import type { GateInput } from './gate-input.ts';
import { postScorers } from './post-scorers.ts';
import { readingJournal } from './reading-journal.ts';

export interface BuiltFeed {
  readonly kind: 'feed';
  readonly system: string;
  /** The datasets were in the lake already. */
  readonly cached: boolean;
  readonly dataset: Dataset;
  readonly run: Omit<BuiltRun, 'verdict'>;
  /** Where a gate was asked for, and the two can be compared. */
  readonly verdict?: GateVerdict;
}

/**
 * Prepare, train and evaluate a feed, from its sources and from what it was told while it was served; and compare it with the
 * champion where a gate is asked for.
 */
export async function buildFeed(
  file: DesignFile<FeedInput>,
  search: SearchLimits | undefined,
  gate: GateInput | undefined,
  { project, wire, progress, checkCancelled }: JobPorts,
): Promise<BuiltFeed> {
  if (search !== undefined) throw fail('cli/search-unfit', { system: file.path });
  const program = programVersion();
  // Threads start while the tables are read.
  const kernels = await wire.kernels();
  const engine = await wire.engine();
  try {
    const told = (system: string): Promise<ToldFeed> =>
      readingJournal(wire, async (journal) => ({
        told: await toldEvents(journal, system),
        erased: await erasedUsers(journal, system),
      }));
    const { design, dataset, log, cached, tables, scores, known } = await prepareFeed(
      { file, program, told, scores: postScorers(wire) },
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
    const { staleness } = design.evaluation;
    const champion = gate && (await championOf(gate, artifacts));
    const { verdict, ...run } = await build(
      {
        design,
        dataset: dataset.sha256,
        log,
        scores,
        program,
        staleness,
        known,
        start: gate?.plan.warm === true ? { ...champion!, sha256: gate.sha256 } : undefined,
        gate: gate && champion && { champion, plan: gate.plan },
      },
      { artifacts, clock: wire.clock, kernels, progress, checkCancelled },
    );
    return { kind: 'feed', system: design.name, cached, dataset, run, ...(verdict && { verdict }) };
  } finally {
    await engine.close();
  }
}

async function championOf(
  { version, sha256 }: GateInput,
  artifacts: Artifacts,
): Promise<FeedGate['champion']> {
  const manifest = await readJson<FeedManifest>(artifacts, sha256);
  const fitted = feedFrom(manifest, await artifacts.get(manifest.tensors));
  // Of versions from before it was noted: no page is surely newer.
  return { version, fitted, until: manifest.until ?? Number.POSITIVE_INFINITY };
}
