import type { Interactions } from '../../table/interactions.ts';
import { byChance } from './chance.ts';
import { lastForChoosing, lastShare } from './last.ts';
import { type EventSplit, partedEvents } from './parts.ts';
import { byTime } from './time.ts';

/** How test events came to be apart from training events, as far as the events tell. */
export type GivenRule = 'time' | 'leave-last' | 'last share' | 'chance';

/** A share of users that is as good as all: published splits have exceptions. */
const ALMOST_ALL = 0.95;

/**
 * Split off validation events from given training events, in the way in which the test events seem to have been split off:
 * what is chosen by them is then chosen for what it will be judged by. Both parts have the same users and items.
 *
 * Test events are looked at for how many there are and when they happened, never for what they speak of.
 */
export function givenSplit(
  train: Interactions,
  test: Interactions,
  seed: number,
): EventSplit & { readonly rule: GivenRule } {
  const rule = ruleOf(train, test);
  // As many beside what is left as test events beside all that was given.
  const share = Math.min(0.2, Math.max(0.05, test.item.length / (train.item.length + test.item.length)));
  const shares = { validation: share, test: 0 };
  const parts = {
    time: () => byTime(train, shares),
    'leave-last': () => lastForChoosing(train),
    'last share': () => lastShare(train, shares),
    chance: () => byChance(train, shares, seed),
  }[rule]();
  const caution =
    rule === 'chance' && train.timed && test.timed
      ? 'The given test events did not happen after the given training events: the future tells of the past, so the figures are better than in use.'
      : null;
  const inner = partedEvents(train, parts, caution);
  return { ...inner, test: { past: train, wanted: test }, rule };
}

function ruleOf(train: Interactions, test: Interactions): GivenRule {
  const single = shareOf(test, (from, to) => to - from === 1) >= ALMOST_ALL;
  if (!train.timed || !test.timed) return 'chance';
  const after = shareOf(test, (from, to, user) => {
    const last = train.start[user + 1]! - 1;
    if (last < train.start[user]!) return true;
    let first = Infinity;
    for (let e = from; e < to; e++) first = Math.min(first, test.at[e]!);
    return first >= train.at[last]!;
  });
  if (after < ALMOST_ALL) return 'chance';
  if (newest(train) <= oldest(test)) return 'time';
  return single ? 'leave-last' : 'last share';
}

/** Share of users with events there of whom something holds; their events are `from` to `to` - 1. */
function shareOf(
  { users, start }: Interactions,
  holds: (from: number, to: number, user: number) => boolean,
): number {
  let some = 0;
  let held = 0;
  for (let u = 0; u < users; u++) {
    if (start[u + 1] === start[u]) continue;
    some++;
    if (holds(start[u]!, start[u + 1]!, u)) held++;
  }
  return held / some;
}

const newest = ({ at }: Interactions): number => at.reduce((most, when) => Math.max(most, when), -Infinity);
const oldest = ({ at }: Interactions): number => at.reduce((least, when) => Math.min(least, when), Infinity);
