import type { FeedKnown, NewestFirst } from '../../contracts/feed-known.ts';
import type { Attributes } from '../../contracts/product-event.ts';
import type { State } from '../../contracts/state.ts';
import { fail } from '../../errors/fail.ts';
import { bareCatalogue, type Catalogue, itemsOf } from '../../table/catalogue.ts';
import { AggregateSet } from '../aggregates/aggregate-set.ts';
import { LiveItems } from '../live-items.ts';
import { type EventRole, eventRole, type FeedRules } from './event-roles.ts';
import type { KnownEvent, KnownStart, Part } from './known-parts.ts';
import { KnownPosts, under, within } from './known-posts.ts';
import { NewestLists, type TimedNewest } from './newest-lists.ts';
import { PopularPosts } from './popular-posts.ts';
import { PostCounts } from './post-counts.ts';
import { ReaderActivity } from './reader-activity.ts';
import { ReaderProfiles } from './reader-profiles.ts';
import { SeenPosts } from './seen-posts.ts';
import { Ties } from './ties.ts';
import { Unwanted } from './unwanted.ts';

/** The kinds of things that aggregates are kept by, in the order of keys. */
export const FEED_ENTITIES = ['reader', 'post', 'author', 'topic'] as const;

/** How many are kept: posts that a reader saw, readers who took to a post, popular posts. */
const MOST_SEEN = 500;
const NEWEST_READERS = 32;
const MOST_POPULAR = 1000;
const POPULAR_HALF_LIFE_HOURS = 12;

/**
 * What is known of readers, posts and authors: a fold over all that happened, one call after the other. The same calls
 * give the same, to the last bit: in training, in service, and after a restart from a state.
 *
 * A post counts for lists and groups once it is published; posts of a log are known by their index from the start, so that
 * indices agree, and of what is not published nothing can be read but its attributes.
 */
export class KnownFeed implements FeedKnown {
  readonly rules: FeedRules;
  readonly types: readonly string[];
  readonly postTable: KnownPosts;
  readonly readers: LiveItems;
  readonly aggregates: AggregateSet;
  readonly activity = new ReaderActivity();
  readonly follows = new Ties();
  readonly friendships = new Ties();
  readonly impressions = new PostCounts();
  readonly #roles: ReadonlyMap<string, EventRole>;
  readonly #profiles: ReaderProfiles;
  readonly #liked: NewestLists;
  readonly #tookTo = new NewestLists(NEWEST_READERS);
  readonly #popular = new PopularPosts(MOST_POPULAR, POPULAR_HALF_LIFE_HOURS);
  readonly #seen = new SeenPosts(MOST_SEEN);
  readonly #comments = new PostCounts();
  readonly #muted = new Unwanted();
  readonly #hidden = new Unwanted();
  readonly #keys = new Int32Array(FEED_ENTITIES.length);

  constructor({ rules, types, texts, posts, catalogue, readers, readerAttributes }: KnownStart) {
    this.rules = rules;
    this.types = types;
    this.postTable = new KnownPosts(rules.data.posts, posts, catalogue, texts);
    const readerTable = readerAttributes ? itemsOf(readerAttributes) : bareCatalogue(readers.length);
    this.readers = new LiveItems(readers, readerTable, true);
    const { aggregates, ratios } = rules;
    this.aggregates = new AggregateSet({ entities: FEED_ENTITIES, types, aggregates, ratios });
    this.#profiles = new ReaderProfiles(this.postTable.vectors);
    this.#liked = new NewestLists(rules.serving.history);
    this.#roles = new Map(types.map((type) => [type, eventRole(rules, type)]));
  }

  get posts(): Catalogue {
    return this.postTable.catalogue;
  }

  /** Something that a reader did with a post, or that a post was shown. What it means follows from its type. */
  act({ type, reader, post, at, seenAt, value }: KnownEvent): void {
    const author = this.authorOf(post);
    const topic = this.topicOf(post);
    this.#setKeys(reader, post, author, topic);
    this.aggregates.update({ type, at, seenAt, value: Number.isNaN(value) ? 1 : value, keys: this.#keys });
    const role = this.#roles.get(type);
    if (reader < 0 || role === undefined) return;
    this.activity.note(reader, at, role.shown);
    if (post < 0) return;
    if (role.comment) this.#comments.add(post);
    if (role.shown) this.impressions.add(post);
    this.#seen.note(reader, post, at, this.comments(post));
    if (role.mutes) this.#muted.add(reader, author);
    if (role.hides) this.#hidden.add(reader, topic);
    if (role.follows && author >= 0) this.follows.add(reader, author, at, Number.NaN);
    if (role.took !== null && !(value < role.took.atLeast) && !(value >= role.took.below))
      this.#took(reader, post, at);
  }

  #took(reader: number, post: number, at: number): void {
    this.#liked.add(reader, post, at);
    this.#tookTo.add(post, reader, at);
    this.#popular.add(post, at);
    this.#profiles.took(reader, post, at);
  }

  /** A post came, or changed; a new one is published. Answers its index. */
  putPost(id: string, attributes: Attributes, publishedAt: number): number {
    const post = this.postTable.put(id, attributes, publishedAt);
    this.impressions.reach(post + 1);
    return post;
  }

  /** A post that is known by its index is there for readers from now on. */
  publish(post: number): void {
    this.postTable.publish(post);
    this.impressions.reach(post + 1);
  }

  /** What is known of a reader changed. Answers his index. */
  putReader(id: string, attributes: Attributes): number {
    return this.readers.put(id, attributes, Number.NaN);
  }

  /** The index of a reader, who is known from now on. */
  readerOf(id: string): number {
    return this.readers.find(id) ?? this.putReader(id, {});
  }

  befriend(a: number, b: number, since: number, closeness: number): void {
    this.friendships.add(a, b, since, closeness);
    this.friendships.add(b, a, since, closeness);
  }

  unfriend(a: number, b: number): void {
    this.friendships.remove(a, b);
    this.friendships.remove(b, a);
  }

  /**
   * Forget a reader: what he did, saw and took to, whom he follows and knows, his counters and attributes. What he added to
   * counters of posts and authors stays: it tells of no one.
   */
  eraseReader(id: string): void {
    const reader = this.readers.find(id);
    if (reader === undefined) return;
    this.readers.forget(id);
    for (const part of [
      this.#liked,
      this.#profiles,
      this.#seen,
      this.activity,
      this.friendships,
      this.#muted,
      this.#hidden,
    ])
      part.erase(reader);
    for (const author of this.follows.of(reader)) this.follows.remove(reader, author);
    this.#tookTo.without(reader);
    this.aggregates.erase(FEED_ENTITIES.indexOf('reader'), reader);
  }

  // What is known, as sources and features read it.

  authorOf(post: number): number {
    return this.postTable.author(post);
  }

  topicOf(post: number): number {
    return this.postTable.topic(post);
  }

  groupOf(post: number): number {
    return this.postTable.group(post);
  }

  newest(): NewestFirst {
    return this.postTable.newest();
  }

  newestBy(author: number): NewestFirst {
    return this.postTable.newestBy(author);
  }

  newestOn(topic: number): NewestFirst {
    return this.postTable.newestOn(topic);
  }

  popular(): NewestFirst {
    return this.#popular;
  }

  /** What readers took to of a post lately, each event fading by half in 12 hours. */
  heat(post: number, now: number): number {
    return this.#popular.heat(post, now);
  }

  followed(reader: number): Int32Array {
    return this.follows.of(reader);
  }

  friends(reader: number): Int32Array {
    return this.friendships.of(reader);
  }

  liked(reader: number): TimedNewest {
    return this.#liked.of(reader);
  }

  tookTo(post: number): TimedNewest {
    return this.#tookTo.of(post);
  }

  seenAt(reader: number, post: number): number {
    return this.#seen.at(reader, post);
  }

  commentsWhenSeen(reader: number, post: number): number {
    return this.#seen.comments(reader, post);
  }

  comments(post: number): number {
    return this.#comments.of(post);
  }

  muted(reader: number, author: number): boolean {
    return this.#muted.has(reader, author);
  }

  hidden(reader: number, topic: number): boolean {
    return this.#hidden.has(reader, topic);
  }

  aggregate(name: string, of: Parameters<FeedKnown['aggregate']>[1], now: number): number {
    this.#setKeys(of.reader ?? -1, of.post ?? -1, of.author ?? -1, of.topic ?? -1);
    return this.aggregates.value(name, this.#keys, now);
  }

  /** All aggregates and ratios of the design for a reader and posts: the f-th of the i-th post to out[f * stride + i]. */
  readAggregates(reader: number, posts: Int32Array, now: number, out: Float64Array, stride: number): void {
    const keys = new Int32Array(posts.length * this.#keys.length);
    for (let i = 0; i < posts.length; i++) {
      this.#setKeys(reader, posts[i]!, this.authorOf(posts[i]!), this.topicOf(posts[i]!));
      keys.set(this.#keys, i * this.#keys.length);
    }
    this.aggregates.readAll(keys, now, out, stride);
  }

  #setKeys(reader: number, post: number, author: number, topic: number): void {
    this.#keys[0] = reader;
    this.#keys[1] = post;
    this.#keys[2] = author;
    this.#keys[3] = topic;
  }

  alike(a: number, b: number): number {
    return this.postTable.vectors.alike(a, b);
  }

  fits(reader: number, post: number): number {
    return this.#profiles.fits(reader, post);
  }

  get #parts(): Readonly<Record<string, Part>> {
    return {
      posts: this.postTable,
      activity: this.activity,
      follows: this.follows,
      friends: this.friendships,
      impressions: this.impressions,
      profiles: this.#profiles,
      liked: this.#liked,
      tookTo: this.#tookTo,
      popular: this.#popular,
      seen: this.#seen,
      comments: this.#comments,
      muted: this.#muted,
      hidden: this.#hidden,
    };
  }

  /** All that it holds besides the ids and attributes of readers and posts. */
  state(): State {
    const aggregates = this.aggregates.state();
    const parts = Object.entries(this.#parts).map(([name, part]) => under(name, part.state()));
    return {
      facts: { aggregates: aggregates.facts },
      arrays: Object.assign(under('aggregates', aggregates.arrays), ...parts) as State['arrays'],
    };
  }

  /** Take up what a fold of the same design, readers and posts gave. Throws 'artifact/malformed'. */
  restore({ facts, arrays }: State): void {
    this.aggregates.restore({
      facts: facts.aggregates as State['facts'],
      arrays: within('aggregates', arrays),
    });
    try {
      for (const [name, part] of Object.entries(this.#parts)) part.restore(within(name, arrays));
    } catch (cause) {
      const problem = (cause as Error).message;
      throw fail('artifact/malformed', { what: 'what is known of a feed', problem });
    }
  }
}
