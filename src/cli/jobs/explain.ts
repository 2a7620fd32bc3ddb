import { readSystem } from '../../adapters/design-file/find-designs.ts';
import type { Design } from '../../contracts/design.ts';
import type { FeedDesign } from '../../contracts/feed-design.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import type { FeedInput } from '../../design/feed/input.ts';
import { type DesignFile, isFeed, isRecommender } from '../../design/file.ts';
import type { RecommendInput } from '../../design/recommend/input.ts';
import type { Inference } from '../../design/resolution.ts';
import { counted } from '../counted.ts';
import type { Job, JobPorts } from '../job-contract.ts';
import { sourceSpecs } from '../wire.ts';

export interface Explained {
  readonly design: Design | RecommendDesign | FeedDesign;
  readonly inferences: readonly Inference[];
  /** Path of the design file, relative to the project. */
  readonly path: string;
}

/** Read a design and its data, and tell the design in full: for `show`. */
export const explain: Job<{ readonly system: string | undefined }, Explained> = async ({ system }, ports) => {
  const file = await readSystem(ports.project, system);
  const resolved = isFeed(file)
    ? await feed(file, ports)
    : isRecommender(file)
      ? await recommender(file, ports)
      : await predictor(file, ports);
  return { ...resolved, path: file.path };
};

async function predictor(file: DesignFile, { project, wire, progress }: JobPorts) {
  const { resolveWithReasons } = await import('../../design/resolve.ts');
  const { resolveSources } = await import('../../design/resolve-sources.ts');
  const { sources, joins } = resolveSources(file);
  const engine = await wire.engine();
  try {
    progress.begin('read the data');
    const table = await engine.load(sourceSpecs(project, sources), joins);
    progress.end(counted(table.rows, 'row'));
    return resolveWithReasons(file, table.columns);
  } finally {
    await engine.close();
  }
}

async function recommender(file: DesignFile<RecommendInput>, { project, wire, progress }: JobPorts) {
  const { resolveRecommender } = await import('../../design/recommend/resolve.ts');
  const { loadEvents } = await import('../../stages/recommend/prepare/load-tables.ts');
  const engine = await wire.engine();
  try {
    progress.begin('read the data');
    const locate = (sources: Parameters<typeof sourceSpecs>[1]) => sourceSpecs(project, sources);
    const { tables, facts } = await loadEvents(file, { engine, locate });
    progress.end(counted(facts.events, 'event'));
    return resolveRecommender(file, tables, facts);
  } finally {
    await engine.close();
  }
}

async function feed(file: DesignFile<FeedInput>, { project, wire, progress }: JobPorts) {
  const { resolveFeed } = await import('../../design/feed/resolve.ts');
  const { loadFeed } = await import('../../stages/feed/prepare/feed-tables.ts');
  const engine = await wire.engine();
  try {
    progress.begin('read the data');
    const locate = (sources: Parameters<typeof sourceSpecs>[1]) => sourceSpecs(project, sources);
    const { tables, sources } = await loadFeed(file, { engine, locate });
    progress.end(counted(sources.events?.[0]?.rows ?? 0, 'event'));
    return resolveFeed(file, tables);
  } finally {
    await engine.close();
  }
}
