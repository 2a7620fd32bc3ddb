import type { Kernels } from '../contracts/kernels.ts';
import { fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { VectorIndexes } from '../ports/vector-index.ts';
import { registeredKinds } from './deploy/registry.ts';
import type { KeepAside } from './serve/feed/feed-checkpoints.ts';
import { feedLoader } from './serve/feed/open-feed-version.ts';
import { ServedFeed } from './serve/feed/served-feed.ts';
import { versionLoader } from './serve/open-version.ts';
import { recommenderLoader } from './serve/recommend/open-recommender.ts';
import { type RecommendPorts, ServedRecommender } from './serve/recommend/served-recommender.ts';
import { type Served, ServedProject } from './serve/served-project.ts';
import { ServedSystem } from './serve/served-system.ts';

export { keepAside } from './serve/feed/feed-checkpoints.ts';
export { feedLoader, type OpenFeedVersion } from './serve/feed/open-feed-version.ts';
export type { Label, LabelResult } from './serve/feedback.ts';
export { type OpenVersion, versionLoader } from './serve/open-version.ts';
export type { Prediction } from './serve/prediction.ts';
export { type OpenRecommenderVersion, recommenderLoader } from './serve/recommend/open-recommender.ts';
export { type Served, ServedProject } from './serve/served-project.ts';
export type { ServePorts } from './serve/served-system.ts';

export interface OpenPorts {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  readonly clock: Clock;
  /** Kernels for one version; absent: those in TypeScript. */
  readonly kernelsFor?: () => Kernels;
  /** For similar items of large catalogues; absent or null: all are looked at. */
  readonly indexes?: VectorIndexes | null;
  /** Write files that hold a user again without him; absent: they stay until the next run. */
  readonly forget?: RecommendPorts['forget'];
  /** Where what is known of feeds is kept; absent: a restart goes through the whole journal. */
  readonly checkpoints?: Checkpoints;
  /** Keeps what is known of a feed in another process; absent: here, and answers wait meanwhile. */
  readonly keepAside?: KeepAside;
}

/** Put every system of the project that has a model into service. Throws what the artifacts of a champion suffer from. */
export async function openProject({
  journal,
  artifacts,
  clock,
  kernelsFor,
  indexes,
  checkpoints,
  keepAside,
  forget,
}: OpenPorts): Promise<ServedProject> {
  const project = new ServedProject({
    journal,
    clock,
    load: versionLoader(artifacts, kernelsFor),
    loadRecommender: recommenderLoader(artifacts, kernelsFor, indexes),
    loadFeed: feedLoader(artifacts, kernelsFor),
    ...(checkpoints && { checkpoints }),
    ...(keepAside && { keepAside }),
    ...(forget && { forget }),
  });
  await project.refresh();
  return project;
}

/** Put one system of any kind into service. Throws 'serve/no-system', or what the artifacts of its champion suffer from. */
export async function openSystem(
  { journal, artifacts, clock, kernelsFor, indexes, checkpoints }: OpenPorts,
  system: string,
): Promise<Served> {
  const kinds = await registeredKinds(journal);
  const kind = kinds.get(system);
  const known = [...kinds.keys()];
  if (kind === undefined) throw fail('serve/no-system', { system, known, near: nearest(system, known) });
  const served = {
    predict: () => new ServedSystem(system, { journal, clock, load: versionLoader(artifacts, kernelsFor) }),
    recommend: () =>
      new ServedRecommender(system, {
        journal,
        clock,
        loadRecommender: recommenderLoader(artifacts, kernelsFor, indexes),
      }),
    feed: () =>
      new ServedFeed(system, {
        journal,
        clock,
        loadFeed: feedLoader(artifacts, kernelsFor),
        ...(checkpoints && { checkpoints }),
      }),
  }[kind]();
  await served.refresh();
  return served;
}
