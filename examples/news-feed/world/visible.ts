import { random, randomInt, seedFor } from '../../../src/kernels/random.ts';
import { gaussian } from './chance.ts';
import { TYPES } from './posts.ts';
import { DAY_MS } from './time.ts';
import { COMMON, LANGUAGES, LURES, TOPICS } from './topics.ts';
import type { Town } from './town.ts';

/** A post as a product knows it. Text and vectors are made: drawn from lists of words, and from noise around a topic. */
export interface Post {
  /** Index in the town, ascending by time; `id` is "p" and this. */
  readonly index: number;
  readonly id: string;
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
  readonly topic: string;
  readonly type: (typeof TYPES)[number];
  readonly language: string;
  /** Words of the whole; `text` holds the first of them. */
  readonly words: number;
  readonly title: string;
  readonly text: string;
  /** "#stormforecast #rain": joined words. */
  readonly hashtags: string;
  /** First post of the thread; first of the posts that tell the same. Its own id where it is the first. */
  readonly thread: string;
  readonly group: string;
  /** A reader mentioned, or null. */
  readonly mentions: string | null;
  /** Given for pictures and videos: VECTOR_SIZE numbers; null for text. */
  readonly vector: readonly number[] | null;
}

/** A reader as a product knows him. What he likes is not among it. */
export interface Reader {
  readonly index: number;
  readonly id: string;
  readonly language: string;
  readonly device: 'phone' | 'desk';
  readonly joinedAt: number;
}

export const VECTOR_SIZE = 8;
/** Words of a post that are written out, at most. */
const WRITTEN_WORDS = 40;
/** How often the title of a clickbait lures, and that of an honest post. */
const LURE_SHARE = [0.15, 0.65] as const;

export const readerId = (reader: number): string => `u${reader}`;
export const postId = (post: number): string => `p${post}`;
export const authorId = (author: number): string => `a${author}`;
/** The index within an id. */
export const indexOf = (id: string): number => Number(id.slice(1));

export const visibleReader = ({ readers, startAt }: Town, reader: number): Reader => ({
  index: reader,
  id: readerId(reader),
  language: LANGUAGES[readers.language[reader]!]!,
  device: readers.phone[reader] === 1 ? 'phone' : 'desk',
  joinedAt: startAt - readers.joined[reader]! * DAY_MS,
});

export function visiblePost(town: Town, post: number): Post {
  const { posts } = town;
  const topic = TOPICS[posts.topic[post]!]!;
  const words = posts.length[post]!;
  const mention = posts.mention[post]!;
  return {
    index: post,
    id: postId(post),
    author: authorId(posts.author[post]!),
    publishedAt: posts.at[post]!,
    topic: topic.name,
    type: TYPES[posts.type[post]!]!,
    language: LANGUAGES[posts.language[post]!]!,
    words,
    ...written(town, post),
    thread: postId(posts.thread[post]!),
    group: postId(posts.group[post]!),
    mentions: mention < 0 ? null : readerId(mention),
    vector: posts.type[post] === 0 ? null : vectorOf(town, post),
  };
}

/** Posts that tell the same have the words of the first but for some. */
function written(town: Town, post: number): Pick<Post, 'title' | 'text' | 'hashtags'> {
  const { posts, seed } = town;
  const language = LANGUAGES[posts.language[post]!]!;
  const own = TOPICS[posts.topic[post]!]!.words[language];
  const r = random(seedFor(seed, `text ${posts.group[post]}`));
  const retold = random(seedFor(seed, `words ${post}`));
  const word = (): string => {
    const first =
      r() < 0.6 ? own[randomInt(r, own.length)]! : COMMON[language][randomInt(r, COMMON[language].length)]!;
    return posts.group[post] !== post && retold() < 0.1 ? own[randomInt(retold, own.length)]! : first;
  };
  const line = (count: number): string => Array.from({ length: count }, word).join(' ');
  const lures = retold() < LURE_SHARE[posts.clickbait[post] as 0 | 1];
  const lure = lures ? `${LURES[language][randomInt(retold, LURES[language].length)]!}: ` : '';
  const tags = Array.from({ length: randomInt(retold, 3) }, () =>
    [0, 1].map(() => own[randomInt(retold, own.length)]!).join(''),
  );
  return {
    title: `${lure}${line(5)}`,
    text: line(Math.min(WRITTEN_WORDS, posts.length[post]!)),
    hashtags: tags.map((tag) => `#${tag}`).join(' '),
  };
}

/** A direction for the topic, a little of the quality, and noise. */
function vectorOf({ posts, seed }: Town, post: number): number[] {
  const topic = posts.topic[post]!;
  return Array.from({ length: VECTOR_SIZE }, (_, i) => {
    const value =
      gaussian(seed, topic, i, 0x7e1) +
      (i === 0 ? 0.5 * posts.quality[post]! : 0) +
      0.5 * gaussian(seed, post, i, 0x7e2);
    return Math.round(1000 * value) / 1000;
  });
}

/** What a product knows at an instant: what is given to whoever wants to rank. Nothing in it leads to the truth. */
export interface VisibleTown {
  readonly readers: readonly Reader[];
  /** Posts until then, by index. */
  readonly posts: readonly Post[];
  /** By reader: ids of authors followed, of friends with how close they are. As of the start of the log. */
  readonly follows: readonly (readonly string[])[];
  readonly friends: readonly ReadonlyMap<string, number>[];
  /** By author: the reader who he is, null for a publisher. */
  readonly people: readonly (string | null)[];
}

export function visibleTown(town: Town, until: number, postOf: (post: number) => Post): VisibleTown {
  const { readers, posts, authors, graph } = town;
  const seen: Post[] = [];
  for (let i = 0; i < posts.count && posts.at[i]! < until; i++) seen.push(postOf(i));
  return {
    readers: Array.from({ length: readers.count }, (_, i) => visibleReader(town, i)),
    posts: seen,
    follows: graph.follows.map((those) => [...those].map(authorId)),
    friends: graph.friends.map(
      (those) => new Map([...those].map(([friend, { closeness }]) => [readerId(friend), closeness])),
    ),
    people: Array.from(authors.person, (person) => (person < 0 ? null : readerId(person))),
  };
}

/** Posts as they are asked for, each made once. Frozen: whoever ranks cannot change them for others. */
export function postsOf(town: Town): (post: number) => Post {
  const made: Post[] = [];
  return (post) => {
    made[post] ??= Object.freeze(visiblePost(town, post));
    return made[post];
  };
}
