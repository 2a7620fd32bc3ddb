import { readSystem } from '../../adapters/design-file/find-designs.ts';
import { isFeed, isRecommender } from '../../design/file.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import type { Job } from '../job-contract.ts';
import type { BuiltFeed } from './build-feed.ts';
import type { BuiltPredictor } from './build-predictor.ts';
import type { BuiltRecommender } from './build-recommender.ts';
import type { GateInput } from './gate-input.ts';

/** What a run came to, by the kind of the system. */
export type Built = BuiltPredictor | BuiltRecommender | BuiltFeed;

export interface BuildInput {
  readonly system: string | undefined;
  /** Search under these limits; undefined = train what the design says as it is. */
  readonly search: SearchLimits | undefined;
  /** Compare with the champion: for retraining. */
  readonly gate?: GateInput;
}

/** Prepare, train and evaluate one system: for `run`. What it makes is in the lake and the artifacts; nothing is registered. */
export const build: Job<BuildInput, Built> = async ({ system, search, gate }, ports) => {
  const file = await readSystem(ports.project, system);
  if (isRecommender(file))
    return (await import('./build-recommender.ts')).buildRecommender(file, search, gate, ports);
  if (isFeed(file)) return (await import('./build-feed.ts')).buildFeed(file, search, gate, ports);
  return (await import('./build-predictor.ts')).buildPredictor(file, search, gate, ports);
};
