import type { RecommendSplit } from '../../contracts/recommend-design.ts';
import { fail } from '../../errors/fail.ts';
import type { Interactions } from '../../table/interactions.ts';
import { byChance } from './chance.ts';
import { leaveLast } from './last.ts';
import { type EventSplit, partedEvents } from './parts.ts';
import { byTime } from './time.ts';
import { holdOutUsers } from './users.ts';

const CAUTION =
  'Events were split by chance although they have times: the future tells of the past, so the figures are better than in use.';

/**
 * Split events as the design says.
 *
 * Throws 'recommend/split-by-chance' for a random split of events with times without the opt-out,
 * 'train/split-time-missing' for a split by time of events without, and 'train/empty-part' where no event is held out.
 */
export function splitEvents(events: Interactions, split: RecommendSplit, seed: number): EventSplit {
  if (split.name === 'random' && events.timed && !split.optOut) throw fail('recommend/split-by-chance', {});
  const caution = split.name === 'random' && events.timed ? CAUTION : null;
  const parted = partedEvents(events, partsOf(events, split, seed), caution);
  const empty = (
    [
      ['train', parted.train],
      ['validation', parted.validation.wanted],
      ['test', parted.test.wanted],
    ] as const
  ).find(([, { item }]) => item.length === 0);
  if (empty !== undefined)
    throw fail('train/empty-part', { part: empty[0], split: split.name, rows: events.item.length });
  return parted;
}

function partsOf(events: Interactions, split: RecommendSplit, seed: number): Uint8Array {
  switch (split.name) {
    case 'time':
      return byTime(events, split);
    case 'leave-last':
      return leaveLast(events);
    case 'users':
      return holdOutUsers(events, split, seed);
    case 'random':
      return byChance(events, split, seed);
  }
}
