import type { Kernels } from '../../../contracts/kernels.ts';
import type { LabelRule, RecommendDesign } from '../../../contracts/recommend-design.ts';
import type {
  FittedRecommender,
  OpenRecommender,
  RecommenderManifest,
} from '../../../contracts/recommender.ts';
import type { Artifacts } from '../../../ports/artifacts.ts';
import type { VectorIndexes } from '../../../ports/vector-index.ts';
import { unpackHistories } from '../../../recipe/recommender/histories.ts';
import { openRecommender } from '../../../recipe/recommender/open-recommender.ts';
import { recommenderFrom } from '../../../recipe/recommender/store-recommender.ts';
import { searchPlanOf } from '../../../recipe/recommender/vector-search.ts';
import type { Version } from '../../deploy/registry.ts';
import { readJson } from '../../json-artifact.ts';
import type { LiveOrigin } from './live-state.ts';

/** A registered version of a recommender, loaded and ready to answer. */
export interface OpenRecommenderVersion {
  readonly version: number;
  /** sha256 of its manifest. */
  readonly sha256: string;
  /** What its ranker is, or the retriever that answers alone. */
  readonly model: string;
  readonly fitted: FittedRecommender;
  readonly recommender: OpenRecommender;
  /** The design that it was trained from; null for a version from elsewhere. */
  readonly design: RecommendDesign | null;
  /** What live state begins with; read from its artifacts at each call. */
  origin(): Promise<LiveOrigin>;
}

/** A recommender as it is stored: data, not laid out to answer. */
export interface StoredRecommender {
  readonly manifest: RecommenderManifest;
  readonly fitted: FittedRecommender;
  readonly design: RecommendDesign | null;
}

/** Read a recommender by the sha256 of its manifest. Throws 'artifact/...'. */
export async function storedRecommender(artifacts: Artifacts, sha256: string): Promise<StoredRecommender> {
  const manifest = await readJson<RecommenderManifest>(artifacts, sha256);
  const fitted = recommenderFrom(manifest, await artifacts.get(manifest.tensors));
  const { design: designSha } = manifest.parents;
  const design = (await artifacts.has(designSha))
    ? await readJson<RecommendDesign>(artifacts, designSha)
    : null;
  return { manifest, fitted, design };
}

/** Events count alike where no design says how. */
export const PLAIN: LabelRule = { says: 'any event', actions: null, atLeast: null, weighted: false };

/**
 * Loads versions of recommenders from their artifacts: each byte is checked against its hash. Throws 'artifact/...'.
 *
 * kernelsFor, indexes: see openRecommender.
 */
export const recommenderLoader =
  (artifacts: Artifacts, kernelsFor?: () => Kernels, indexes: VectorIndexes | null = null) =>
  async ({ version, sha256, model }: Version): Promise<OpenRecommenderVersion> => {
    const { manifest, fitted, design } = await storedRecommender(artifacts, sha256);
    return {
      version,
      sha256,
      model,
      fitted,
      recommender: openRecommender(fitted, kernelsFor?.(), searchPlanOf(indexes, design?.serving)),
      design,
      async origin() {
        const histories = unpackHistories(await artifacts.get(manifest.histories));
        return {
          system: fitted.system,
          ids: fitted.ids,
          catalogue: fitted.catalogue,
          histories,
          rule: design?.framing.label ?? PLAIN,
          ...(design?.data.impressions && { impression: design.data.impressions.action }),
          history: fitted.history,
          open: design === null || design.data.items === null,
        };
      },
    };
  };
