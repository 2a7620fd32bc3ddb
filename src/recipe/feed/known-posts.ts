import type { NewestFirst } from '../../contracts/feed-known.ts';
import type { Attributes } from '../../contracts/product-event.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import { LiveItems } from '../live-items.ts';
import type { FeedRules } from './event-roles.ts';
import { NewestLists } from './newest-lists.ts';
import { type OpenTexts, PostVectors } from './post-vectors.ts';

const NEWEST_OF_ALL = 5000;
const NEWEST_OF_ONE = 200;
/** Posts that a new one is compared with, and the likeness from which on it says the same. */
const COMPARED = 200;
const SAME = 0.95;

/**
 * The posts of a feed: their attributes, who wrote them and on what, which say the same, and the newest of all, of each
 * author and on each topic. Authors and topics that come later get codes of their own.
 */
export class KnownPosts {
  readonly items: LiveItems;
  readonly vectors: PostVectors;
  readonly #columns: FeedRules['data']['posts'];
  readonly #newest = new NewestLists(NEWEST_OF_ALL);
  readonly #byAuthor = new NewestLists(NEWEST_OF_ONE);
  readonly #onTopic = new NewestLists(NEWEST_OF_ONE);
  /** By post: how often what is known of it changed. */
  readonly #changes: number[] = [];
  /** By post: the first of those that say the same. */
  readonly #leader: number[] = [];
  #codes: PostCodes = { of: null, author: NO_CODES, topic: NO_CODES, group: NO_CODES };

  constructor(
    columns: FeedRules['data']['posts'],
    ids: readonly string[],
    catalogue: Catalogue,
    texts: OpenTexts | null,
  ) {
    this.#columns = columns;
    this.items = new LiveItems(ids, catalogue, true);
    this.vectors = new PostVectors(columns, texts);
  }

  get catalogue(): Catalogue {
    return this.items.catalogue;
  }

  /** A post came, or changed; a new one is published. Answers its index. */
  put(id: string, attributes: Attributes, publishedAt: number): number {
    const known = this.items.find(id);
    const post = this.items.put(id, attributes, publishedAt);
    this.#changes[post] = this.changes(post) + 1;
    if (known === undefined) this.publish(post);
    else this.vectors.put(post, this.catalogue.attributes);
    return post;
  }

  /** A post that is known by its index is there for readers from now on. */
  publish(post: number): void {
    const { attributes, addedAt } = this.catalogue;
    this.vectors.put(post, attributes);
    this.#leader[post] = this.#leaderOf(post);
    const at = Number.isNaN(addedAt[post]!) ? -Infinity : addedAt[post]!;
    this.#newest.add(0, post, at);
    if (this.author(post) >= 0) this.#byAuthor.add(this.author(post), post, at);
    if (this.topic(post) >= 0) this.#onTopic.add(this.topic(post), post, at);
  }

  /** Publish what a log holds and had not come to be at its end: service goes by the clock, and leaves out what is not due. */
  publishRest(): void {
    for (let post = 0; post < this.items.ids.length; post++)
      if ((this.#leader[post] ?? -1) < 0) this.publish(post);
  }

  /** Of posts that say nearly the same the one that came first. */
  #leaderOf(post: number): number {
    if (this.vectors.size === 0) return post;
    const before = this.newest();
    let best = -1;
    let most = SAME;
    for (let i = 0; i < Math.min(COMPARED, before.length); i++) {
      const likeness = this.vectors.alike(post, before.at(i));
      if (likeness <= most) continue;
      most = likeness;
      best = before.at(i);
    }
    return best < 0 ? post : this.#leader[best]!;
  }

  /** Another number whenever the attributes of a post changed since this was laid out. */
  changes(post: number): number {
    return this.#changes[post] ?? 0;
  }

  author(post: number): number {
    return this.#codesNow.author[post] ?? -1;
  }

  topic(post: number): number {
    return this.#codesNow.topic[post] ?? -1;
  }

  group(post: number): number {
    return (this.#columns.group === null ? this.#leader[post] : this.#codesNow.group[post]) ?? -1;
  }

  /** The code of an author, who may not have written anything yet; -1 where posts have no authors. */
  authorCode(id: string): number {
    const { author } = this.#columns;
    return author === null ? -1 : this.items.codeOf(author, id);
  }

  /** The code of an author whom any post or reader named; undefined of others. */
  findAuthor(id: string): number | undefined {
    const { author } = this.#columns;
    return author === null ? undefined : this.items.findCode(author, id);
  }

  newest(): NewestFirst {
    return this.#newest.of(0);
  }

  newestBy(author: number): NewestFirst {
    return this.#byAuthor.of(author);
  }

  newestOn(topic: number): NewestFirst {
    return this.#onTopic.of(topic);
  }

  state(): Readonly<Record<string, Tensor>> {
    return {
      leader: Int32Array.from(this.#leader, (post) => post ?? -1),
      ...under('vectors', this.vectors.state()),
      ...under('newest', this.#newest.state()),
      ...under('byAuthor', this.#byAuthor.state()),
      ...under('onTopic', this.#onTopic.state()),
    };
  }

  /** Throws Error when the arrays do not fit together. */
  restore(arrays: State['arrays']): void {
    const { leader } = arrays;
    if (!(leader instanceof Int32Array)) throw new Error('it does not tell which posts say the same');
    this.#leader.length = 0;
    for (const post of leader) this.#leader.push(post);
    this.vectors.restore(within('vectors', arrays));
    this.#newest.restore(within('newest', arrays));
    this.#byAuthor.restore(within('byAuthor', arrays));
    this.#onTopic.restore(within('onTopic', arrays));
  }

  /** Of the catalogue as it stands now; looked up once after a change, for it is asked for with every post. */
  get #codesNow(): PostCodes {
    const { catalogue } = this;
    if (this.#codes.of !== catalogue) this.#codes = codesOf(catalogue, this.#columns);
    return this.#codes;
  }
}

/** [posts] of a catalogue. */
interface PostCodes {
  readonly of: Catalogue | null;
  readonly author: Int32Array;
  readonly topic: Int32Array;
  readonly group: Int32Array;
}
const NO_CODES = new Int32Array(0);

function codesOf(catalogue: Catalogue, { author, topic, group }: FeedRules['data']['posts']): PostCodes {
  const of = (name: string | null): Int32Array => {
    const column = name === null ? undefined : catalogue.attributes.columns.get(name);
    return column?.form === 'category' ? column.codes : NO_CODES;
  };
  return { of: catalogue, author: of(author), topic: of(topic), group: of(group) };
}

/** Arrays of a part, by the path that they have in the whole. */
export const under = (part: string, arrays: Readonly<Record<string, Tensor>>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${part}/${name}`, array]));

/** The arrays of a part of the whole. */
export const within = (part: string, arrays: State['arrays']): State['arrays'] =>
  Object.fromEntries(
    Object.entries(arrays).flatMap(([path, array]) =>
      path.startsWith(`${part}/`) ? [[path.slice(part.length + 1), array]] : [],
    ),
  );
