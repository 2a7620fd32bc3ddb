import type { WorthChange } from '../../../contracts/product-event.ts';
import { Failure } from '../../../errors/fail.ts';
import type { Checkpoints } from '../../../ports/checkpoints.ts';
import type { Journal } from '../../../ports/journal.ts';
import { packKnown } from '../../../recipe/feed/store-known.ts';
import { LiveFeed } from './live-feed.ts';
import type { PageMaker } from './make-page.ts';
import type { OpenFeedVersion } from './open-feed-version.ts';

/** Records after which what is known is kept again: a restart goes through as many of the journal at most. */
const RECORDS_BETWEEN = 250_000;

/**
 * Keeps what is known to a version in a process of its own, which goes through the journal from where the checkpoint
 * before stands, as a restart does: see keepAside. Answers the place up to which it is kept.
 */
export type KeepAside = (system: string, version: number, signal: AbortSignal) => Promise<number>;

/**
 * Where a restart goes on: what is known, as of a place in the journal. What is missing or damaged costs time and nothing
 * else, for the journal has all.
 */
export class FeedCheckpoints {
  readonly #system: string;
  readonly #store: Checkpoints | undefined;
  readonly #aside: KeepAside | undefined;
  readonly #between: number;
  /** By name of a checkpoint, the place in the journal up to which it is kept, or to which it was opened. */
  readonly #kept = new Map<string, number>();
  /** The same of the last try in another process. */
  readonly #tried = new Map<string, number>();
  #keeping: Promise<void> = Promise.resolve();
  #elsewhere: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  /**
   * @param aside absent: it is packed here, and answers wait while it is
   * @param between records
   */
  constructor(system: string, store: Checkpoints | undefined, aside?: KeepAside, between = RECORDS_BETWEEN) {
    this.#system = system;
    this.#store = store;
    this.#aside = aside;
    this.#between = between;
  }

  /** What is known to a version: as it was kept, else as its data ended. */
  async open(version: OpenFeedVersion): Promise<LiveFeed> {
    const name = this.#nameOf(version);
    const found = await this.#store?.read(name);
    if (found !== undefined)
      try {
        const live = new LiveFeed(this.#system, version.from(found.bytes), version.learned, found.seq);
        live.worth = found.facts.worth as WorthChange['worth'];
        this.#kept.set(name, found.seq);
        return live;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    this.#kept.set(name, 0);
    return new LiveFeed(this.#system, await version.origin(), version.learned);
  }

  /** Keep what is known now; resolves when it is on disk. Packing takes one turn of the event loop. */
  async keep(maker: Pick<PageMaker, 'version' | 'live'>): Promise<void> {
    await this.#stopAside();
    this.#keepNow(maker);
    await this.#keeping;
  }

  #keepNow({ version, live }: Pick<PageMaker, 'version' | 'live'>): void {
    const name = this.#nameOf(version);
    if (this.#store === undefined || this.#kept.get(name) === live.seq) return;
    const store = this.#store;
    this.#kept.set(name, live.seq);
    const checkpoint = { seq: live.seq, facts: { worth: live.worth }, bytes: packKnown(live.known) };
    this.#keeping = this.#keeping.then(() => store.write(name, checkpoint));
  }

  /** Keep it where much happened since; nobody waits for it. */
  keepIfDue(maker: Pick<PageMaker, 'version' | 'live'>): void {
    const name = this.#nameOf(maker.version);
    const { seq } = maker.live;
    const last = Math.max(this.#kept.get(name) ?? 0, this.#tried.get(name) ?? 0);
    if (this.#store === undefined || seq - last < this.#between) return;
    if (this.#aside === undefined) {
      this.#keepNow(maker);
      // A checkpoint that cannot be written costs time at a restart.
      this.#keeping.catch(() => {});
    } else if (this.#elsewhere === undefined) {
      this.#tried.set(name, seq);
      this.#keepElsewhere(name, maker.version.version, this.#aside);
    }
  }

  #keepElsewhere(name: string, version: number, aside: KeepAside): void {
    const stop = new AbortController();
    const ended = aside(this.#system, version, stop.signal)
      .then((seq) => {
        this.#kept.set(name, seq);
      })
      .catch(() => {})
      .finally(() => {
        this.#elsewhere = undefined;
      });
    this.#elsewhere = { stop, ended };
  }

  /** What is being made elsewhere may tell of somebody who is to be forgotten, or come too late: it is given up. */
  async #stopAside(): Promise<void> {
    this.#elsewhere?.stop.abort();
    await this.#elsewhere?.ended;
  }

  /** Drop all that was kept: it tells of somebody who is to be forgotten. */
  async forget(): Promise<void> {
    await this.#stopAside();
    await this.#keeping.catch(() => {});
    await this.#store?.remove(this.#system);
    this.#kept.clear();
  }

  #nameOf = ({ sha256 }: OpenFeedVersion): string => `${this.#system}@${sha256.slice(0, 16)}`;
}

/**
 * Take the checkpoint of a version up, go through the journal to its end, and keep it again: what a restart does, so that
 * it holds what a restart would know. For a process that answers nobody. Answers the place up to which it is kept.
 */
export async function keepAside(
  system: string,
  version: OpenFeedVersion,
  { journal, checkpoints }: { readonly journal: Journal; readonly checkpoints: Checkpoints },
): Promise<number> {
  const kept = new FeedCheckpoints(system, checkpoints);
  const live = await kept.open(version);
  await live.follow(journal);
  await kept.keep({ version, live });
  return live.seq;
}
