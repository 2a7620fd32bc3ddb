import type { InferredColumn } from '../../contracts/dataset.ts';
import type { FeedDesign, FeedHead } from '../../contracts/feed-design.ts';
import { nearest } from '../../errors/nearest.ts';
import type { Notes } from '../resolution.ts';
import { type ActionKind, actionKind } from './feed-words.ts';
import type { FeedInput, HeadInput } from './input.ts';

type Framing = FeedDesign['framing'];

/** Events that a head must have to be inferred: fewer teach nothing. */
const FEWEST = 20;
/** Who leaves a post sooner than this was skipping it, in seconds. */
const SKIP_SECONDS = 5;
const WINDOW_MINUTES = 24 * 60;

/** What one of each is worth where the design does not say: starting points, for the product to set. */
const WORTH: Partial<Record<ActionKind, number>> = {
  open: 1,
  dwell: 0.02,
  like: 4,
  save: 5,
  comment: 8,
  share: 8,
  follow: 10,
  hide: -15,
  mute: -30,
  report: -60,
};
const REACTIONS: readonly ActionKind[] = ['like', 'comment', 'share', 'save', 'follow'];

/** Types of events of a kind, most frequent first. */
export function typesOfKind(
  { values = [], counts = [] }: InferredColumn,
  kind: ActionKind,
): readonly string[] {
  return values
    .map((type, i) => ({ type, count: counts[i] ?? 0 }))
    .filter(({ type }) => actionKind(type) === kind)
    .sort((a, b) => b.count - a.count)
    .map(({ type }) => type);
}

/** Which events say that a post was shown: those named, those called so, else posts are drawn beside what was opened. */
export function resolveImpressions(
  notes: Notes,
  { data: { impressions: asked } }: FeedInput,
  types: InferredColumn,
): FeedDesign['data']['impressions'] | undefined {
  if (typeof asked === 'string')
    return knownType(notes, types, asked, ['data', 'impressions']) ? { type: asked } : undefined;
  if (asked !== undefined && 'type' in asked) {
    const { type, served = false } = asked;
    // What a server will note need not be in any source yet.
    if (served) return { type, served };
    return knownType(notes, types, type, ['data', 'impressions', 'type']) ? { type } : undefined;
  }
  if (asked !== undefined)
    return knownType(notes, types, asked.opens, ['data', 'impressions', 'opens'])
      ? { negatives: 4, days: 14, ...asked }
      : undefined;
  const [shown] = typesOfKind(types, 'impression');
  if (shown !== undefined) {
    notes.inferred('data.impressions', `events of type ${shown} are called so`);
    return { type: shown };
  }
  const opens = typesOfKind(types, 'open')[0] ?? mostFrequent(types);
  notes.inferred(
    'data.impressions',
    `no type of event is called like an impression: beside each ${opens} four posts are drawn that others opened in the 14 days before`,
  );
  return { opens, negatives: 4, days: 14 };
}

const mostFrequent = ({ values = [], counts = [] }: InferredColumn): string =>
  [...values].sort((a, b) => (counts[values.indexOf(b)] ?? 0) - (counts[values.indexOf(a)] ?? 0))[0] ?? '';

/** What is predicted of a post in front of a reader. */
export function resolveHeads(
  notes: Notes,
  { framing: { heads: asked } = {} }: FeedInput,
  types: InferredColumn,
  impressions: FeedDesign['data']['impressions'],
): readonly FeedHead[] {
  if (asked === undefined) return inferHeads(notes, types, impressions);
  const heads = asked.map((one) => headOf(typeof one === 'string' ? { name: one } : one));
  heads.forEach((head, i) => {
    const path = ['framing', 'heads', i];
    for (const action of head.actions) knownType(notes, types, action, path);
    if (heads.findIndex((h) => h.name === head.name) < i)
      notes.problem('design/head-twice', { head: head.name }, path);
    if (head.given === null) return;
    const before = heads.slice(0, i).filter((h) => h.kind === 'binary');
    const known = before.map((h) => h.name);
    if (!known.includes(head.given))
      notes.problem(
        'design/head-unknown',
        { head: head.given, field: `given of ${head.name}`, known, near: nearest(head.given, known) },
        [...path, 'given'],
      );
  });
  return heads;
}

const headOf = ({ name, actions, amount, atLeast, below, given }: HeadInput): FeedHead => ({
  name,
  kind: amount === true ? 'amount' : 'binary',
  actions: actions ?? [name],
  atLeast: atLeast ?? null,
  below: below ?? null,
  given: given ?? null,
});

/** A head for every type of event that readers do often enough; of dwell how long, and whether it was a skip. */
function inferHeads(
  notes: Notes,
  types: InferredColumn,
  impressions: FeedDesign['data']['impressions'],
): readonly FeedHead[] {
  const open = 'opens' in impressions ? impressions.opens : typesOfKind(types, 'open')[0];
  // Where impressions are drawn, nothing is known of a post that was not opened.
  const given = 'opens' in impressions && open !== undefined ? open : null;
  const shown = 'type' in impressions ? impressions.type : null;
  const kept = (types.values ?? []).filter(
    (type, i) =>
      type !== shown &&
      type !== open &&
      (types.counts?.[i] ?? 0) >= FEWEST &&
      actionKind(type) !== 'question',
  );
  const heads = kept.flatMap((type): FeedHead[] => {
    const head = { ...headOf({ name: type }), given };
    if (actionKind(type) !== 'dwell') return [head];
    const since = open ?? null;
    return [
      { ...head, name: 'skip', actions: [type], below: SKIP_SECONDS, given: since },
      { ...head, kind: 'amount', given: since },
    ];
  });
  notes.inferred('framing.heads', `every type of event with at least ${FEWEST} of them`);
  return [...(open === undefined ? [] : [headOf({ name: open })]), ...heads];
}

/** What each head is worth, in several ways, and by which of them posts are ranked. */
export function resolveObjectives(
  notes: Notes,
  { framing: { objectives: asked, rankBy } = {} }: FeedInput,
  heads: readonly FeedHead[],
): Pick<Framing, 'objectives' | 'rankBy'> {
  const objectives = asked ?? inferObjectives(notes, heads);
  const known = heads.map((h) => h.name);
  for (const [name, weights] of Object.entries(objectives))
    for (const head of Object.keys(weights))
      if (!known.includes(head))
        notes.problem(
          'design/head-unknown',
          { head, field: `framing.objectives.${name}`, known, near: nearest(head, known) },
          ['framing', 'objectives', name, head],
          'key',
        );
  const names = Object.keys(objectives);
  const chosen = rankBy ?? (names.includes('value') ? 'value' : names[0]!);
  if (rankBy === undefined) notes.inferred('framing.rankBy', 'default');
  else if (!names.includes(rankBy))
    notes.problem(
      'design/objective-unknown',
      { objective: rankBy, known: names, near: nearest(rankBy, names) },
      ['framing', 'rankBy'],
    );
  return { objectives, rankBy: chosen };
}

/** All together; and opens, time and reactions alone, to compare with. */
function inferObjectives(notes: Notes, heads: readonly FeedHead[]): Framing['objectives'] {
  const kindOf = ({ name, actions }: FeedHead): ActionKind | undefined =>
    name === 'skip' ? undefined : (actionKind(name) ?? actionKind(actions[0] ?? ''));
  const of = (worth: (kind: ActionKind) => number | undefined): Record<string, number> =>
    Object.fromEntries(
      heads.flatMap((head): [string, number][] => {
        const kind = kindOf(head);
        const weight = kind && worth(kind);
        return weight === undefined ? [] : [[head.name, weight]];
      }),
    );
  notes.inferred(
    'framing.objectives',
    'starting points by what heads are called: set what they are worth to you',
  );
  const all = {
    value: of((kind) => WORTH[kind]),
    opens: of((kind) => (kind === 'open' ? 1 : undefined)),
    dwell: of((kind) => (kind === 'dwell' ? 1 : undefined)),
    reactions: of((kind) => (REACTIONS.includes(kind) ? 1 : undefined)),
  };
  const told = Object.entries(all).filter(([, weights]) => Object.keys(weights).length > 0);
  return told.length > 0 ? Object.fromEntries(told) : { value: { [heads[0]!.name]: 1 } };
}

/** Which events answer how satisfied a reader is: the type that the design names, or one that is called so and has values. */
export function resolveQuestion(
  notes: Notes,
  { framing: { question } = {} }: FeedInput,
  types: InferredColumn,
  hasValues: boolean,
): string | null {
  if (question !== undefined)
    return knownType(notes, types, question, ['framing', 'question']) ? question : null;
  const [found] = hasValues ? typesOfKind(types, 'question') : [];
  if (found !== undefined) notes.inferred('framing.question', 'its name');
  return found ?? null;
}

export const windowMinutes = (notes: Notes, { framing }: FeedInput): number => {
  if (framing?.windowMinutes === undefined) notes.inferred('framing.windowMinutes', 'default');
  return framing?.windowMinutes ?? WINDOW_MINUTES;
};

function knownType(
  notes: Notes,
  { values = [] }: InferredColumn,
  type: string,
  path: readonly (string | number)[],
): boolean {
  if (values.includes(type)) return true;
  notes.problem('design/event-type-unknown', { type, known: values, near: nearest(type, values) }, path);
  return false;
}
