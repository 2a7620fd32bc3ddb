import { randomInt } from 'node:crypto';
import type { RewrittenFile, UserChange } from '../../contracts/product-event.ts';
import type { SlateLine } from '../../contracts/slate-line.ts';
import { Failure, fail } from '../../errors/fail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { LiveItems } from '../../recipe/live-items.ts';
import { type Registry, registryOf, type Version, versionOf } from '../deploy/registry.ts';
import { type LaterMember, LineLog } from './line-log.ts';
import type { PageInput } from './page-input.ts';
import { cursorFrom, cursorText, MOST_BEFORE } from './recommend/cursor.ts';
import { type Erasure, eraseUser } from './recommend/erase-user.ts';
import { type Fold, Follower } from './recommend/follower.ts';
import { InTime } from './recommend/in-time.ts';
import {
  type EventInput,
  type EventResult,
  type ItemInput,
  storeActions,
  storeItems,
  storeRemovals,
  storeRewritten,
  storeUsers,
} from './recommend/store-events.ts';
import { ServedImpressions } from './served-impressions.ts';
import { ShadowQueue } from './shadow-queue.ts';

export interface ProductPorts {
  readonly journal: Journal;
  readonly clock: Clock;
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

/** What a design says of answers. */
interface Serving {
  readonly budgetMs: number;
  /** Absent: the challenger runs in shadow. */
  readonly shadow?: boolean;
  /** Type of the events by which the server itself notes what it answers as shown; absent: clients tell. */
  readonly notes?: string | undefined;
}

/** A version over what is known to it, which is kept at the end of the journal. */
interface InService<M> {
  readonly maker: M;
  readonly follower: Follower;
}

/** All of a page's question that is the same in every kind of system. */
type Asked = Pick<SlateLine, 'at' | 'user' | 'k' | 'context' | 'before' | 'seed'>;

const DEFAULT_K = 20;
/** Where no design says. */
const DEFAULT_BUDGET_MS = 100;

/**
 * A system in service that shows items to users, whatever its kind: who answers, what the product tells of items and users,
 * and the log of what was shown. Version and knowledge change together, between two answers.
 *
 * V: a version, loaded. M: a version over what is known.
 */
export abstract class ServedProduct<
  V extends { readonly version: number },
  M extends { readonly version: V },
> {
  abstract readonly kind: 'recommend' | 'feed';
  readonly name: string;
  readonly shadow: ShadowQueue;
  readonly log: LineLog;
  readonly counts: SlateCounts = { slates: 0, degraded: new Map(), events: new Map() };
  registry: Registry;
  /** Why the last slate could not be made, and a plain one was answered. */
  fault: unknown;
  /** Why the challenger does not run in shadow, when it cannot be loaded. */
  challengerFailure: Failure | undefined;
  protected inTime = new InTime(DEFAULT_BUDGET_MS);
  readonly #ports: ProductPorts;
  readonly #shown = new ServedImpressions((events) => this.store(events));
  #champion: InService<M> | undefined;
  #challenger: InService<M> | undefined;
  #refreshing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(name: string, ports: ProductPorts) {
    this.name = name;
    this.#ports = ports;
    this.shadow = new ShadowQueue(ports.clock);
    this.log = new LineLog('slates', name, ports, this.shadow);
    this.registry = { system: name, versions: [], champion: null, challenger: null, former: [], history: [] };
  }

  /** Load a version from its artifacts. */
  protected abstract load(version: Version): Promise<V>;
  /** A version over what it learned, and what that grows by. */
  protected abstract open(version: V): Promise<{ readonly maker: M; readonly state: Fold }>;
  /** Undefined where no design says. */
  protected abstract serving(version: V): Serving | undefined;
  /** The items of the champion, and whether an event about one that nobody knows makes it an item. */
  protected abstract known(maker: M): { readonly items: LiveItems; readonly open: boolean };
  /** The champion has folded what was new. */
  protected followed(_champion: M): void {}
  /** A user was erased from the journal, and from what is known. */
  protected async erased(_user: string): Promise<void> {}

  get champion(): V {
    return this.maker.version;
  }

  /** The champion over what is known. */
  get maker(): M {
    if (this.#champion === undefined) throw fail('serve/no-champion', { system: this.name });
    return this.#champion.maker;
  }

  /** The challenger over what is known to it, where one is scored in shadow. */
  get challenger(): M | undefined {
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
        this.inTime = new InTime(this.serving(next.maker.version)?.budgetMs ?? DEFAULT_BUDGET_MS);
      }
      await this.#takeChallenger(challenger);
      // What was acknowledged while the last records were read is in the journal.
      await this.follow();
    });
    this.#refreshing = refreshed.catch(() => {});
    return refreshed;
  }

  /** Load a version and fold all events over what it learned; the others answer meanwhile. */
  async #enter(number: number): Promise<InService<M>> {
    const { maker, state } = await this.open(await this.version(number));
    const follower = new Follower(state, this.#ports.journal);
    await follower.follow();
    return { maker, follower };
  }

  /** A challenger that cannot be loaded is missed by nobody who asks for slates: only its shadow is not there. */
  async #takeChallenger(version: number | null): Promise<void> {
    if (version !== null && this.challenger?.version.version === version) return;
    this.#challenger = undefined;
    this.challengerFailure = undefined;
    if (version === null || this.serving(this.champion)?.shadow === false) return;
    try {
      this.#challenger = await this.#enter(version);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.challengerFailure = error;
    }
  }

  /** Any registered version, loaded. Throws 'serve/no-version', or what its artifacts suffer from. */
  version(number: number): Promise<V> {
    return this.load(versionOf(this.registry, number));
  }

  /** Note what users did. When this resolves it is on disk, and the next answer to anybody knows of it. */
  async store(events: readonly EventInput[]): Promise<EventResult[]> {
    const results = await storeActions(this.name, events, this.known(this.maker), this.#ports);
    for (const { result } of results) count(this.counts.events, result);
    await this.follow();
    return results;
  }

  /** Add items, or change what is known of them: all or none. Throws 'recommend/bad-attribute'. */
  async putItems(inputs: readonly ItemInput[]): Promise<void> {
    await storeItems(this.name, inputs, this.known(this.maker).items.schema, this.#ports);
    await this.follow();
  }

  /** Take items out of the catalogue; answers which of them there were. */
  async removeItems(ids: readonly string[]): Promise<readonly boolean[]> {
    const there = await storeRemovals(this.name, ids, this.known(this.maker).items, this.#ports);
    await this.follow();
    return there;
  }

  async putUsers(users: readonly Omit<UserChange, 'type'>[]): Promise<void> {
    await storeUsers(this.name, users, this.#ports);
    await this.follow();
  }

  /** Forget a user: his events, his past, his slates; later versions do not learn of him. */
  async eraseUser(user: string): Promise<Erasure & { readonly files: number }> {
    await this.#shown.flush();
    await this.log.flush();
    const erasure = await eraseUser(this.name, user, this.#ports);
    await this.follow();
    await this.erased(user);
    const files = (await this.#ports.forget?.(this.name, user)) ?? [];
    if (files.length > 0) await storeRewritten(this.name, files, this.#ports);
    return { ...erasure, files: files.length };
  }

  /** Finish what was begun; nothing is answered afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#shown.flush();
    await this.log.flush();
  }

  /** Whoever awaits it finds in the champion's state what was appended before. Nobody waits for the challenger's. */
  protected async follow(): Promise<void> {
    this.#challenger?.follower.follow().catch(() => {});
    if (this.#champion === undefined) return;
    await this.#champion.follower.follow();
    this.followed(this.#champion.maker);
  }

  /** What is asked, with what it leaves out filled in. Throws 'recommend/bad-cursor', 'serve/closed', 'serve/behind'. */
  protected asked(user: string | undefined, { context = {}, k = DEFAULT_K, cursor }: PageInput): Asked {
    if (this.#closed) throw fail('serve/closed', { system: this.name });
    if (this.log.behind) throw fail('serve/behind', { pending: this.log.pending });
    const before = cursor === undefined ? [] : cursorFrom(cursor).before;
    return { at: this.#ports.clock.now(), user: user ?? null, k, context, before, seed: randomInt(2 ** 32) };
  }

  /** Why a slate must be a plain one before it is made: there is no time. */
  protected late(waitedMs: number): { readonly degraded?: string } {
    return this.inTime.allows(waitedMs, this.#ports.clock.elapsed()) ? {} : { degraded: 'late' };
  }

  /** A fault of ours costs the user the order of the items, not the items. */
  protected orPlain<T>(make: () => T, plain: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof Failure) throw error;
      this.fault = error;
      return plain();
    }
  }

  /** A slate was made: it is counted, logged, and noted as shown where the design says so. Answers its id. */
  protected answered(line: SlateLine, later: LaterMember | undefined): string {
    this.counts.slates++;
    if (line.degraded !== undefined) count(this.counts.degraded, line.degraded);
    const id = this.log.add(JSON.stringify(line).slice(1, -1), later);
    const { notes } = this.serving(this.champion) ?? {};
    if (notes !== undefined) this.#shown.note(notes, id, line);
    return id;
  }

  /** For the page after this one; null where there is none. */
  protected cursorAfter({ before, k }: Asked, shown: readonly string[]): string | null {
    const seen = [...before, ...shown];
    return shown.length === k && seen.length <= MOST_BEFORE ? cursorText({ before: seen }) : null;
  }
}

const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
