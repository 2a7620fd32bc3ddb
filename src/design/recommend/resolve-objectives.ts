import type { InferredColumn } from '../../contracts/dataset.ts';
import type { EventFacts } from '../../contracts/event-facts.ts';
import type { LabelRule, RecommendDesign } from '../../contracts/recommend-design.ts';
import type { Notes } from '../resolution.ts';
import { checkMetric } from './check-metric.ts';
import type { BusinessInput, RecommendFraming } from './framing-input.ts';
import { labelInWords, resolveLabel } from './resolve-label.ts';
import type { EventColumnNames } from './resolve-tables.ts';

type Framing = RecommendDesign['framing'];
type Objectives = Pick<Framing, 'label' | 'objectives' | 'objective' | 'business' | 'ratings'>;

/** What objectives are compared by where nobody says. */
const WORTH = 'worthAt10';

/** What counts as success: one rule, or several objectives with what they are compared by; and whether ratings are told. */
export function resolveObjectives(
  notes: Notes,
  framing: RecommendFraming,
  names: EventColumnNames,
  columns: readonly InferredColumn[],
  facts: EventFacts,
): Objectives {
  const { objectives, ratings } = framing;
  if (objectives === undefined || Object.keys(objectives).length === 0) {
    const label = resolveLabel(notes, framing.label ?? {}, names, columns, facts);
    for (const field of ['objective', 'business'] as const)
      if (framing[field] !== undefined)
        refuse(notes, field, 'left out where framing names no objectives', framing);
    return ratings === undefined ? { label } : resolveRatings(notes, framing, label, names, facts);
  }
  if (framing.label !== undefined) refuse(notes, 'label', 'left out where framing names objectives', framing);
  if (ratings !== undefined) refuse(notes, 'ratings', 'left out where framing names objectives', framing);
  const rules = Object.fromEntries(
    Object.entries(objectives).map(([name, given]) => [
      name,
      resolveLabel(notes, given, names, columns, facts, ['framing', 'objectives', name]),
    ]),
  );
  const known = Object.keys(rules);
  const objective = framing.objective ?? known[0]!;
  if (framing.objective === undefined) notes.inferred('framing.objective', 'the first of the objectives');
  else if (!known.includes(objective)) refuse(notes, 'objective', `one of ${known.join(', ')}`, framing);
  const label = rules[objective] ?? rules[known[0]!]!;
  const business = resolveBusiness(notes, framing.business, label, names, columns, facts);
  return { label, objectives: rules, objective, business };
}

function refuse(notes: Notes, field: keyof RecommendFraming, rule: string, framing: RecommendFraming): void {
  notes.problem(
    'design/field-invalid',
    { field: `framing.${field}`, rule, got: JSON.stringify(framing[field]) },
    ['framing', field],
  );
}

function resolveBusiness(
  notes: Notes,
  given: BusinessInput | undefined,
  answers: LabelRule,
  names: EventColumnNames,
  columns: readonly InferredColumn[],
  facts: EventFacts,
): NonNullable<Framing['business']> {
  if (given === undefined) {
    notes.inferred('framing.business', `the rule of the objective that answers, by ${WORTH}`);
    return { label: answers, metric: WORTH };
  }
  const { metric, ...label } = given;
  if (metric === undefined) notes.inferred('framing.business.metric', 'what the first ten places bring');
  else {
    const path = ['framing', 'business', 'metric'];
    const found = checkMetric(notes, metric, path);
    const fits = found?.of === 'user' && found.traits.better === 'higher' && found.traits.uncut !== true;
    if (found !== undefined && !fits)
      notes.problem(
        'design/field-invalid',
        {
          field: path.join('.'),
          rule: 'a metric of the first places of each user, of which more is better',
          got: metric,
        },
        path,
      );
  }
  return {
    label: resolveLabel(notes, label, names, columns, facts, ['framing', 'business']),
    metric: metric ?? WORTH,
  };
}

/** Ratings are read from the weights of events: a weight is a rating, below 0 where it speaks against the item. */
function resolveRatings(
  notes: Notes,
  framing: RecommendFraming,
  label: LabelRule,
  names: EventColumnNames,
  { value }: EventFacts,
): Objectives {
  const { ratings } = framing;
  if (names.value === null || value === null)
    refuse(notes, 'ratings', 'left out: data.interactions names no column of ratings', framing);
  else if (names.action !== null)
    refuse(notes, 'ratings', 'left out where events say what was done: only ratings can be told', framing);
  else if (framing.label?.weighted === false)
    refuse(notes, 'ratings', 'left out where framing.label.weighted is false: weights are ratings', framing);
  else if (value.min < 0 && (label.atLeast ?? 0) > 0)
    refuse(
      notes,
      'ratings',
      `left out, or framing.label.atLeast 0 at most: there are ratings below 0`,
      framing,
    );
  notes.inferred(
    'framing.label.weighted',
    'ratings are told: lists are judged by the ratings of what they bring',
  );
  const { says: _, ...rule } = { ...label, weighted: true, rated: true as const };
  return { label: { says: labelInWords(names.value, rule), ...rule }, ...(ratings && { ratings }) };
}
