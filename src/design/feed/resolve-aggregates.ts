import { aggregates } from '../../aggregates/index.ts';
import type { Aggregate } from '../../contracts/aggregate.ts';
import type { InferredColumn } from '../../contracts/dataset.ts';
import type { DeclaredAggregate, DeclaredRatio } from '../../contracts/declared-aggregate.ts';
import type { StepChoice } from '../../contracts/design.ts';
import type { FeedDesign, FeedHead } from '../../contracts/feed-design.ts';
import { nearest } from '../../errors/nearest.ts';
import type { Notes } from '../resolution.ts';
import { lookUp } from '../resolve-components.ts';
import type { AggregateInput, EntityName, FeedInput } from './input.ts';

type Declared = Pick<FeedDesign, 'aggregates' | 'ratios'>;

/** A rate is drawn towards its mean over everything by as much as so many events would say. */
const STRENGTH = 20;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
const FADING_HOURS = 72;

/** Facts about past events that are features: those that the design declares, else those that feeds usually go by. */
export function resolveAggregates(
  notes: Notes,
  { aggregates: asked }: FeedInput,
  types: InferredColumn,
  atHand: {
    readonly entities: readonly EntityName[];
    readonly heads: readonly FeedHead[];
    readonly impressions: FeedDesign['data']['impressions'];
  },
): Declared {
  if (asked === undefined) {
    notes.inferred('aggregates', 'counts, rates, recency and affinities of what is predicted');
    return inferAggregates(types, atHand.entities, atHand.heads, atHand.impressions);
  }
  const made = asked.map((one, i) => declare(notes, one, types, atHand.entities, ['aggregates', i]));
  const found = made.filter((m) => m !== undefined);
  const names = [...found.flatMap((m) => m.aggregates), ...found.flatMap((m) => m.ratios)].map((a) => a.name);
  asked.forEach((_, i) => {
    const own = made[i];
    const last = own?.ratios[0]?.name ?? own?.aggregates[0]?.name;
    if (last !== undefined && names.filter((name) => name === last).length > 1)
      notes.problem('design/aggregate-twice', { name: last }, ['aggregates', i]);
  });
  return {
    aggregates: found.flatMap((m) => m.aggregates),
    ratios: found.flatMap((m) => m.ratios),
  };
}

function declare(
  notes: Notes,
  { name, by, of, values = false, as = 'count', per }: AggregateInput,
  types: InferredColumn,
  known: readonly EntityName[],
  path: readonly (string | number)[],
): Declared | undefined {
  const entities = typeof by === 'string' ? [by] : by;
  const listed = (given: string | readonly string[] | undefined): readonly string[] | null =>
    given === undefined ? null : typeof given === 'string' ? [given] : given;
  const before = notes.failures.length;
  for (const entity of entities)
    if (!known.includes(entity)) notes.problem('design/entity-unknown', { entity, known }, [...path, 'by']);
  for (const [field, given] of [['of', of] as const, ['per', per] as const])
    for (const type of listed(given) ?? [])
      if (types.values?.includes(type) !== true)
        notes.problem(
          'design/event-type-unknown',
          { type, known: types.values ?? [], near: nearest(type, types.values ?? []) },
          [...path, field],
        );
  const found = lookUp(notes, 'aggregate', aggregates as readonly Aggregate[], as, [...path, 'as']);
  if (notes.failures.length > before || found === undefined) return undefined;
  const one = (counted: readonly string[] | null, given?: string): DeclaredAggregate => ({
    name: given ?? nameOf(entities, counted, values, found.choice),
    by: entities,
    counts: counted && Object.fromEntries(counted.map((type) => [type, values ? 'value' : 1])),
    aggregate: found.choice,
  });
  if (per === undefined) return { aggregates: [one(listed(of), name)], ratios: [] };
  const [above, below] = [one(listed(of)), one(listed(per))];
  return {
    aggregates: [above, below],
    ratios: [
      {
        name: name ?? `${above.name}/${below.name}`,
        of: above.name,
        per: below.name,
        prior: 0,
        strength: STRENGTH,
      },
    ],
  };
}

/** "reader-author.open,like.decayed-sum.72": what it is made of. */
const nameOf = (
  entities: readonly string[],
  counted: readonly string[] | null,
  values: boolean,
  { name, params }: StepChoice,
): string =>
  [
    entities.join('-'),
    ...(counted === null ? [] : [counted.join(',')]),
    ...(values ? ['values'] : []),
    ...(name === 'count' || name === 'sum' ? [] : [name, ...Object.values(params).map(String)]),
  ].join('.');

/** Whatever feeds usually go by, of the actions that this one predicts. */
function inferAggregates(
  types: InferredColumn,
  entities: readonly EntityName[],
  heads: readonly FeedHead[],
  impressions: FeedDesign['data']['impressions'],
): Declared {
  const shown = 'type' in impressions ? impressions.type : null;
  const binary = heads.filter((h) => h.kind === 'binary' && h.below === null && h.atLeast === null);
  const actions = [...new Set(binary.flatMap((h) => h.actions))].filter((a) => types.values?.includes(a));
  const amounts = [...new Set(heads.filter((h) => h.kind === 'amount').flatMap((h) => h.actions))];
  const all = shown === null ? actions : [shown, ...actions];
  const [first] = actions;
  const made: DeclaredAggregate[] = [];
  const ratios: DeclaredRatio[] = [];
  const add = (by: readonly EntityName[], action: string | null, { tag, ofValues, ...aggregate }: Tagged) => {
    const name = [by.join('-'), ...(action === null ? [] : [action]), ...(tag === '' ? [] : [tag])].join('.');
    const counts = action === null ? null : { [action]: ofValues === true ? ('value' as const) : 1 };
    if (!made.some((m) => m.name === name)) made.push({ name, by, counts, aggregate });
    return name;
  };
  const has = (entity: EntityName): boolean => entities.includes(entity);
  for (const action of all) add(['post'], action, COUNT);
  for (const action of all.slice(0, 3)) add(['post'], action, windowSum(HOUR_MINUTES));
  for (const action of amounts) add(['post'], action, MEAN);
  for (const entity of ['author', 'topic'] as const)
    if (has(entity)) {
      for (const action of all.slice(0, 4)) add([entity], action, fading(FADING_HOURS));
      for (const action of all.slice(0, 2)) add([entity], action, windowSum(DAY_MINUTES));
    }
  for (const action of all.slice(0, 4)) add(['reader'], action, fading(FADING_HOURS));
  add(['reader'], null, SINCE_LAST);
  for (const entity of ['author', 'topic'] as const)
    if (has(entity)) {
      for (const action of all) add(['reader', entity], action, fading(AFFINITY_HOURS));
      if (first !== undefined) add(['reader', entity], first, SINCE_LAST);
    }
  if (shown !== null) rates();
  return { aggregates: made, ratios };

  /** Of each action how often it comes of an impression. */
  function rates(): void {
    const pairs: readonly (readonly [readonly EntityName[], Tagged, readonly string[]])[] = [
      [['post'], COUNT, actions],
      [['author'], fading(FADING_HOURS), actions.slice(0, 3)],
      [['topic'], fading(FADING_HOURS), actions.slice(0, 2)],
      [['reader'], fading(FADING_HOURS), actions.slice(0, 3)],
      [['reader', 'author'], fading(AFFINITY_HOURS), actions.slice(0, 2)],
      [['reader', 'topic'], fading(AFFINITY_HOURS), actions.slice(0, 2)],
    ];
    for (const [by, aggregate, of] of pairs) {
      if (!by.every((entity) => entity === 'reader' || entity === 'post' || has(entity))) continue;
      for (const action of of) {
        const above = add(by, action, aggregate);
        const below = add(by, shown!, aggregate);
        ratios.push({
          name: `${above}.rate`,
          of: above,
          per: below,
          prior: priorOf(types, action, shown!),
          strength: STRENGTH,
        });
      }
    }
  }
}

/** How often an action comes of an impression over everything. */
function priorOf({ values = [], counts = [] }: InferredColumn, action: string, shown: string): number {
  const of = (type: string): number => counts[values.indexOf(type)] ?? 0;
  // A round number: it may depend on what is held out, and must not tell of it.
  return of(shown) === 0 ? 0 : Number(Math.min(1, of(action) / of(shown)).toPrecision(1));
}

const AFFINITY_HOURS = 14 * 24;
/** An aggregate, and what it is called in the name of a feature. */
interface Tagged extends StepChoice {
  readonly tag: string;
  readonly ofValues?: true;
}

const COUNT: Tagged = { name: 'count', params: {}, tag: '' };
const MEAN: Tagged = { name: 'mean', params: {}, tag: 'mean', ofValues: true };
const SINCE_LAST: Tagged = { name: 'since-last', params: {}, tag: 'last' };
const windowSum = (minutes: number): Tagged => ({
  name: 'window-sum',
  params: { windowMinutes: minutes, buckets: 60 },
  tag: `${minutes / HOUR_MINUTES}h`,
});
const fading = (hours: number): Tagged => ({
  name: 'decayed-sum',
  params: { halfLifeHours: hours },
  tag: `fading${hours}h`,
});
