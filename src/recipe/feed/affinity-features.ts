import type { FeedRules } from './event-roles.ts';
import { DAY_MS, type FeatureBlock, type FeedMoment, HOUR_MS, rowBlock } from './feature-blocks.ts';
import type { KnownFeed } from './known-feed.ts';
import { readerValue } from './reader-features.ts';

/** Friends that are looked at, and what each took to lately. */
const FRIENDS = 300;
const OF_A_FRIEND = 20;

/** How a reader stands to the author, the topic and the post itself, and what his friends did with it. */
export function affinityBlocks(
  { data: { posts, follows, friends } }: FeedRules,
  shared: readonly string[],
): FeatureBlock[] {
  return [
    seenBlock,
    ...(posts.author === null ? [] : [shareBlock('author', (known, post) => known.authorOf(post))]),
    ...(posts.topic === null ? [] : [shareBlock('topic', (known, post) => known.topicOf(post))]),
    ...shared.map((name) => shareBlock(name, codeOf(name), ownCode(name))),
    ...(posts.author === null || follows === null ? [] : [followBlock]),
    ...(posts.author === null || posts.topic === null || follows === null ? [] : [followTopicBlock]),
    ...(friends === null ? [] : [friendsBlock]),
    ...(friends === null || posts.author === null ? [] : [friendAuthorBlock]),
  ];
}

const seenBlock = rowBlock(
  ['seen:hours', 'seen:newComments'],
  (known, { reader, now }) =>
    (post, _, values) => {
      const at = known.seenAt(reader, post);
      values[0] = Math.log1p(Math.max(0, now - at) / HOUR_MS);
      values[1] = Number.isNaN(at) ? Number.NaN : known.comments(post) - known.commentsWhenSeen(reader, post);
    },
);

/** What a reader took to counts beside so many that say nothing: one is not all that he likes. */
const UNSAID = 4;
/** Of the authors whom a reader follows the newest so many count. */
const FOLLOWED = 300;

/** The code that posts have for what a reader is by the same name; -1 where there is none. */
const ownCode =
  (name: string) =>
  (known: KnownFeed, moment: FeedMoment): number => {
    const column = known.posts.attributes.columns.get(name);
    const value = readerValue(name)(known, moment);
    return column?.form === 'category' && value !== null ? column.dictionary.indexOf(String(value)) : -1;
  };

const codeOf =
  (name: string) =>
  (known: KnownFeed, post: number): number => {
    const column = known.posts.attributes.columns.get(name);
    return column?.form === 'category' ? column.codes[post]! : -1;
  };

/**
 * The share of what the reader took to lately that is of this author, or on this topic, and the days since the newest. What
 * he is told to be himself, such as his language, counts as if he had taken to it before.
 */
const shareBlock = (
  name: string,
  of: (known: KnownFeed, post: number) => number,
  own: (known: KnownFeed, moment: FeedMoment) => number = () => -1,
): FeatureBlock =>
  rowBlock([`affinity:${name}`, `affinity:${name}Days`], (known, moment) => {
    const { reader, now } = moment;
    const told = own(known, moment);
    const liked = known.liked(reader);
    const times = new Map<number, number>();
    const newest = new Map<number, number>();
    for (let i = 0; i < liked.length; i++) {
      const code = of(known, liked.at(i));
      if (!times.has(code)) newest.set(code, liked.timeOf(i));
      times.set(code, (times.get(code) ?? 0) + 1);
    }
    return (post, _, values) => {
      const code = of(known, post);
      values[0] =
        code < 0
          ? Number.NaN
          : ((times.get(code) ?? 0) + (code === told ? UNSAID : 0)) / (liked.length + UNSAID);
      values[1] = Math.log1p(Math.max(0, now - (newest.get(code) ?? Number.NaN)) / DAY_MS);
    };
  });

const followBlock = rowBlock(['social:follows', 'social:followDays'], (known, { reader, posts, now }) => {
  const followed = known.followed(reader);
  // Few are looked up once; of many, those that wrote the posts.
  const times = followed.length <= posts.length ? new Map<number, number>() : null;
  if (times !== null) for (const author of followed) times.set(author, known.follows.since(reader, author));
  const sinceOf = (author: number): number =>
    times === null ? known.follows.since(reader, author) : (times.get(author) ?? Number.NaN);
  return (post, _, values) => {
    const since = sinceOf(known.authorOf(post));
    values[0] = Number.isNaN(since) ? 0 : 1;
    values[1] = daysSince(since, now);
  };
});

/** The share of the authors followed who write on the topic of a post, by their newest posts: what one follows tells what one likes. */
const followTopicBlock = rowBlock(['social:followsTopic'], (known, { reader }) => {
  const times = new Map<number, number>();
  const followed = known.followed(reader).subarray(-FOLLOWED);
  for (const author of followed) {
    const newest = known.newestBy(author);
    const topic = newest.length === 0 ? -1 : known.topicOf(newest.at(0));
    times.set(topic, (times.get(topic) ?? 0) + 1);
  }
  return (post, _, values) => {
    values[0] = (times.get(known.topicOf(post)) ?? 0) / (followed.length + UNSAID);
  };
});

/** A tie that was always there has no age. */
const daysSince = (since: number, now: number): number =>
  since === -Infinity ? Number.NaN : Math.log1p(Math.max(0, now - since) / DAY_MS);

/** How many friends took to the post, and how close they are together. */
const friendsBlock = rowBlock(
  ['social:friendsTook', 'social:closenessTook', 'social:friends'],
  (known, moment) => {
    const took = friendsWhoTook(known, moment);
    const friends = known.friends(moment.reader).length;
    return (post, _, values) => {
      const of = took.get(post);
      values[0] = of?.friends ?? 0;
      values[1] = of?.closeness ?? 0;
      values[2] = Math.log1p(friends);
    };
  },
);

function friendsWhoTook(
  known: KnownFeed,
  { reader }: FeedMoment,
): Map<number, { friends: number; closeness: number; last: number }> {
  const took = new Map<number, { friends: number; closeness: number; last: number }>();
  for (const friend of known.friends(reader).subarray(-FRIENDS)) {
    const closeness = known.friendships.closeness(reader, friend);
    const liked = known.liked(friend);
    for (let i = 0; i < Math.min(OF_A_FRIEND, liked.length); i++) {
      const post = liked.at(i);
      const entry = took.get(post) ?? { friends: 0, closeness: 0, last: -1 };
      took.set(post, entry);
      // Who took to a post several times is one friend.
      if (entry.last === friend) continue;
      entry.last = friend;
      entry.friends += 1;
      entry.closeness += Number.isNaN(closeness) ? 0 : closeness;
    }
  }
  return took;
}

/** An author who reads as well, under the same id, may be a friend. */
const friendAuthorBlock = rowBlock(
  ['social:authorIsFriend', 'social:authorFriendDays', 'social:authorCloseness', 'social:mentioned'],
  (known, { reader, now }) => {
    const { text } = known.rules.data.posts;
    const friendOf = friendsWhoWrite(known, reader);
    const texts = text === null ? undefined : known.posts.attributes.columns.get(text);
    const own = reader < 0 ? null : `@${known.readers.ids[reader]}`;
    return (post, _, values) => {
      const other = friendOf.get(known.authorOf(post));
      const since = other === undefined ? Number.NaN : known.friendships.since(reader, other);
      values[0] = Number.isNaN(since) ? 0 : 1;
      values[1] = daysSince(since, now);
      values[2] = other === undefined ? Number.NaN : known.friendships.closeness(reader, other);
      const words = texts?.form === 'text' ? texts.values[post] : null;
      values[3] = own !== null && typeof words === 'string' && mentions(words, own) ? 1 : 0;
    };
  },
);

/** Friends of a reader who are authors as well, by the code of the author. */
function friendsWhoWrite(known: KnownFeed, reader: number): Map<number, number> {
  const found = new Map<number, number>();
  for (const friend of known.friends(reader)) {
    const author = known.postTable.findAuthor(known.readers.ids[friend]!);
    if (author !== undefined) found.set(author, friend);
  }
  return found;
}

/** Whether a text names somebody: "@ann", and not "@anna". */
function mentions(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/[\p{L}\p{N}_-]/u.test(text[at + name.length] ?? ' ');
}
