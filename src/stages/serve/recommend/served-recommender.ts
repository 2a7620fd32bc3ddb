import { randomInt } from 'node:crypto';
import type { Attributes } from '../../../contracts/product-event.ts';
import type { SlateLine } from '../../../contracts/slate-line.ts';
import { Failure, fail } from '../../../errors/fail.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { type Registry, registryOf, type Version, versionOf } from '../../deploy/registry.ts';
import { answerOf, missingOf } from './answer-slate.ts';
import { cursorFrom, cursorText, MOST_BEFORE } from './cursor.ts';
import { type Erasure, eraseUser } from './erase-user.ts';
import { InTime } from './in-time.ts';
import { LiveState } from './live-state.ts';
import { type MadeSlate, SlateMaker, type SlateQuestion } from './make-slate.ts';
import type { OpenRecommenderVersion } from './open-recommender.ts';
import type { RecommendInput, SimilarItem, SlateAnswer } from './slate-answer.ts';
import { SlateLog } from './slate-log.ts';
import {
  type EventInput,
  type EventResult,
  type ItemInput,
  storeActions,
  storeItems,
  storeRemovals,
  storeUsers,
} from './store-events.ts';

export interface RecommendPorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Load a version, once: its artifacts are checked here. */
  readonly loadRecommender: (version: Version) => Promise<OpenRecommenderVersion>;
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
  readonly log: SlateLog;
  readonly counts: SlateCounts = { slates: 0, degraded: new Map(), events: new Map() };
  registry: Registry;
  /** Why the last slate could not be made, and a plain one was answered. */
  fault: unknown;
  readonly #ports: RecommendPorts;
  #maker: SlateMaker | undefined;
  #inTime = new InTime(DEFAULT_BUDGET_MS);
  #refreshing: Promise<void> = Promise.resolve();
  #following: Promise<void> | undefined;
  #followingNext: Promise<void> | undefined;
  #closed = false;

  constructor(name: string, ports: RecommendPorts) {
    this.name = name;
    this.#ports = ports;
    this.log = new SlateLog(name, ports);
    this.registry = { system: name, versions: [], champion: null, challenger: null, former: [], history: [] };
  }

  get champion(): OpenRecommenderVersion {
    return this.maker.version;
  }

  /** The champion over its live state. */
  get maker(): SlateMaker {
    if (this.#maker === undefined) throw fail('serve/no-champion', { system: this.name });
    return this.#maker;
  }

  /**
   * Take over what was deployed and what happened since. A new champion is loaded, and all events are folded over what
   * it learned, before the old one stops answering; when it cannot be loaded the old one stays.
   */
  refresh(): Promise<void> {
    const refreshed = this.#refreshing.then(async () => {
      this.registry = await registryOf(this.#ports.journal, this.name);
      const { champion } = this.registry;
      if (champion === null || this.#maker?.version.version === champion) return this.#follow();
      const version = await this.version(champion);
      const state = await LiveState.over(await version.origin());
      await state.follow(this.#ports.journal);
      this.#maker = new SlateMaker(version, state);
      this.#inTime = new InTime(version.design?.serving.budgetMs ?? DEFAULT_BUDGET_MS);
      // What was acknowledged while the last records were read is in the journal.
      await this.#follow();
    });
    this.#refreshing = refreshed.catch(() => {});
    return refreshed;
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
      ...(!this.#inTime.allows(waitedMs, clock.elapsed()) && { degraded: 'late' }),
    };
    const start = clock.elapsed();
    const { items } = maker.state;
    const why = input.why?.map((id) => ({ id, item: items.find(id) }));
    const asked = why?.flatMap(({ item }) => item ?? []);
    const made = this.#make(question, input.explain === true, asked);
    const ms = clock.elapsed() - start;
    if (made.degraded === undefined) this.#inTime.took(ms);
    else count(this.counts.degraded, made.degraded);
    this.counts.slates++;
    const shown = answerOf(made, items);
    const degraded = made.degraded !== undefined && { degraded: made.degraded };
    const id = this.log.add({ ...question, ...degraded, ...lineOf(maker, shown, ms) });
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
  async eraseUser(user: string): Promise<Erasure> {
    await this.log.flush();
    const erasure = await eraseUser(this.name, user, this.#ports);
    await this.#follow();
    return erasure;
  }

  /** Finish what was begun; nothing is answered afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.log.flush();
  }

  /**
   * Fold what the journal has and the state has not. Who calls it after an append finds it folded: a read that is under
   * way may have begun before, so another one follows it, which all that wait share.
   */
  #follow(): Promise<void> {
    if (this.#following === undefined) {
      const { journal } = this.#ports;
      this.#following = (this.#maker?.state.follow(journal) ?? Promise.resolve()).finally(() => {
        this.#following = undefined;
      });
      return this.#following;
    }
    this.#followingNext ??= this.#following
      .catch(() => {})
      .then(() => {
        this.#followingNext = undefined;
        return this.#follow();
      });
    return this.#followingNext;
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

/** What a slate came to, as it is logged. */
const lineOf = (
  { version, state }: SlateMaker,
  shown: SlateAnswer['items'],
  ms: number,
): Omit<SlateLine, keyof SlateQuestion> => ({
  version: version.version,
  known: state.known,
  items: shown.map((s) => s.item),
  scores: shown.map((s) => s.score),
  sources: shown.map((s) => s.source),
  propensities: shown.map((s) => s.propensity),
  micros: Math.round(ms * 1e4) / 10,
});

const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
