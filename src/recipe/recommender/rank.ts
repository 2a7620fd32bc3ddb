import type { Kernels } from '../../contracts/kernels.ts';
import type { FittedRanker } from '../../contracts/recommender.ts';
import type { Query } from '../../contracts/retriever.ts';
import { listed } from '../../errors/entry.ts';
import { fail } from '../../errors/fail.ts';
import { logOdds } from '../../kernels/log-odds.ts';
import { sigmoidInPlace } from '../../kernels/probabilities.ts';
import { models } from '../../models/index.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import { type CandidateFeatures, placeAt } from './candidate-features.ts';
import type { Candidates } from './candidates.ts';

/** What moved a candidate: a feature, and by how much. */
export interface RankContribution {
  readonly feature: string;
  readonly value: number;
}

/** A ranker, laid out. */
export interface OpenRanker {
  /**
   * [candidates] higher is better; where the ranker is calibrated the chance that one is taken. positions: the places in
   * which they stand, for a ranker that learned of places; absent = the first for all.
   */
  score(candidates: Candidates, query: Query, catalogue: Catalogue, positions?: Float64Array): Float64Array;
  /** Contributions of each of some candidates, by their places in `candidates`; strongest first, zeros left out. */
  explain(
    candidates: Candidates,
    query: Query,
    catalogue: Catalogue,
    places: readonly number[],
  ): readonly (readonly RankContribution[])[];
}

type Calibration = NonNullable<Extract<FittedRanker, { kind: 'model' }>['calibration']>;
type Blend = Extract<FittedRanker, { kind: 'blend' }>;

/** Open the ranker of a recommender whose retrievers have these names. */
export function openRanker(
  ranker: FittedRanker,
  retrievers: readonly string[],
  features: CandidateFeatures,
  kernels?: Kernels,
): OpenRanker {
  return ranker.kind === 'blend' ? blendRanker(ranker, retrievers) : modelRanker(ranker, features, kernels);
}

/** What the others weigh for a user of whom nothing is known, beside the one that goes before them. */
const AFTER_FIRST = 1e-6;

function blendRanker({ weights: usual, newcomers }: Blend, retrievers: readonly string[]): OpenRanker {
  const first = usual.map((w, r) => (r === newcomers ? 1 : AFTER_FIRST * w));
  const isKnown = ({ length, friends = [] }: Query): boolean =>
    length > 0 || friends.some((friend) => friend.length > 0);
  const weightsFor = (query: Query): Float64Array =>
    newcomers === undefined || isKnown(query) ? usual : first;
  return {
    score({ item, sources }, query) {
      const weights = weightsFor(query);
      const out = new Float64Array(item.length);
      sources.forEach(({ level }, r) => {
        const weight = weights[r]!;
        for (let c = 0; c < out.length; c++) out[c]! += weight * level[c]!;
      });
      return out;
    },
    explain({ sources }, query, _, places) {
      const weights = weightsFor(query);
      return places.map((c) =>
        strongest(
          retrievers.map((name, r) => ({
            feature: `score:${name}`,
            value: weights[r]! * sources[r]!.level[c]!,
          })),
        ),
      );
    },
  };
}

function modelRanker(
  { part, features: learned, calibration }: Extract<FittedRanker, { kind: 'model' }>,
  features: CandidateFeatures,
  kernels?: Kernels,
): OpenRanker {
  const now = features.columns.map(({ name }) => name);
  if (learned.join('\n') !== now.join('\n'))
    throw fail('artifact/malformed', {
      what: 'the ranker',
      problem: `it learned from the features ${listed(learned)}, and this program makes ${listed(now)}`,
    });
  const model = models.find((m) => m.name === part.name);
  if (model?.version !== part.version)
    throw fail('artifact/incompatible', {
      kind: 'model',
      name: part.name,
      wants: part.version,
      has: model?.version ?? null,
    });
  const scorer = model.open(part.state, kernels);
  const explainer = model.explains?.(part.state) === false ? undefined : model.explain?.(part.state);
  return {
    score(candidates, query, catalogue, positions) {
      const rows = features.of(candidates, query, catalogue);
      if (positions !== undefined) placeAt(rows, features.columns, positions);
      const out = new Float64Array(rows.rows);
      if (rows.rows > 0) scorer(rows, out);
      return calibration === undefined ? out : calibrated(out, calibration);
    },
    explain(candidates, query, catalogue, places) {
      if (explainer === undefined) return places.map(() => []);
      const rows = features.of(candidates, query, catalogue);
      const out = new Float64Array(features.columns.length);
      return places.map((c) => {
        explainer.contributions(rows, c, out.fill(0));
        return strongest(features.columns.map(({ name }, f) => ({ feature: name, value: out[f]! })));
      });
    },
  };
}

/** Chances that come true as often as they say: Platt 1999. In place. */
function calibrated(said: Float64Array, { slope, intercept }: Calibration): Float64Array {
  for (let c = 0; c < said.length; c++) said[c] = slope * logOdds(said[c]!) + intercept;
  sigmoidInPlace(said, said.length);
  return said;
}

const strongest = (parts: readonly RankContribution[]): RankContribution[] =>
  parts.filter(({ value }) => value !== 0).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
