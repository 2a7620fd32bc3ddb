import type { TrainedModel } from '../contracts/artifact.ts';
import type { Design } from '../contracts/design.ts';
import type { FeedDesign } from '../contracts/feed-design.ts';
import type { FeedRecord } from '../contracts/feed-record.ts';
import type { RecommendDesign } from '../contracts/recommend-design.ts';
import type { RecommenderRecord } from '../contracts/recommender-record.ts';
import type { FeedReportFacts, RecommendReportFacts, ReportFacts, RunRecord } from '../contracts/report.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Journal } from '../ports/journal.ts';
import type { Lake } from '../ports/lake.ts';
import { registryOf, roleOf, versionOf } from './deploy.ts';
import { readJson } from './json-artifact.ts';

export interface ReportPorts {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  readonly lake: Lake;
}

interface Asked {
  readonly system: string;
  readonly version: number;
}

/**
 * Everything that a report of a registered version of a system that predicts draws, read back from the stores.
 *
 * Throws 'serve/no-version', 'artifact/absent', 'artifact/corrupt' and what the lake throws.
 */
export async function reportFacts(
  { system, version }: Asked,
  { journal, artifacts, lake }: ReportPorts,
): Promise<ReportFacts> {
  const registry = await registryOf(journal, system);
  const found = versionOf(registry, version);
  const record = found.run === null ? null : await readJson<RunRecord>(artifacts, found.run);
  const models = await Promise.all(
    (record?.models ?? [found.trained]).map((sha256) => readJson<TrainedModel>(artifacts, sha256)),
  );
  // The version's own record may know more than the run's: parity over HTTP comes later.
  const subject = models.findIndex((m) => m.sha256 === found.sha256);
  const own = await readJson<TrainedModel>(artifacts, found.trained);
  const { parents } = own.manifest;
  return {
    design: await readJson<Design>(artifacts, parents.design),
    dataset: await lake.get(parents.dataset),
    models: models.with(subject, own),
    subject,
    comparison: record?.comparison ?? null,
    rows: record?.rows ?? null,
    ...(record?.times && { times: record.times }),
    ...(record?.sample && { sample: record.sample }),
    at: record?.at ?? found.at,
    version: found.version,
    role: roleOf(registry, found.version),
  };
}

/** The same of a recommender. */
export const recommendReportFacts = (asked: Asked, ports: ReportPorts): Promise<RecommendReportFacts> =>
  factsOf<RecommendDesign, RecommenderRecord>(asked, ports);

/** The same of a feed. */
export const feedReportFacts = (asked: Asked, ports: ReportPorts): Promise<FeedReportFacts> =>
  factsOf<FeedDesign, FeedRecord>(asked, ports);

/** Of a version that its record alone tells of. */
async function factsOf<D, R extends RecommenderRecord | FeedRecord>(
  { system, version }: Asked,
  { journal, artifacts, lake }: ReportPorts,
) {
  const registry = await registryOf(journal, system);
  const found = versionOf(registry, version);
  const record = found.run === null ? null : await readJson<RunRecord>(artifacts, found.run);
  const trained = await readJson<R>(artifacts, found.trained);
  const { parents } = trained.manifest;
  return {
    design: await readJson<D>(artifacts, parents.design),
    dataset: await lake.get(parents.dataset),
    trained,
    rows: record?.rows ?? null,
    ...(record?.times && { times: record.times }),
    at: record?.at ?? found.at,
    version: found.version,
    role: roleOf(registry, found.version),
  };
}
