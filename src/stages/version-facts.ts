import type { ModelManifest, TrainedModel } from '../contracts/artifact.ts';
import type { Dataset } from '../contracts/dataset.ts';
import type { RecommendReportFacts, ReportFacts } from '../contracts/report.ts';
import type { ColumnChain, VersionFacts } from '../contracts/version-facts.ts';
import { models } from '../models/index.ts';
import { planRecipe } from '../recipe/plan.ts';
import { registryOf, versionOf } from './deploy.ts';
import { feedReportFacts, type ReportPorts, recommendReportFacts, reportFacts } from './report-facts.ts';

/** The facts of a registered version. Throws 'serve/no-version', 'artifact/absent', 'artifact/corrupt', and what the lake throws. */
export async function versionFacts(
  asked: { readonly system: string; readonly version: number },
  ports: ReportPorts,
): Promise<VersionFacts> {
  const { kind = 'predict' } = versionOf(await registryOf(ports.journal, asked.system), asked.version);
  if (kind === 'predict') {
    const facts = await reportFacts(asked, ports);
    return { kind, facts: lean(facts), chains: chainsOf(facts) };
  }
  if (kind === 'recommend') {
    const facts = await recommendReportFacts(asked, ports);
    const { manifest } = facts.trained;
    const parts = manifest.retrievers.map((part) => ({ ...part, facts: {} }));
    const bare = { ...manifest, attributes: [], retrievers: parts, ranker: leanRanker(manifest.ranker) };
    return {
      kind,
      facts: {
        ...facts,
        dataset: leanDataset(facts.dataset),
        trained: { ...facts.trained, manifest: bare },
      },
    };
  }
  const facts = await feedReportFacts(asked, ports);
  const { manifest } = facts.trained;
  const calibrators = manifest.calibrators.map((c) => c && { ...c, facts: {} });
  const model = { ...manifest.model, facts: {} };
  const bare = { ...manifest, texts: null, dictionaries: {}, calibrators, model };
  return {
    kind,
    facts: { ...facts, dataset: leanDataset(facts.dataset), trained: { ...facts.trained, manifest: bare } },
  };
}

const leanDataset = (dataset: Dataset): Dataset => ({ ...dataset, schema: [], inferred: [] });

function lean(facts: ReportFacts): ReportFacts {
  const all = facts.models.map((model, i): TrainedModel => {
    const manifest = leanManifest(model.manifest);
    const { evaluation } = model;
    return i === facts.subject
      ? { ...model, manifest }
      : { ...model, manifest, evaluation: { ...evaluation, curves: {}, slices: [], worstSlice: null } };
  });
  return { ...facts, dataset: leanDataset(facts.dataset), models: all };
}

const leanManifest = (manifest: ModelManifest): ModelManifest => ({
  ...manifest,
  inputs: [],
  recipe: {},
  model: { ...manifest.model, facts: {} },
});

const leanRanker = (
  ranker: RecommendReportFacts['trained']['manifest']['ranker'],
): RecommendReportFacts['trained']['manifest']['ranker'] =>
  ranker.kind === 'model' ? { ...ranker, part: { ...ranker.part, facts: {} } } : ranker;

/** The chains as the design and the model come to them; none where the model is not of this program. */
function chainsOf({ design, dataset, models: trained, subject }: ReportFacts): readonly ColumnChain[] {
  const { name, params } = trained[subject]!.manifest.model;
  const model = models.find((m) => m.name === name);
  if (model === undefined) return [];
  return planRecipe(design, dataset.schema, model, params).columns.map(({ schema, steps }) => ({
    column: schema.name,
    type: schema.type,
    steps,
  }));
}
