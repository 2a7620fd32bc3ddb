import { setTimeout } from 'node:timers/promises';
import { random, seedFor } from '../../../src/kernels/random.ts';
import { chance, gaussian } from './chance.ts';
import { inverseGaussian, picker } from './draws.ts';
import { type InOrder, inOrder } from './in-order.ts';
import type { LiveClient, LiveEvent } from './live-client.ts';
import { emptyTally, type LiveState, liveState, noteLatency, type Tally } from './live-state.ts';
import { makeOracle } from './oracle.ts';
import type { Past } from './past.ts';
import { contextOf, postAttributes } from './rows.ts';
import type { Session } from './sessions.ts';
import { SHOWN_FOR_MS, type Town } from './town.ts';
import type { Truth } from './truth.ts';
import { indexOf, postId, readerId } from './visible.ts';
import { type Reached, visitor } from './visit.ts';
import { judge } from './worth.ts';

/** A town at the instant until which its log was written. */
export interface LiveTown {
  readonly town: Town;
  readonly truth: Truth;
  /** What readers were shown, and liked, and followed by then. */
  readonly past: Past;
  readonly until: number;
}

export interface LiveOptions {
  readonly sessionsPerSecond: number;
  /** Taken from the posts of the town that come after the log, whatever their own instant was. */
  readonly postsPerSecond: number;
  /** Reading goes so many times as fast as it would: 30 makes two seconds of a minute. */
  readonly haste: number;
  /** Posts asked for at a time. */
  readonly pageSize: number;
  /** Ask the oracle too what it would have shown: half a millisecond a session. */
  readonly oracle: boolean;
  /** First part of the ids of events: one of its own for each run, or the events of another run are duplicates of it. */
  readonly run: string;
  /** Called with each event that the server says it has stored. */
  readonly acknowledged?: (event: LiveEvent) => void;
}

export interface Live {
  state(): LiveState;
  /** No further sessions nor pages; waits until all events are told. */
  stop(): Promise<LiveState>;
}

const FLUSH_MS = 100;
const BATCH = 1000;
const RETRY_MS = 500;
const FIRST_SESSION = 2 ** 30;
/** Who stops asks a server that does not answer so many times more. */
const LAST_TRIES = 20;
/** Sessions under way at once, at most: a server that does not answer gathers no more. */
const MOST_UNDER_WAY = 500;

interface Waiting {
  readonly at: number;
  readonly event: LiveEvent;
}

/**
 * Readers who act against a server: they come, ask for a feed, look, open, like, hide; authors publish. Events are sent in
 * batches when their time has come, and again with the same ids when there was no answer.
 */
export function startLive(world: LiveTown, client: LiveClient, options: LiveOptions): Live {
  const { town, until } = world;
  const over = new AbortController();
  const tally = emptyTally();
  const begun = Date.now();
  const ready: LiveEvent[] = [];
  const waiting: InOrder<Waiting> & { size(): number } = counted(({ event }) => ready.push(event));
  const publishing = publisher(town, until, client, tally);
  const read = reading(world, client, options, tally, waiting.add, publishing.published, over.signal);
  const underWay = new Set<Promise<void>>();
  const r = random(seedFor(town.seed, `live ${options.run}`));
  const byHabit = picker(Float64Array.from(town.readers.sessionsPerDay));
  let sessions = 0;
  let [due, duePosts] = [0, 0];
  let sending: Promise<void> | null = null;

  const tick = setInterval(() => {
    const passed = (Date.now() - begun) / 1000;
    while (due < passed * options.sessionsPerSecond) {
      due -= Math.log(1 - r());
      if (underWay.size >= MOST_UNDER_WAY) continue;
      const run = read(sessionOf(town, FIRST_SESSION + sessions++, byHabit(r())));
      underWay.add(run);
      void run.finally(() => underWay.delete(run));
    }
    const posts = Math.floor(passed * options.postsPerSecond) - duePosts;
    duePosts += posts;
    if (posts > 0) void publishing.publish(posts);
    waiting.tellUntil(Date.now());
    sending ??= send(client, ready, tally, options).finally(() => {
      sending = null;
    });
  }, FLUSH_MS);
  const state = (): LiveState => liveState(tally, (Date.now() - begun) / 1000, waiting.size() + ready.length);

  return {
    state,
    async stop() {
      clearInterval(tick);
      over.abort();
      await Promise.all(underWay);
      waiting.tellUntil(Number.POSITIVE_INFINITY);
      await sending;
      for (let tries = 0; ready.length > 0 && tries < LAST_TRIES; tries++)
        await send(client, ready, tally, options);
      return state();
    },
  };
}

function sessionOf(town: Town, id: number, reader: number): Session {
  const { postsPerSession, postsPerSessionShape } = town.parameters;
  const scrolled = inverseGaussian(
    postsPerSession,
    postsPerSessionShape,
    gaussian(town.seed, id, reader, 1),
    chance(town.seed, id, reader, 2),
  );
  return { id, reader, at: Date.now(), depth: Math.min(60, Math.max(1, Math.round(scrolled))) };
}

/** One session: pages as far as the reader scrolls. A page that fails ends it. */
function reading(
  { town, truth, past }: LiveTown,
  client: LiveClient,
  options: LiveOptions,
  tally: Tally,
  add: (waiting: Waiting) => void,
  published: () => number,
  over: AbortSignal,
): (session: Session) => Promise<void> {
  const visit = visitor(town, truth);
  const worthOf = judge(town, truth);
  const oracle = makeOracle(town, truth);
  let number = 0;
  const valueTo = (session: Session, slate: readonly number[]): number => worthOf(past, session, slate).value;
  return async (session) => {
    const { reader, depth } = session;
    const slate: number[] = [];
    const context = contextOf(town, reader, session.at);
    let cursor: string | null = null;
    let reached: Reached = { position: 0, at: session.at };
    let [value, ideal] = [0, Number.NaN];
    try {
      do {
        const asked = performance.now();
        const page = await client.feed(readerId(reader), options.pageSize, cursor, context);
        noteLatency(tally, performance.now() - asked);
        cursor = page.cursor;
        for (const { post } of page.posts) slate.push(indexOf(post));
        if (reached.position === 0 && options.oracle) {
          const free = freshFor(town, past, reader, session.at, published());
          ideal = valueTo(session, oracle(past, reader, session.at, free, depth));
        }
        // What is worth something is judged before it is shown, page by page.
        const upTo = valueTo(session, slate);
        value += upTo - valueTo(session, slate.slice(0, reached.position));
        reached = visit(
          past,
          session,
          slate,
          (action, at, post, position, v) => {
            if (action === 'open') tally.opens++;
            if (action === 'like') tally.likes++;
            if (action === 'hide') tally.hides++;
            const sentAt = Math.round(session.at + (at - session.at) / options.haste);
            const event: LiveEvent = {
              id: `${options.run}-${number++}`,
              type: action,
              at: sentAt,
              user: readerId(reader),
              item: postId(post),
              ...(Number.isNaN(v) ? {} : { value: v }),
              requestId: page.id,
              position,
              context,
            };
            add({ at: sentAt, event });
          },
          reached,
        );
        if (reached.position >= depth || cursor === null) break;
        await pause(session.at + (reached.at - session.at) / options.haste - Date.now(), over);
      } while (!over.aborted);
    } catch (error) {
      failed(tally, error);
    }
    if (reached.position === 0) return;
    tally.sessions++;
    tally.value += value;
    tally.oracle += ideal;
  };
}

/** Waits, but not longer than until it is over. */
const pause = (ms: number, over?: AbortSignal): Promise<void> =>
  setTimeout(Math.max(0, ms), undefined, over === undefined ? {} : { signal: over }).catch(() => {});

function freshFor(town: Town, past: Past, reader: number, at: number, published: number): number[] {
  const free: number[] = [];
  for (let post = published - 1; post >= 0 && town.posts.at[post]! > at - SHOWN_FOR_MS; post--)
    if (!past.shown[reader]!.has(post)) free.push(post);
  return free;
}

/** Authors: the posts that the town has for after its log, one after the other, now. */
function publisher(town: Town, until: number, client: LiveClient, tally: Tally) {
  let next = town.posts.at.findIndex((at) => at >= until);
  if (next < 0) next = town.posts.count;
  return {
    published: () => next,
    async publish(count: number) {
      const posts = Array.from({ length: Math.min(count, town.posts.count - next) }, () => {
        town.posts.at[next] = Date.now();
        return {
          item: postId(next),
          addedAt: town.posts.at[next]!,
          attributes: postAttributes(town, next++),
        };
      });
      if (posts.length === 0) return;
      try {
        await client.publish(posts);
        tally.published += posts.length;
      } catch (error) {
        failed(tally, error);
      }
    },
  };
}

/** Send what is ready, in order; what gets no answer stays and is sent again. */
async function send(
  client: LiveClient,
  ready: LiveEvent[],
  tally: Tally,
  options: LiveOptions,
): Promise<void> {
  while (ready.length > 0) {
    const batch = ready.slice(0, BATCH);
    try {
      const results = await client.events(batch);
      ready.splice(0, batch.length);
      for (const [i, result] of results.entries()) {
        tally.events[result] = (tally.events[result] ?? 0) + 1;
        if (result === 'stored' || result === 'duplicate') options.acknowledged?.(batch[i]!);
      }
    } catch (error) {
      failed(tally, error);
      await pause(RETRY_MS);
      return;
    }
  }
}

function failed(tally: Tally, error: unknown): void {
  tally.failures++;
  tally.lastFailure = error instanceof Error ? error.message : String(error);
}

function counted(tell: (waiting: Waiting) => void): InOrder<Waiting> & { size(): number } {
  let size = 0;
  const order = inOrder<Waiting>((waiting) => {
    size--;
    tell(waiting);
  });
  return {
    size: () => size,
    add(waiting) {
      size++;
      order.add(waiting);
    },
    tellUntil: order.tellUntil,
  };
}
