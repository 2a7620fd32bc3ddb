import type { EventFacts } from '../../contracts/event-facts.ts';
import type { DesignFile } from '../../design/file.ts';
import type { RecommendInput } from '../../design/recommend/input.ts';
import { type ResolvedRecommender, resolveRecommender } from '../../design/recommend/resolve.ts';
import type { InferredTables } from '../../design/recommend/resolve-tables.ts';
import { loadEvents } from '../../stages/recommend/prepare/load-tables.ts';
import { counted } from '../counted.ts';
import type { Job } from '../job-contract.ts';
import { sourceSpecs } from '../wire.ts';

export interface Sketched extends ResolvedRecommender {
  readonly tables: InferredTables;
  readonly facts: EventFacts;
}

/** Read the tables of a recommender that is not written down yet, and resolve what is known of it: for `init`. */
export const sketch: Job<RecommendInput, Sketched> = async (input, { project, wire, progress }) => {
  const file: DesignFile<RecommendInput> = { input, path: '', sha256: '', locate: () => undefined };
  const engine = await wire.engine();
  try {
    progress.begin('read the data');
    const { tables, facts } = await loadEvents(file, {
      engine,
      locate: (sources) => sourceSpecs(project, sources),
    });
    progress.end(counted(facts.events, 'event'));
    return { tables, facts, ...resolveRecommender(file, tables, facts) };
  } finally {
    await engine.close();
  }
};
