import { randomInt } from 'node:crypto';
import type { FeedPage } from '../../../contracts/feed-page.ts';
import type { PageLine } from '../../../contracts/page-line.ts';
import type { Attributes, RewrittenFile, WorthChange } from '../../../contracts/product-event.ts';
import { Failure, fail } from '../../../errors/fail.ts';
import type { Checkpoints } from '../../../ports/checkpoints.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { type Registry, registryOf, type Version, versionOf } from '../../deploy/registry.ts';
import { LineLog } from '../line-log.ts';
import { cursorFrom, cursorText, MOST_BEFORE } from '../recommend/cursor.ts';
import { type Erasure, eraseUser } from '../recommend/erase-user.ts';
import { Follower } from '../recommend/follower.ts';
import { InTime } from '../recommend/in-time.ts';
import type { SlateCounts } from '../recommend/served-recommender.ts';
import {
  type EventInput,
  type EventResult,
  type ItemInput,
  storeActions,
  storeItems,
  storeRemovals,
  storeRewritten,
  storeUsers,
} from '../recommend/store-events.ts';
import { ShadowQueue } from '../shadow-queue.ts';
import { missingPosts, postsOf } from './answer-page.ts';
import type { FeedAnswer, FeedInput, TieInput } from './feed-answer.ts';
import { FeedCheckpoints } from './feed-checkpoints.ts';
import { PageMaker, type PageQuestion } from './make-page.ts';
import type { OpenFeedVersion } from './open-feed-version.ts';
import { storeTies, storeWorth } from './store-feed-events.ts';

export interface FeedPorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Load a version, once: its artifacts are checked here. */
  readonly loadFeed: (version: Version) => Promise<OpenFeedVersion>;
  /** Write files that hold a reader again without him: see forgetReader. Absent: they stay until the next run. */
  readonly forget?: (system: string, reader: string) => Promise<readonly RewrittenFile[]>;
  /** Absent: a restart goes through the whole journal. */
  readonly checkpoints?: Checkpoints;
}

const DEFAULT_K = 20;
/** Until a version says. */
const DEFAULT_BUDGET_MS = 100;

/**
 * One feed in service: answers with its champion over what is known now, notes every page, and changes version and
 * knowledge together between two answers.
 */
export class ServedFeed {
  readonly kind = 'feed';
  readonly name: string;
  readonly shadow: ShadowQueue;
  readonly log: LineLog;
  /** Of pages: they are slates. */
  readonly counts: SlateCounts = { slates: 0, degraded: new Map(), events: new Map() };
  registry: Registry;
  /** Why the last page could not be made, and a plain one was answered. */
  fault: unknown;
  /** Versions that wait are not scored in shadow. */
  readonly challenger = undefined;
  readonly challengerFailure: Failure | undefined = undefined;
  readonly #ports: FeedPorts;
  readonly #checkpoints: FeedCheckpoints;
  #champion: { readonly maker: PageMaker; readonly follower: Follower } | undefined;
  #inTime = new InTime(DEFAULT_BUDGET_MS);
  #refreshing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(name: string, ports: FeedPorts) {
    this.name = name;
    this.#ports = ports;
    this.#checkpoints = new FeedCheckpoints(name, ports.checkpoints);
    this.shadow = new ShadowQueue(ports.clock);
    this.log = new LineLog('slates', name, ports, this.shadow);
    this.registry = { system: name, versions: [], champion: null, challenger: null, former: [], history: [] };
  }

  get champion(): OpenFeedVersion {
    return this.maker.version;
  }

  /** The champion over what is known. */
  get maker(): PageMaker {
    if (this.#champion === undefined) throw fail('serve/no-champion', { system: this.name });
    return this.#champion.maker;
  }

  /**
   * Take over what was deployed and what happened since. A new champion is loaded, and all events are folded over what
   * it learned, before the old one stops answering; when it cannot be loaded the old one stays.
   */
  refresh(): Promise<void> {
    const refreshed = this.#refreshing.then(async () => {
      this.registry = await registryOf(this.#ports.journal, this.name);
      const { champion } = this.registry;
      if (champion !== null && this.#champion?.maker.version.version !== champion) {
        const version = await this.version(champion);
        const live = await this.#checkpoints.open(version);
        const follower = new Follower(live, this.#ports.journal);
        await follower.follow();
        this.#champion = { maker: new PageMaker(version, live), follower };
        this.#inTime = new InTime(version.fitted.design.serving.budgetMs);
      }
      // What was acknowledged while the last records were read is in the journal.
      await this.#follow();
    });
    this.#refreshing = refreshed.catch(() => {});
    return refreshed;
  }

  /** Any registered version, loaded. Throws 'serve/no-version', or what its artifacts suffer from. */
  version(number: number): Promise<OpenFeedVersion> {
    return this.#ports.loadFeed(versionOf(this.registry, number));
  }

  /**
   * A page for a reader. No promise: an answer waits for nothing.
   *
   * @param waitedMs since the request came; counts against the time that the design gives an answer
   *
   * Throws 'recommend/bad-cursor', 'serve/behind'.
   */
  feed(input: FeedInput, waitedMs = 0): FeedAnswer {
    if (this.#closed) throw fail('serve/closed', { system: this.name });
    if (this.log.behind) throw fail('serve/behind', { pending: this.log.pending });
    const { clock } = this.#ports;
    const { maker } = this;
    const before = input.cursor === undefined ? [] : cursorFrom(input.cursor).before;
    const question: PageQuestion = {
      at: clock.now(),
      user: input.reader ?? null,
      k: input.k ?? DEFAULT_K,
      context: input.context ?? {},
      before,
      seed: randomInt(2 ** 32),
      worth: maker.worth,
      ...(!this.#inTime.allows(waitedMs, clock.elapsed()) && { degraded: 'late' }),
    };
    const start = clock.elapsed();
    const { items } = maker.live.known.postTable;
    const why = input.why?.map((id) => ({ id, post: items.find(id) }));
    const { page, degraded } = this.#make(
      question,
      input.explain === true,
      why?.flatMap(({ post }) => post ?? []),
    );
    const ms = clock.elapsed() - start;
    if (degraded === undefined) this.#inTime.took(ms);
    else count(this.counts.degraded, degraded);
    this.counts.slates++;
    const line: PageLine = {
      ...question,
      ...(degraded && { degraded }),
      filters: [],
      version: maker.version.version,
      known: maker.live.seq,
      ...maker.told(page),
      micros: Math.round(ms * 1e4) / 10,
    };
    const id = this.log.add(JSON.stringify(line).slice(1, -1));
    const seen = [...before, ...line.items];
    const more = line.items.length === question.k && seen.length <= MOST_BEFORE;
    return {
      id,
      version: maker.version.version,
      posts: postsOf(page, maker),
      cursor: more ? cursorText({ before: seen }) : null,
      worth: question.worth,
      ...(degraded && { degraded }),
      ...(why && { missing: missingPosts(why, page, items) }),
    };
  }

  /** Note what readers did. When this resolves it is on disk, and the next page of any reader knows of it. */
  async store(events: readonly EventInput[]): Promise<EventResult[]> {
    const { items } = this.maker.live.known.postTable;
    const results = await storeActions(this.name, events, { items, open: false }, this.#ports);
    for (const { result } of results) count(this.counts.events, result);
    await this.#follow();
    return results;
  }

  /** Add posts, or change what is known of them: all or none. Throws 'recommend/bad-attribute'. */
  async putItems(inputs: readonly ItemInput[]): Promise<void> {
    await storeItems(this.name, inputs, this.maker.live.known.postTable.items.schema, this.#ports);
    await this.#follow();
  }

  /** Take posts out; answers which of them there were. */
  async removeItems(ids: readonly string[]): Promise<readonly boolean[]> {
    const { items } = this.maker.live.known.postTable;
    const there = await storeRemovals(this.name, ids, items, this.#ports);
    await this.#follow();
    return there;
  }

  async putUsers(
    users: readonly { readonly user: string; readonly attributes: Attributes }[],
  ): Promise<void> {
    await storeUsers(this.name, users, this.#ports);
    await this.#follow();
  }

  /** Note who follows whom, and who are friends: all or none. Throws 'feed/bad-tie'. */
  async putTies(ties: readonly TieInput[]): Promise<void> {
    await storeTies(this.name, ties, this.#ports);
    await this.#follow();
  }

  /** Change what one of each head is worth, from the next page on; answers what it is now. Throws 'feed/no-head'. */
  async putWorth(change: Omit<WorthChange, 'type'>): Promise<Readonly<Record<string, number>>> {
    const heads = this.champion.fitted.heads.map(({ name }) => name);
    await storeWorth(this.name, change, heads, this.#ports);
    await this.#follow();
    return this.maker.worth;
  }

  /** Forget a reader: his events, his past, his pages; later versions do not learn of him. */
  async eraseUser(user: string): Promise<Erasure & { readonly files: number }> {
    await this.log.flush();
    const erasure = await eraseUser(this.name, user, this.#ports);
    await this.#follow();
    await this.#checkpoints.forget();
    await this.#checkpoints.keep(this.maker);
    const files = (await this.#ports.forget?.(this.name, user)) ?? [];
    if (files.length > 0) await storeRewritten(this.name, files, this.#ports);
    return { ...erasure, files: files.length };
  }

  /** Finish what was begun; nothing is answered afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.log.flush();
    if (this.#champion !== undefined) {
      await this.#follow();
      await this.#checkpoints.keep(this.#champion.maker);
    }
  }

  /** Whoever awaits it finds in what is known what was appended before. */
  async #follow(): Promise<void> {
    if (this.#champion === undefined) return;
    await this.#champion.follower.follow();
    await this.#checkpoints.keepIfDue(this.#champion.maker);
  }

  /** A fault of ours costs the reader the order of the posts, not the posts. */
  #make(
    question: PageQuestion,
    explain: boolean,
    why: readonly number[] | undefined,
  ): { page: FeedPage; degraded?: string } {
    try {
      const page = this.maker.make(question, explain, why);
      return question.degraded === undefined ? { page } : { page, degraded: question.degraded };
    } catch (error) {
      if (error instanceof Failure) throw error;
      this.fault = error;
      return { page: this.maker.make({ ...question, degraded: 'failed' }, false), degraded: 'failed' };
    }
  }
}

const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
