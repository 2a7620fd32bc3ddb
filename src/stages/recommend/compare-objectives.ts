import type { Measured } from '../../contracts/evaluation.ts';
import type { RecommendData } from '../../contracts/recommend-data.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import type { ObjectiveComparison } from '../../contracts/recommend-evaluation.ts';
import type { FittedRecommender } from '../../contracts/recommender.ts';
import { askedUsers } from '../../explain/ranking/asked-users.ts';
import { judgeUsers } from '../../explain/ranking/judge-users.ts';
import { knownItems } from '../../explain/ranking/known-items.ts';
import { meanInterval, meanOf, pairedUserDifference, valuesOf } from '../../explain/ranking/measure-lists.ts';
import { seedFor } from '../../kernels/random.ts';
import { splitEvents } from '../../splitters/events/index.ts';
import type { EventSplit } from '../../splitters/events/parts.ts';
import { cutOf } from './cuts.ts';
import { recommenderScorer } from './evaluate-recommender.ts';
import type { RecommendPorts } from './recommend-task.ts';
import type { TrainedRecommender } from './train-recommender.ts';
import { whichObjective } from './which-objective.ts';

/** Test users judged at most. */
const MOST_USERS = 10_000;

/** Learns a recommender for an objective, of events that are labelled by its rule. */
export type Learn = (
  data: RecommendData,
  objective: string,
  split: EventSplit,
) => Promise<TrainedRecommender>;

type Line = ObjectiveComparison['objectives'][number] & { readonly values: Float64Array | null };

/**
 * Learn a recommender for each objective of a design, by its own label rule, and hold all of them against what test events
 * brought to the business: the same users, who are asked at the same moments. The one that answers is given, for it is
 * learned already. Null where the design has one objective alone.
 *
 * A difference counts as sure where its interval, made wider for the number of comparisons (Bonferroni), lies above 0.
 */
export async function compareObjectives(
  { framing, data: { split: choice }, evaluation, serving, seed }: RecommendDesign,
  data: RecommendData,
  answers: TrainedRecommender,
  learn: Learn,
  { progress, checkCancelled }: RecommendPorts,
): Promise<ObjectiveComparison | null> {
  const { objectives, objective, business } = framing;
  if (objectives === undefined || business === undefined || data.business === undefined) return null;
  const cut = cutOf(business.metric);
  const partsBy = (weight: Float32Array): EventSplit => splitEvents({ ...data.events, weight }, choice, seed);
  const wanted = partsBy(data.business.weight).test.wanted;
  const known = knownItems(partsBy(data.events.weight).fitting);
  const valuesBy = (recommender: FittedRecommender, split: EventSplit) => {
    const { catalogue } = recommender;
    const asked = askedUsers({ past: split.test.past, wanted }, catalogue, data.users, {
      repeats: framing.repeats,
      graded: true,
      history: serving.history,
      users: MOST_USERS,
      negatives: null,
      seed: seedFor(seed, 'objectives'),
    });
    const lists = judgeUsers(
      asked,
      recommenderScorer(recommender, cut.k),
      catalogue,
      cut.k,
      false,
      (done) => {
        checkCancelled();
        progress.at(done);
      },
    );
    return valuesOf(lists, cut, known);
  };
  const options = { samples: evaluation.samples, level: evaluation.level, seed: seedFor(seed, 'objectives') };
  const lines: Line[] = [];
  for (const [name, { says }] of Object.entries(objectives)) {
    const isFirst = name === objective;
    const weight = isFirst ? data.events.weight : data.objectives![name]!.weight;
    const split = partsBy(weight);
    const skipped = split.validation.wanted.weight.some((w) => w > 0)
      ? null
      : 'no validation event counts for it';
    const line = { name, says, answers: isFirst, behind: NOTHING, skipped };
    if (skipped !== null) {
      lines.push({ ...line, value: NOTHING, fitSeconds: 0, values: null });
      continue;
    }
    const trained = isFirst ? answers : await learn(labelledBy(data, name), name, split);
    progress.begin(`judge ${name} by ${business.metric}`);
    const values = valuesBy(trained.fitted, split);
    const value = meanInterval(values, options);
    progress.end(value.value === null ? 'nothing to judge by' : value.value.toFixed(4));
    lines.push({ ...line, value, fitSeconds: trained.fitSeconds, values });
  }
  return compared(lines, business, options);
}

const NOTHING: Measured = { value: null, low: null, high: null };

/** The same events and impressions by the rule of another objective. */
function labelledBy(data: RecommendData, name: string): RecommendData {
  const { weight, gain } = data.objectives![name]!;
  return {
    ...data,
    events: { ...data.events, weight },
    ...(data.impressions && { impressions: { ...data.impressions, gain } }),
  };
}

function compared(
  lines: readonly Line[],
  { label, metric }: NonNullable<RecommendDesign['framing']['business']>,
  options: { readonly samples: number; readonly level: number; readonly seed: number },
): ObjectiveComparison {
  const worth = ({ values }: Line): number => (values === null ? -Infinity : meanOf(values));
  const ordered = lines.toSorted((a, b) => worth(b) - worth(a));
  const best = ordered[0]!;
  const judged = ordered.filter(({ values }) => values !== null);
  const level = 1 - (1 - options.level) / Math.max(1, judged.length - 1);
  const objectives = ordered.map(({ values, ...line }) => ({
    ...line,
    behind:
      values === null || best.values === null || values === best.values
        ? NOTHING
        : pairedUserDifference(best.values, values, { ...options, level }),
  }));
  const others = objectives.filter(({ name, skipped }) => skipped === null && name !== best.name);
  const sure = others.length > 0 && others.every(({ behind }) => behind.low !== null && behind.low > 0);
  return {
    business: label.says,
    metric,
    users: best.values?.length ?? 0,
    objectives,
    sure,
    because: whichObjective(objectives, metric, sure),
  };
}
