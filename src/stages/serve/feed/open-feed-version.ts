import type { ModelManifest } from '../../../contracts/artifact.ts';
import type { FeedManifest, FittedFeed } from '../../../contracts/feed.ts';
import type { FeedDesign, FittedPostScore } from '../../../contracts/feed-design.ts';
import type { Kernels } from '../../../contracts/kernels.ts';
import type { Artifacts } from '../../../ports/artifacts.ts';
import { openFeedTexts } from '../../../recipe/feed/feed-texts.ts';
import type { KnownFeed } from '../../../recipe/feed/known-feed.ts';
import { type OpenFeed, openFeed } from '../../../recipe/feed/open-feed.ts';
import { type OpenPostScore, openPostScore } from '../../../recipe/feed/post-scores.ts';
import { feedFrom } from '../../../recipe/feed/store-feed.ts';
import { unpackKnown } from '../../../recipe/feed/store-known.ts';
import { pipelineOf } from '../../../recipe/store.ts';
import type { Version } from '../../deploy/registry.ts';
import { readJson } from '../../json-artifact.ts';

/** A registered version of a feed, loaded and ready to answer. */
export interface OpenFeedVersion {
  readonly version: number;
  /** sha256 of its manifest. */
  readonly sha256: string;
  /** The model of several heads that ranks. */
  readonly model: string;
  readonly fitted: FittedFeed;
  /** The design that it was trained from; null for a version from elsewhere. */
  readonly design: FeedDesign | null;
  /** The versions of other systems that score posts which come while it serves. */
  readonly scores: readonly OpenPostScore[];
  /** Events of the journal up to this sequence number are in what it learned. */
  readonly learned: number;
  /** What was known when its data ended; read from its artifacts at each call. */
  origin(): Promise<KnownFeed>;
  /** What a checkpoint holds, under the rules of this version. Throws 'artifact/malformed'. */
  from(bytes: Uint8Array): KnownFeed;
  /** Laid out over what is known: their attributes decide what a feature is. */
  open(known: KnownFeed): OpenFeed;
}

/** Loads versions of feeds from their artifacts: each byte is checked against its hash. Throws 'artifact/...'. */
export const feedLoader =
  (artifacts: Artifacts, kernelsFor?: () => Kernels) =>
  async ({ version, sha256, model }: Version): Promise<OpenFeedVersion> => {
    const manifest = await readJson<FeedManifest>(artifacts, sha256);
    const fitted = feedFrom(manifest, await artifacts.get(manifest.tensors));
    const { design: designSha } = manifest.parents;
    const design = (await artifacts.has(designSha)) ? await readJson<FeedDesign>(artifacts, designSha) : null;
    const scores = await Promise.all((fitted.scores ?? []).map((score) => openScore(artifacts, score)));
    const from = (bytes: Uint8Array): KnownFeed =>
      unpackKnown(bytes, fitted.design, fitted.texts && openFeedTexts(fitted.texts));
    return {
      version,
      sha256,
      model,
      fitted,
      design,
      scores,
      learned: manifest.parents.journal ?? 0,
      from,
      async origin() {
        const known = from(await artifacts.get(manifest.known));
        known.postTable.publishRest();
        return known;
      },
      open: (known) =>
        openFeed(
          fitted,
          { posts: known.posts.attributes.schema, readers: known.readers.schema },
          kernelsFor?.(),
        ),
    };
  };

async function openScore(artifacts: Artifacts, score: FittedPostScore): Promise<OpenPostScore> {
  const manifest = await readJson<ModelManifest>(artifacts, score.sha256);
  return openPostScore(score, score, pipelineOf(manifest, await artifacts.get(manifest.tensors)));
}
