import { chance, gaussian } from './chance.ts';
import { noExposure } from './exposure.ts';
import { exposureOf, type Past } from './past.ts';
import type { Session } from './sessions.ts';
import type { Town } from './town.ts';
import { emptyOutlook, type Outlook, type Truth } from './truth.ts';
import { attention } from './worth.ts';

/** What readers do, as the log names it. */
export const ACTIONS = [
  'impression',
  'open',
  'dwell',
  'like',
  'comment',
  'share',
  'follow',
  'hide',
  'report',
  'satisfaction',
] as const;
export type Action = (typeof ACTIONS)[number];

/** One line of the log, as rankers may see it too. */
export interface FeedEvent {
  readonly action: Action;
  readonly at: number;
  readonly reader: number;
  readonly post: number;
  /** Seconds of a dwell, 1 to 5 of a satisfaction, NaN for the rest. */
  readonly value: number;
  /** The slate in which the post was shown. */
  readonly session: number;
  /** From 0. */
  readonly position: number;
  /** Of an impression: the chance that the policy gave the post this place. NaN for the rest, and where nobody told. */
  readonly propensity: number;
}

/** Called for each event, in the order of time. value: seconds of a dwell, 1 to 5 of a satisfaction, else NaN. */
export type Tell = (action: Action, at: number, post: number, position: number, value: number) => void;

/** Milliseconds to scroll past a post, and between one's acts. */
const SCROLL_MS = 1500;
const ACT_MS = 1000;

/** How far a session has come. */
export interface Reached {
  readonly position: number;
  readonly at: number;
}

/** slate: all that is known of it by now. from: where it goes on, left out, the top. @returns where it stops */
export type Visit = (
  past: Past,
  session: Session,
  slate: ArrayLike<number>,
  tell: Tell,
  from?: Reached,
) => Reached;

/** A session with a slate: the reader scrolls, looks at some posts, does what he does; the past remembers. */
export function visitor(town: Town, truth: Truth): Visit {
  const outlook = emptyOutlook();
  const exposure = noExposure();
  const retold = retoldGroups(town);
  return (past, session, slate, tell, from = { position: 0, at: session.at }) => {
    const { reader, depth } = session;
    let { position, at } = from;
    for (; position < Math.min(depth, slate.length); position++) {
      const post = slate[position]!;
      exposureOf(town, past, reader, slate, position, post, exposure);
      truth(reader, post, at, exposure, outlook);
      tell('impression', at, post, position, Number.NaN);
      past.shown[reader]!.add(post);
      const group = town.posts.group[post]!;
      if (retold[group] === 1) past.groups[reader]!.add(group);
      if (chance(town.seed, session.id, post, 0) < attention(town, position))
        at = act(town, past, session, post, position, at, outlook, tell);
      at += SCROLL_MS;
    }
    return { position, at };
  };
}

/** [posts] 1 where others tell the same again: by their first post. */
function retoldGroups({ posts }: Town): Uint8Array {
  const retold = new Uint8Array(posts.count);
  for (let i = 0; i < posts.count; i++) if (posts.group[i] !== i) retold[posts.group[i]!] = 1;
  return retold;
}

/** The acts of a reader who looks at a post. @returns when he goes on */
function act(
  town: Town,
  past: Past,
  session: Session,
  post: number,
  position: number,
  from: number,
  outlook: Outlook,
  tell: Tell,
): number {
  const { seed, parameters } = town;
  const drawn = (what: number): number => chance(seed, session.id, post, what);
  let at = from;
  const does = (action: Action, what: number, probability: number): boolean => {
    if (drawn(what) >= probability) return false;
    at += ACT_MS;
    tell(action, at, post, position, Number.NaN);
    return true;
  };
  if (does('open', 1, outlook.open)) {
    const seconds = Math.exp(outlook.logDwell + parameters.dwellSpread * gaussian(seed, session.id, post, 2));
    // Who is gone for an hour has left the post open.
    const dwell = Math.round(10 * Math.min(3600, Math.max(0.5, seconds))) / 10;
    at += 1000 * dwell;
    tell('dwell', at, post, position, dwell);
    if (does('like', 3, outlook.like)) remember(past.likers, post, session.reader);
    does('comment', 4, outlook.comment);
    does('share', 5, outlook.share);
    if (does('follow', 6, outlook.follow)) past.follows[session.reader]!.add(town.posts.author[post]!);
    if (drawn(7) < parameters.questionShare) {
      const felt = 3 + 2 * outlook.satisfaction + 0.7 * gaussian(seed, session.id, post, 8);
      tell('satisfaction', at + ACT_MS, post, position, Math.min(5, Math.max(1, Math.round(felt))));
    }
  }
  if (does('hide', 9, outlook.hide)) does('report', 10, outlook.report);
  return at;
}

function remember(likers: Map<number, Set<number>>, post: number, reader: number): void {
  const those = likers.get(post);
  if (those === undefined) likers.set(post, new Set([reader]));
  else those.add(reader);
}
