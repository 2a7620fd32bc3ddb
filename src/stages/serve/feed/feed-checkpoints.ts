import type { WorthChange } from '../../../contracts/product-event.ts';
import { Failure } from '../../../errors/fail.ts';
import type { Checkpoints } from '../../../ports/checkpoints.ts';
import { packKnown } from '../../../recipe/feed/store-known.ts';
import { LiveFeed } from './live-feed.ts';
import type { PageMaker } from './make-page.ts';
import type { OpenFeedVersion } from './open-feed-version.ts';

/**
 * Records after which what is known is kept again: a restart goes through as many of the journal at most. Answers wait
 * while it is packed, so that it must be seldom: see bench/feed/page.bench.ts.
 */
const RECORDS_BETWEEN = 250_000;

/**
 * Where a restart goes on: what is known, as of a place in the journal. What is missing or damaged costs time and nothing
 * else, for the journal has all.
 */
export class FeedCheckpoints {
  readonly #system: string;
  readonly #store: Checkpoints | undefined;
  /** By name of a checkpoint, the place in the journal up to which it is kept, or to which it was opened. */
  readonly #kept = new Map<string, number>();
  #keeping: Promise<void> = Promise.resolve();

  constructor(system: string, store: Checkpoints | undefined) {
    this.#system = system;
    this.#store = store;
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
  keep({ version, live }: PageMaker): Promise<void> {
    const name = this.#nameOf(version);
    if (this.#store === undefined || this.#kept.get(name) === live.seq) return this.#keeping;
    const store = this.#store;
    this.#kept.set(name, live.seq);
    const checkpoint = { seq: live.seq, facts: { worth: live.worth }, bytes: packKnown(live.known) };
    this.#keeping = this.#keeping.then(() => store.write(name, checkpoint));
    return this.#keeping;
  }

  /** Keep it where much happened since; nobody waits for the disk. */
  async keepIfDue(maker: PageMaker): Promise<void> {
    // A checkpoint that cannot be written costs time at a restart.
    const kept = this.#kept.get(this.#nameOf(maker.version)) ?? 0;
    if (maker.live.seq - kept >= RECORDS_BETWEEN) this.keep(maker).catch(() => {});
  }

  /** Drop all that was kept: it tells of somebody who is to be forgotten. */
  async forget(): Promise<void> {
    await this.#keeping.catch(() => {});
    await this.#store?.remove(this.#system);
    this.#kept.clear();
  }

  #nameOf = ({ sha256 }: OpenFeedVersion): string => `${this.#system}@${sha256.slice(0, 16)}`;
}
