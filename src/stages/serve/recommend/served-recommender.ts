import { randomInt } from 'node:crypto';
import type { Attributes, RewrittenFile } from '../../../contracts/product-event.ts';
import type { SlateLine } from '../../../contracts/slate-line.ts';
import { Failure, fail } from '../../../errors/fail.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { type Registry, registryOf, type Version, versionOf } from '../../deploy/registry.ts';
import { LineLog } from '../line-log.ts';
import { ShadowQueue } from '../shadow-queue.ts';
import { answerOf, missingOf } from './answer-slate.ts';
import { cursorFrom, cursorText, MOST_BEFORE } from './cursor.ts';
import { type Erasure, eraseUser } from './erase-user.ts';
import { Follower } from './follower.ts';
import { InTime } from './in-time.ts';
import { lineOf } from './line-of.ts';
import { LiveState } from './live-state.ts';
import { type MadeSlate, SlateMaker, type SlateQuestion } from './make-slate.ts';
import type { OpenRecommenderVersion } from './open-recommender.ts';
import { shadowMember } from './shadow-slate.ts';
import type { RecommendInput, SimilarItem, SlateAnswer } from './slate-answer.ts';
import {
  type EventInput,
  type EventResult,
  type ItemInput,
  storeActions,
  storeItems,
  storeRemovals,
  storeRewritten,
  storeUsers,
} from './store-events.ts';

export interface RecommendPorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Load a version, once: its artifacts are checked here. */
  readonly loadRecommender: (version: Version) => Promise<OpenRecommenderVersion>;
  /** Write files that hold a user again without him: see forgetUser. Absent: they stay until the next run. */
  readonly forget?: (system: string, user: string) => Promise<readonly RewrittenFile[]>;
}

/** Slates since the system was opened. */
export interface SlateCounts {
  slates: number;
  /** By why they were plain ones. */
  readonly degraded: Map<string, number>;
  /** Events by what came of them. */
  readonly events: Map<EventResult['result'], number>;
}

const DEFAULT_K = 20;
const DEFAULT_BUDGET_MS = 100;

/**
 * One recommender in service: answers with its champion over what is known of users and items now, notes every slate,
 * and changes version and state together between two answers.
 */
export class ServedRecommender {
  readonly kind = 'recommend';
  readonly name: string;
  readonly shadow: ShadowQueue;
  readonly log: LineLog;
  readonly counts: SlateCounts = { slates: 0, degraded: new Map(), events: new Map() };
  registry: Registry;
  /** Why the last slate could not be made, and a plain one was answered. */
  fault: unknown;
  /** Why the challenger does not run in shadow, when it cannot be loaded. */
  challengerFailure: Failure | undefined;
  readonly #ports: RecommendPorts;
  #champion: InService | undefined;
  #challenger: InService | undefined;
  #inTime = new InTime(DEFAULT_BUDGET_MS);
  #refreshing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(name: string, ports: RecommendPorts) {
    this.name = name;
    this.#ports = ports;
    this.shadow = new ShadowQueue(ports.clock);
    this.log = new LineLog('slates', name, ports, this.shadow);
    this.registry = { system: name, versions: [], champion: null, challenger: null, former: [], history: [] };
  }

  get champion(): OpenRecommenderVersion {
    return this.maker.version;
  }

  /** The champion over its live state. */
  get maker(): SlateMaker {
    if (this.#champion === undefined) throw fail('serve/no-champion', { system: this.name });
    return this.#champion.maker;
  }

  /** The challenger over a live state of its own, where one is scored in shadow. */
  get challenger(): SlateMaker | undefined {
    return this.#challenger?.maker;
  }

  /**
   * Take over what was deployed and what happened since. A new champion is loaded, and all events are folded over what
   * it learned, before the old one stops answering; when it cannot be loaded the old one stays.
   */
  refresh(): Promise<void> {
    const refreshed = this.#refreshing.then(async () => {
      this.registry = await registryOf(this.#ports.journal, this.name);
      const { champion, challenger } = this.registry;
      if (champion !== null && this.#champion?.maker.version.version !== champion) {
        // A challenger that is promoted knows all already.
        const next =
          this.challenger?.version.version === champion ? this.#challenger! : await this.#enter(champion);
        await next.follower.follow();
        this.#champion = next;
        this.#inTime = new InTime(next.maker.version.design?.serving.budgetMs ?? DEFAULT_BUDGET_MS);
      }
      await this.#takeChallenger(challenger);
      // What was acknowledged while the last records were read is in the journal.
      await this.#follow();
    });
    this.#refreshing = refreshed.catch(() => {});
    return refreshed;
  }

  /** Load a version and fold all events over what it learned; the others answer meanwhile. */
  async #enter(number: number): Promise<InService> {
    const version = await this.version(number);
    const state = await LiveState.over(await version.origin());
    const follower = new Follower(state, this.#ports.journal);
    await follower.follow();
    return { maker: new SlateMaker(version, state), follower };
  }

  /** A challenger that cannot be loaded is missed by nobody who asks for slates: only its shadow is not there. */
  async #takeChallenger(version: number | null): Promise<void> {
    if (version !== null && this.challenger?.version.version === version) return;
    this.#challenger = undefined;
    this.challengerFailure = undefined;
    if (version === null || this.champion.design?.serving.shadow === false) return;
    try {
      this.#challenger = await this.#enter(version);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.challengerFailure = error;
    }
  }

  /** Any registered version, loaded. Throws 'serve/no-version', or what its artifacts suffer from. */
  version(number: number): Promise<OpenRecommenderVersion> {
    return this.#ports.loadRecommender(versionOf(this.registry, number));
  }

  /**
   * A slate for a user. No promise: an answer waits for nothing.
   *
   * @param waitedMs since the request came; counts against the time that the design gives an answer
   *
   * Throws 'recommend/bad-filter', 'recommend/bad-cursor', 'serve/behind'.
   */
  recommend(input: RecommendInput, waitedMs = 0): SlateAnswer {
    if (this.#closed) throw fail('serve/closed', { system: this.name });
    if (this.log.behind) throw fail('serve/behind', { pending: this.log.pending });
    const { clock } = this.#ports;
    const { maker } = this;
    const before = input.cursor === undefined ? [] : cursorFrom(input.cursor).before;
    const question: SlateQuestion = {
      at: clock.now(),
      user: input.user ?? null,
      k: input.k ?? DEFAULT_K,
      context: input.context ?? {},
      filters: input.filters ?? [],
      before,
      seed: randomInt(2 ** 32),
    };
    const start = clock.elapsed();
    const { items } = maker.state;
    const why = input.why?.map((id) => ({ id, item: items.find(id) }));
    const asked = why?.flatMap(({ item }) => item ?? []);
    const explain = input.explain === true;
    const ahead = explain || why ? null : maker.fromAhead(question);
    const made = ahead ?? this.#make({ ...question, ...this.#late(waitedMs) }, explain, asked);
    const ms = clock.elapsed() - start;
    if (made.degraded !== undefined) count(this.counts.degraded, made.degraded);
    else if (ahead === null) this.#inTime.took(ms);
    this.counts.slates++;
    const shown = answerOf(made, items);
    const degraded = made.degraded !== undefined && { degraded: made.degraded };
    const from = ahead && { ahead: maker.ahead!.facts };
    const line: SlateLine = { ...question, ...degraded, ...lineOf(maker, shown, ms), ...from };
    const shadow = degraded || !this.challenger ? undefined : shadowMember(this.challenger, question, clock);
    const id = this.log.add(JSON.stringify(line).slice(1, -1), shadow);
    const seen = [...before, ...shown.map((s) => s.item)];
    const more = shown.length === question.k && seen.length <= MOST_BEFORE;
    return {
      id,
      version: maker.version.version,
      items: shown,
      cursor: more ? cursorText({ before: seen }) : null,
      ...degraded,
      ...(why && { missing: missingOf(why, made, items) }),
    };
  }

  /** Items most like one. Throws 'recommend/no-item', 'recommend/bad-filter'. */
  similar(id: string, k = DEFAULT_K, filters: SlateLine['filters'] = []): readonly SimilarItem[] {
    const { maker } = this;
    const { items } = maker.state;
    const item = items.find(id);
    if (item === undefined || !items.isLive(item))
      throw fail('recommend/no-item', { system: this.name, item: id });
    return maker.similar(item, k, filters).map(({ item: it, score }) => ({ item: items.ids[it]!, score }));
  }

  /** Note what users did. When this resolves it is on disk, and the next answer knows of it. */
  async store(events: readonly EventInput[]): Promise<EventResult[]> {
    const { items } = this.maker.state;
    const results = await storeActions(
      this.name,
      events,
      { items, open: this.maker.state.open },
      this.#ports,
    );
    for (const { result } of results) count(this.counts.events, result);
    await this.#follow();
    return results;
  }

  /** Add items, or change what is known of them: all or none. Throws 'recommend/bad-attribute'. */
  async putItems(inputs: readonly ItemInput[]): Promise<void> {
    await storeItems(this.name, inputs, this.maker.state.items.schema, this.#ports);
    await this.#follow();
  }

  /** Take items out of the catalogue; answers which of them there were. */
  async removeItems(ids: readonly string[]): Promise<readonly boolean[]> {
    const there = await storeRemovals(this.name, ids, this.maker.state.items, this.#ports);
    await this.#follow();
    return there;
  }

  async putUsers(
    users: readonly { readonly user: string; readonly attributes: Attributes }[],
  ): Promise<void> {
    await storeUsers(this.name, users, this.#ports);
    await this.#follow();
  }

  /** Forget a user: his events, his past, his slates; later versions do not learn of him. */
  async eraseUser(user: string): Promise<Erasure & { readonly files: number }> {
    await this.log.flush();
    const erasure = await eraseUser(this.name, user, this.#ports);
    await this.#follow();
    this.maker.ahead?.erase(user);
    const files = (await this.#ports.forget?.(this.name, user)) ?? [];
    if (files.length > 0) await storeRewritten(this.name, files, this.#ports);
    return { ...erasure, files: files.length };
  }

  /** Finish what was begun; nothing is answered afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.log.flush();
  }

  /** Whoever awaits it finds in the champion's state what was appended before. Nobody waits for the challenger's. */
  async #follow(): Promise<void> {
    this.#challenger?.follower.follow().catch(() => {});
    await this.#champion?.follower.follow();
  }

  #late(waitedMs: number): { degraded?: string } {
    return this.#inTime.allows(waitedMs, this.#ports.clock.elapsed()) ? {} : { degraded: 'late' };
  }

  /** A fault of ours costs the user the order of the items, not the items. */
  #make(question: SlateQuestion, explain: boolean, why: readonly number[] | undefined): MadeSlate {
    try {
      return this.maker.make(question, explain, why);
    } catch (error) {
      if (error instanceof Failure) throw error;
      this.fault = error;
      return this.maker.make({ ...question, degraded: 'failed' }, false);
    }
  }
}

/** A version over its state, which is kept at the end of the journal. */
interface InService {
  readonly maker: SlateMaker;
  readonly follower: Follower;
}

const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
