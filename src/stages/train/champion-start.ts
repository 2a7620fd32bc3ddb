import type { ModelManifest } from '../../contracts/artifact.ts';
import type { Design, ModelChoice } from '../../contracts/design.ts';
import { canonicalJson, type Json } from '../../contracts/json.ts';
import type { Start } from '../../contracts/start.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Lake } from '../../ports/lake.ts';
import { type FittedParts, fittedPartsOf } from '../../recipe/store.ts';
import { registryOf } from '../deploy.ts';
import { readJson } from '../json-artifact.ts';
import { modelOf } from './fit-model.ts';

/** The version that answers now, for a run that may go on from it. */
export interface Champion {
  readonly version: number;
  /** Of its manifest. */
  readonly sha256: string;
  readonly manifest: ModelManifest;
  /** What it was trained by, and on how many rows of the table. */
  readonly design: Design;
  readonly rows: number;
  readonly fitted: FittedParts;
}

/** How one model of a run begins: with `from`, the fit that it goes on from. */
export interface ModelStart {
  readonly told: Start;
  readonly from: Pick<FittedParts, 'recipe' | 'state'> | null;
}

/** The champion of a system; null where there is none. Throws 'artifact/...' and what the lake throws. */
export async function championOf(
  system: string,
  { journal, artifacts, lake }: { journal: Journal; artifacts: Artifacts; lake: Lake },
): Promise<Champion | null> {
  const { champion, versions } = await registryOf(journal, system);
  const found = versions.find((v) => v.version === champion);
  if (found === undefined) return null;
  const manifest = await readJson<ModelManifest>(artifacts, found.sha256);
  return {
    version: found.version,
    sha256: found.sha256,
    manifest,
    design: await readJson<Design>(artifacts, manifest.parents.design),
    rows: (await lake.get(manifest.parents.dataset)).rows,
    fitted: fittedPartsOf(manifest, await artifacts.get(manifest.tensors)),
  };
}

/**
 * How a model begins in a run on `rows` rows that is to go on from the champion: from its features and its state where
 * they can be told to mean the same, and where it cannot have learned from what is now a test row; else from nothing, and why.
 */
export function startOf(
  design: Design,
  rows: number,
  champion: Champion | null,
  choice: ModelChoice,
): ModelStart {
  const because = whyAnew(design, rows, champion, choice);
  const told = { champion: champion?.version ?? null, because };
  if (because !== null || champion === null) return { told, from: null };
  return { told: { ...told, sha256: champion.sha256 }, from: champion.fitted };
}

function whyAnew(
  design: Design,
  rows: number,
  champion: Champion | null,
  choice: ModelChoice,
): string | null {
  if (champion === null) return 'there is no champion yet';
  const { manifest, design: before } = champion;
  const model = modelOf(choice);
  if (model.traits.resumes !== true) return 'it cannot go on from an earlier fit';
  if (manifest.model.name !== model.name) return `the champion is of another model, ${manifest.model.name}`;
  if (!alike(before.framing.task, design.framing.task)) return 'the champion predicts another task';
  if (!alike(encoded(before), encoded(design))) return 'the champion sees other columns or features';
  // Whether rows that it learned from are test rows now is known as long as the split is the same, and no row is gone.
  if (!alike(before.data.split, design.data.split)) return 'the champion was trained with another split';
  if (champion.rows > rows)
    return `the champion was trained with ${champion.rows} rows, and there are ${rows} now`;
  return null;
}

/** All that decides what the columns of the matrix mean. */
const encoded = ({ framing, data, features }: Design) => ({
  target: framing.target,
  columns: data.columns.map(({ name, type, order }) => ({ name, type, order: order ?? null })),
  unused: data.unused.map((column) => column.name),
  features,
});

const alike = (one: object, other: object): boolean =>
  canonicalJson(one as Json) === canonicalJson(other as Json);
