import { chance, gaussian } from './chance.ts';
import { type Exposure, noExposure } from './exposure.ts';
import type { Session } from './sessions.ts';
import type { Town } from './town.ts';
import { emptyOutlook, type Outlook, type Truth } from './truth.ts';

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

/** What a feed has done to the readers until now. One for each ranking that is tried. */
export interface Past {
  /** By reader: fresh posts shown, groups shown of posts that tell the same, authors followed. */
  readonly shown: readonly Set<number>[];
  readonly groups: readonly Set<number>[];
  readonly follows: readonly Set<number>[];
  /** By post: who liked it. */
  readonly likers: Map<number, Set<number>>;
}

export const startPast = (town: Town): Past => ({
  shown: Array.from({ length: town.readers.count }, () => new Set<number>()),
  groups: Array.from({ length: town.readers.count }, () => new Set<number>()),
  follows: town.graph.follows.map((authors) => new Set(authors)),
  likers: new Map(),
});

/** The past goes on for each ranking by itself. */
export const copyPast = (past: Past): Past => ({
  shown: past.shown.map((s) => new Set(s)),
  groups: past.groups.map((s) => new Set(s)),
  follows: past.follows.map((s) => new Set(s)),
  likers: new Map([...past.likers].map(([post, readers]) => [post, new Set(readers)])),
});

/** Nobody is shown a post that is no longer fresh, so that it need not be remembered. first: the oldest fresh post. */
export function forgetBefore(past: Past, first: number): void {
  for (const shown of past.shown) for (const post of shown) if (post < first) shown.delete(post);
}

/** Milliseconds to scroll past a post, and between one's acts. */
const SCROLL_MS = 1500;
const ACT_MS = 1000;

/** What a reader knows of a post when he looks at it. above: the slate, of which the first `position` stand above it. */
export function exposureOf(
  town: Town,
  past: Past,
  reader: number,
  above: ArrayLike<number>,
  position: number,
  post: number,
  out: Exposure,
): Exposure {
  const { author, topic, group } = town.posts;
  out.follows = past.follows[reader]!.has(author[post]!);
  out.repeat = past.groups[reader]!.has(group[post]!);
  out.friendLiked = likedByFriend(town, past, reader, post);
  out.sameTopic = 0;
  out.sameAuthor = 0;
  for (let i = 0; i < position; i++) {
    if (topic[above[i]!] === topic[post]) out.sameTopic++;
    if (author[above[i]!] === author[post]) out.sameAuthor++;
  }
  return out;
}

function likedByFriend(town: Town, past: Past, reader: number, post: number): boolean {
  const likers = past.likers.get(post);
  if (likers === undefined) return false;
  const friends = town.graph.friends[reader]!;
  for (const liker of likers) if (friends.has(liker)) return true;
  return false;
}

/** What a session was, in expectation over looks and acts, given how far the reader scrolled. */
export interface Worth {
  /** True value. */
  readonly value: number;
  readonly looks: number;
  readonly opens: number;
  /** Opens of clickbait. */
  readonly baited: number;
  readonly hides: number;
}

export type Visit = (past: Past, session: Session, slate: ArrayLike<number>, tell: Tell) => Worth;

/**
 * A session with a slate: the reader scrolls, looks at some posts, does what he does; the past remembers.
 *
 * @returns what is expected rather than what he happened to do: less noisy, and of the same mean
 */
export function visitor(town: Town, truth: Truth): Visit {
  const outlook = emptyOutlook();
  const exposure = noExposure();
  const retold = retoldGroups(town);
  const attention = Float64Array.from(
    { length: 1000 },
    (_, i) => (i + 1) ** -town.parameters.attentionExponent,
  );
  return (past, session, slate, tell) => {
    const { reader, depth } = session;
    let at = session.at;
    const worth = { value: 0, looks: 0, opens: 0, baited: 0, hides: 0 };
    for (let position = 0; position < Math.min(depth, slate.length); position++) {
      const post = slate[position]!;
      exposureOf(town, past, reader, slate, position, post, exposure);
      truth(reader, post, at, exposure, outlook);
      add(worth, attention[position]!, outlook, town.posts.clickbait[post]!);
      tell('impression', at, post, position, Number.NaN);
      past.shown[reader]!.add(post);
      const group = town.posts.group[post]!;
      if (retold[group] === 1) past.groups[reader]!.add(group);
      if (chance(town.seed, session.id, post, 0) < attention[position]!)
        at = act(town, past, session, post, position, at, outlook, tell);
      at += SCROLL_MS;
    }
    return worth;
  };
}

function add(
  worth: { -readonly [K in keyof Worth]: number },
  looks: number,
  outlook: Outlook,
  bait: number,
): void {
  worth.value += looks * outlook.value;
  worth.looks += looks;
  worth.opens += looks * outlook.open;
  worth.baited += looks * outlook.open * bait;
  worth.hides += looks * outlook.hide;
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
