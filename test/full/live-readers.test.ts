import { expect, test } from 'vitest';
import { truthOf } from '../../examples/news-feed/world/calibrate.ts';
import type { LiveClient, LiveEvent, NewPost } from '../../examples/news-feed/world/live-client.ts';
import { startLive } from '../../examples/news-feed/world/live-readers.ts';
import { liveLine } from '../../examples/news-feed/world/live-state.ts';
import { simulateLog } from '../../examples/news-feed/world/log.ts';
import { DAY_MS } from '../../examples/news-feed/world/time.ts';
import { makeTown } from '../../examples/news-feed/world/town.ts';
import { postId } from '../../examples/news-feed/world/visible.ts';

const until = Date.now();
const town = makeTown({ size: 'tiny', seed: 1, startAt: Math.floor(until / DAY_MS) * DAY_MS - 2 * DAY_MS });
const truth = truthOf(town);
const world = () => ({ town, truth, past: simulateLog(town, truth, () => {}, until), until });
const options = {
  sessionsPerSecond: 200,
  postsPerSecond: 20,
  haste: 10_000,
  pageSize: 5,
  oracle: true,
  run: 'r',
};

/** Shows the newest posts, page by page; the first batch of events gets no answer though it is kept. */
function server() {
  const kept: LiveEvent[] = [];
  const published: NewPost[] = [];
  const pages: (string | null)[] = [];
  const newest = town.posts.at.findIndex((at) => at >= until) - 1;
  let requests = 0;
  const client: LiveClient = {
    async feed(_user, k, cursor) {
      pages.push(cursor);
      const from = Number(cursor ?? 0);
      const posts = Array.from({ length: k }, (_, i) => ({ post: postId(newest - from - i) }));
      return { id: `q${requests++}`, posts, cursor: from >= 20 ? null : String(from + k) };
    },
    async events(events) {
      const known = new Set(kept.map(({ id }) => id));
      kept.push(...events.filter(({ id }) => !known.has(id)));
      if (known.size === 0) throw new Error('no answer');
      return events.map(({ id }) => (known.has(id) ? 'duplicate' : 'stored'));
    },
    async publish(posts) {
      published.push(...posts);
    },
  };
  return { client, kept, published, pages };
}

test('readers come, turn pages, act; what got no answer is sent again under the same ids', async () => {
  const { client, kept, published, pages } = server();
  const acknowledged: LiveEvent[] = [];
  const live = startLive(world(), client, { ...options, acknowledged: (event) => acknowledged.push(event) });
  await new Promise((done) => setTimeout(done, 400));
  const state = await live.stop();
  expect(state.sessions).toBeGreaterThan(20);
  expect(pages.some((cursor) => cursor !== null)).toBe(true);
  expect(state.failures).toBe(1);
  expect(state.events.duplicate).toBeGreaterThan(0);
  expect(state.events.waiting).toBe(0);
  expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
  expect(acknowledged.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
  expect(kept.filter(({ type }) => type === 'impression').length).toBeGreaterThan(state.sessions - 1);
  for (const { requestId, position } of kept) {
    expect(requestId).toMatch(/^q\d+$/);
    expect(position).toBeGreaterThanOrEqual(0);
  }
  expect(published.length).toBe(state.published);
  expect(published.length).toBeGreaterThan(0);
  expect(published[0]!.attributes).toHaveProperty('vector7');
  expect(state.valuePerSession).toBeLessThan(state.oraclePerSession);
  expect(liveLine(state)).toContain('% of the oracle');
});

test('a server that is gone is counted, and stops nobody from stopping', async () => {
  const gone = (): Promise<never> => Promise.reject(new Error('connection refused'));
  const live = startLive(world(), { feed: gone, events: gone, publish: gone }, options);
  await new Promise((done) => setTimeout(done, 250));
  const state = await live.stop();
  expect(state.sessions).toBe(0);
  expect(state.failures).toBeGreaterThan(10);
  expect(state.lastFailure).toBe('connection refused');
});
