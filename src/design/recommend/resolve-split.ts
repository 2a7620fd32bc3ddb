import type { EventFacts } from '../../contracts/event-facts.ts';
import type { RecommendDesign, RecommendSplit } from '../../contracts/recommend-design.ts';
import type { Notes } from '../resolution.ts';
import type { RecommendInput } from './input.ts';

const SHARES = { validation: 0.1, test: 0.2 };
const DAY_MS = 86_400_000;
/** A split by time wants so many days, and so many of its users back. */
const LONG_DAYS = 28;
const BACK = 0.5;

/** Which events train, validate and test. */
export function resolveSplit(
  notes: Notes,
  { data }: RecommendInput,
  time: string | null,
  facts: EventFacts,
): RecommendSplit {
  const asked = typeof data.split === 'string' ? { name: data.split } : (data.split ?? {});
  const path = typeof data.split === 'string' ? ['data', 'split'] : ['data', 'split', 'name'];
  const name = asked.name ?? likely(notes, time, facts);
  const { optOut = false } = asked;
  if (name === 'time' && facts.times === null) notes.problem('design/split-untimed', { time }, path);
  if (name === 'random' && time !== null && !optOut) notes.problem('design/split-random', { time }, path);
  const left = (['validation', 'test'] as const).filter((part) => asked[part] === undefined);
  if (left.length > 0 && name !== 'leave-last')
    notes.inferred('data.split', left.map((part) => `${100 * SHARES[part]} % for ${part}`).join(', '));
  const { validation = SHARES.validation, test = SHARES.test } = asked;
  for (const [part, share] of Object.entries({ validation, test }))
    if (share <= 0 || validation + test >= 1)
      notes.problem(
        'design/field-invalid',
        {
          field: `data.split.${part}`,
          rule: 'above 0, and validation and test together below 1',
          got: String(share),
        },
        asked[part as 'test'] === undefined ? ['data', 'split'] : ['data', 'split', part],
      );
  return { name, validation, test, optOut };
}

/** The most honest split that the data allow. */
function likely(notes: Notes, time: string | null, { times }: EventFacts): RecommendSplit['name'] {
  const because = (name: RecommendSplit['name'], why: string): RecommendSplit['name'] => {
    notes.inferred('data.split.name', why);
    return name;
  };
  if (times === null)
    return because('users', time === null ? 'there are no times' : 'too few events have a time');
  const days = (times.last - times.first) / DAY_MS;
  const back = `${Math.round(100 * times.returning)} % of the users of the newest fifth were there before`;
  if (days < LONG_DAYS) return because('leave-last', `only ${days.toFixed(1)} days`);
  return times.returning < BACK ? because('leave-last', `only ${back}`) : because('time', back);
}

/** Share of the events of a pair's days that come after its first, from which repeats are usual. */
const REPEATED = 0.2;

/** Whether an item that the user knows may be recommended again. */
export function resolveRepeats(
  notes: Notes,
  given: boolean | undefined,
  { pairs, pairDays }: EventFacts,
): RecommendDesign['framing']['repeats'] {
  if (given !== undefined) return given;
  const share = pairDays === 0 ? 0 : 1 - pairs / pairDays;
  notes.inferred(
    'framing.repeats',
    `users come back on another day to what they know in ${(100 * share).toFixed(share < 0.1 ? 1 : 0)} % of cases`,
  );
  return share >= REPEATED;
}
