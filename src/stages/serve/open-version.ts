import type { ModelManifest } from '../../contracts/artifact.ts';
import type { Design } from '../../contracts/design.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { Pipeline } from '../../contracts/pipeline.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import { pipelineOf } from '../../recipe/store.ts';
import type { Version } from '../deploy/registry.ts';
import { readJson } from '../json-artifact.ts';

/** A registered version, loaded and ready to answer. */
export interface OpenVersion {
  readonly version: number;
  /** sha256 of its manifest. */
  readonly sha256: string;
  /** Name of the kind of model: "boosted-trees". */
  readonly model: string;
  readonly pipeline: Pipeline;
  readonly threshold: number | null;
  /** The design that it was trained from; null for a model from elsewhere. */
  readonly design: Design | null;
}

/**
 * Loads versions from their artifacts: each byte is checked against its hash. Throws 'artifact/...'.
 *
 * kernelsFor makes kernels for one version, which go when it does; absent: those in TypeScript, which score alike.
 */
export const versionLoader =
  (artifacts: Artifacts, kernelsFor?: () => Kernels) =>
  async ({ version, sha256, model }: Version): Promise<OpenVersion> => {
    const manifest = await readJson<ModelManifest>(artifacts, sha256);
    const pipeline = pipelineOf(manifest, await artifacts.get(manifest.tensors), kernelsFor?.());
    const { design: designSha } = manifest.parents;
    const design = (await artifacts.has(designSha)) ? await readJson<Design>(artifacts, designSha) : null;
    return { version, sha256, model, pipeline, threshold: manifest.threshold, design };
  };
