import type { FeedPage } from '../../../contracts/feed-page.ts';
import type { PageLine } from '../../../contracts/page-line.ts';
import type { UserChange, WorthChange } from '../../../contracts/product-event.ts';
import { fail } from '../../../errors/fail.ts';
import type { Checkpoints } from '../../../ports/checkpoints.ts';
import { type OpenPostScore, rowOf } from '../../../recipe/feed/post-scores.ts';
import type { Version } from '../../deploy/registry.ts';
import type { LaterMember } from '../line-log.ts';
import { shadowMember } from '../recommend/shadow-slate.ts';
import type { ItemInput } from '../recommend/store-events.ts';
import { type ProductPorts, ServedProduct } from '../served-product.ts';
import { missingPosts, postsOf } from './answer-page.ts';
import type { FeedAnswer, FeedInput, TieInput } from './feed-answer.ts';
import { FeedCheckpoints, type KeepAside } from './feed-checkpoints.ts';
import { PageMaker, type PageQuestion } from './make-page.ts';
import type { OpenFeedVersion } from './open-feed-version.ts';
import { storeTies, storeWorth } from './store-feed-events.ts';

export interface FeedPorts extends ProductPorts {
  /** Load a version, once: its artifacts are checked here. */
  readonly loadFeed: (version: Version) => Promise<OpenFeedVersion>;
  /** Absent: a restart goes through the whole journal. */
  readonly checkpoints?: Checkpoints;
  /** Absent: what is known is packed in this process. */
  readonly keepAside?: KeepAside;
}

/** One feed in service: answers with its champion over what is known now, and notes every page. */
export class ServedFeed extends ServedProduct<OpenFeedVersion, PageMaker> {
  readonly kind = 'feed';
  readonly #ports: FeedPorts;
  readonly #checkpoints: FeedCheckpoints;

  constructor(name: string, ports: FeedPorts) {
    super(name, ports);
    this.#ports = ports;
    this.#checkpoints = new FeedCheckpoints(name, ports.checkpoints, ports.keepAside);
  }

  protected override load(version: Version): Promise<OpenFeedVersion> {
    return this.#ports.loadFeed(version);
  }

  protected override async open(version: OpenFeedVersion) {
    const state = await this.#checkpoints.open(version);
    return { maker: new PageMaker(version, state), state };
  }

  protected override serving({ fitted }: OpenFeedVersion) {
    const { serving, data } = fitted.design;
    return { ...serving, notes: 'served' in data.impressions ? data.impressions.type : undefined };
  }

  protected override known({ live }: PageMaker) {
    return { items: live.known.postTable.items, open: false };
  }

  protected override followed(champion: PageMaker): void {
    this.#checkpoints.keepIfDue(champion);
  }

  protected override async erased(): Promise<void> {
    await this.#checkpoints.forget();
    await this.#checkpoints.keep(this.maker);
  }

  /**
   * A page for a reader. No promise: an answer waits for nothing.
   *
   * @param waitedMs since the request came; counts against the time that the design gives an answer
   *
   * Throws 'recommend/bad-cursor', 'serve/behind'.
   */
  feed(input: FeedInput, waitedMs = 0): FeedAnswer {
    const { maker } = this;
    const question: PageQuestion = {
      ...this.asked(input.reader, input),
      worth: maker.worth,
      ...this.late(waitedMs),
    };
    const { clock } = this.#ports;
    const start = clock.elapsed();
    const { items } = maker.live.known.postTable;
    const why = input.why?.map((id) => ({ id, post: items.find(id) }));
    const posts = why?.flatMap(({ post }) => post ?? []);
    const { page, degraded } = this.#make(question, input.explain === true, posts);
    const ms = clock.elapsed() - start;
    if (degraded === undefined) this.inTime.took(ms);
    const line: PageLine = {
      ...question,
      ...(degraded && { degraded }),
      filters: [],
      version: maker.version.version,
      known: maker.live.seq,
      ...maker.told(page),
      micros: Math.round(ms * 1e4) / 10,
    };
    return {
      id: this.answered(line, degraded ? undefined : this.#shadow(question)),
      version: maker.version.version,
      posts: postsOf(page, maker),
      cursor: this.cursorAfter(question, line.items),
      worth: question.worth,
      ...(degraded && { degraded }),
      ...(why && { missing: missingPosts(why, page, items) }),
    };
  }

  /** Posts that come have the scores that those had by which the feed learned; what a client says of one goes before. */
  override putItems(inputs: readonly ItemInput[]): Promise<void> {
    const { scores } = this.champion;
    return super.putItems(scores.length === 0 ? inputs : inputs.map((input) => this.#scored(input, scores)));
  }

  #scored(input: ItemInput, scores: readonly OpenPostScore[]): ItemInput {
    const { known } = this.maker.live;
    const post = known.postTable.items.find(input.item);
    const before = post === undefined ? {} : rowOf(known.posts.attributes, post);
    const { published } = this.champion.fitted.design.data.posts;
    const at = input.addedAt ?? (post === undefined ? this.#ports.clock.now() : known.posts.addedAt[post]);
    const row = { ...before, ...(published !== null && { [published]: at }), ...input.attributes };
    const own = scores.map((score) => [score.column, orMissing(score.scoreOf(row))] as const);
    return { ...input, attributes: { ...Object.fromEntries(own), ...input.attributes } };
  }

  /** Friends of readers are ties, both ways, and not told with who a reader is. Throws 'feed/bad-tie'. */
  override async putUsers(users: readonly Omit<UserChange, 'type'>[]): Promise<void> {
    const named = users.find(({ friends }) => friends !== undefined);
    if (named === undefined) return super.putUsers(users);
    const [to = ''] = named.friends!;
    throw fail('feed/bad-tie', {
      from: named.user,
      to,
      because: 'friends of a feed are told by POST /v1/ties',
    });
  }

  /** Note who follows whom, and who are friends: all or none. Throws 'feed/bad-tie'. */
  async putTies(ties: readonly TieInput[]): Promise<void> {
    await storeTies(this.name, ties, this.#ports);
    await this.follow();
  }

  /** Change what one of each head is worth, from the next page on; answers what it is now. Throws 'feed/no-head'. */
  async putWorth(change: Omit<WorthChange, 'type'>): Promise<Readonly<Record<string, number>>> {
    const heads = this.champion.fitted.heads.map(({ name }) => name);
    await storeWorth(this.name, change, heads, this.#ports);
    await this.follow();
    return this.maker.worth;
  }

  /** Finish what was begun, and keep what is known for the next start. */
  override async close(): Promise<void> {
    await super.close();
    if (this.registry.champion === null) return;
    await this.follow();
    await this.#checkpoints.keep(this.maker);
  }

  #shadow(question: PageQuestion): LaterMember | undefined {
    const { challenger } = this;
    if (challenger === undefined) return undefined;
    const make = (): readonly string[] =>
      challenger.told(challenger.make({ ...question, worth: challenger.worth }, false)).items;
    return shadowMember(challenger.version.version, make, this.#ports.clock);
  }

  #make(
    question: PageQuestion,
    explain: boolean,
    why: readonly number[] | undefined,
  ): { page: FeedPage; degraded?: string } {
    return this.orPlain(
      () => ({
        page: this.maker.make(question, explain, why),
        ...(question.degraded !== undefined && { degraded: question.degraded }),
      }),
      () => ({ page: this.maker.make({ ...question, degraded: 'failed' }, false), degraded: 'failed' }),
    );
  }
}

const orMissing = (score: number): number | null => (Number.isNaN(score) ? null : score);
