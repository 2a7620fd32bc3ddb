import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { packKnown } from '../../src/recipe/feed/store-known.ts';
import type { FeedAnswer } from '../../src/stages/serve/feed/feed-answer.ts';
import { forgetReader } from '../../src/stages/serve/feed/forget-reader.ts';
import { step } from '../recipe/feed/made-feed.ts';
import { rules } from '../recipe/feed/made-log.ts';
import { madeFeedProject } from './made-feed-project.ts';
import { type MadeService, madeService } from './made-service.ts';

let made: Awaited<ReturnType<typeof madeFeedProject>>;
let service: MadeService;
beforeAll(async () => {
  // Posts of the made log are long past.
  made = await madeFeedProject({ rerankers: [step('explore', { chance: 0.5, every: 2, favour: 'any' })] });
  service = await madeService(made.store);
  const posts = Array.from({ length: 12 }, (_, i) => ({
    item: `n${i}`,
    attributes: {
      author: `a${i % 5}`,
      topic: `t${i % 3}`,
      language: 'de',
      length: 5,
      [`v${i % 6}`]: i < 6 ? 1 : -1,
    },
  }));
  await service.ask('POST /v1/items', { items: posts }, 'ingest');
});
afterAll(async () => {
  await service.close();
  made.remove();
});

const feed = async (body: object = {}) => {
  const { json, status } = await service.ask('POST /v1/feed', { k: 4, ...body }, 'predict');
  return { status, ...(json as Omit<FeedAnswer, 'version'> & { version: string }) };
};
const postsOf = ({ posts }: { posts: readonly { post: string }[] }) => posts.map(({ post }) => post);
const tell = async (...events: object[]) => {
  const { json } = await service.ask('POST /v1/events', { events }, 'ingest');
  return (json as { results: { result: string; because?: string }[] }).results;
};

test('a page says what is expected of each post, and can be made again to the last bit', async () => {
  const page = await feed({ reader: 'tara', context: { device: 'tv' }, explain: true });
  expect(page).toMatchObject({ status: 200, system: 'town', version: 'town@1', worth: { open: 1, like: 5 } });
  expect(page.posts).toHaveLength(4);
  for (const { heads, value, explanation } of page.posts) {
    expect(Object.keys(heads)).toEqual(['open', 'like', 'hide']);
    expect(value).toBeCloseTo(heads.open! + 5 * heads.like! - 10 * heads.hide!, 12);
    expect(explanation!.sources.length).toBeGreaterThan(0);
  }
  await tell({ type: 'open', user: 'tara', item: postsOf(page)[0], requestId: page.id });
  const { json } = await service.ask(`GET /v1/slates/${page.id}/replay`, undefined, 'read');
  expect(json).toMatchObject({ equal: true, replayed: { items: postsOf(page) } });
});

test('pages repeat nothing, neither by cursor nor once it was shown', async () => {
  const one = await feed({ reader: 'uwe' });
  const two = await feed({ reader: 'uwe', cursor: one.cursor });
  expect(postsOf(two).filter((post) => postsOf(one).includes(post))).toEqual([]);
  await tell(...postsOf(one).map((item) => ({ type: 'impression', user: 'uwe', item, requestId: one.id })));
  const again = await feed({ reader: 'uwe', why: postsOf(one) });
  expect(postsOf(again).filter((post) => postsOf(one).includes(post))).toEqual([]);
  expect(again.missing!.map(({ because }) => because)).toEqual(['seen', 'seen', 'seen', 'seen']);
});

test('an event is known to the next page of any reader, once, and nonsense is told apart', async () => {
  const { known } = service.project.feeds.get('town')!.maker.live;
  const counted = () =>
    known.aggregate('post.impression.count', { post: known.postTable.items.find('n1')! }, Date.now());
  const before = counted();
  const event = { id: 'e1', type: 'impression', user: 'somebody', item: 'n1' };
  expect(
    await tell(event, event, { ...event, id: 'e2', item: 'nowhere' }, { ...event, id: 'e3', user: '' }),
  ).toEqual([
    { result: 'stored' },
    { result: 'duplicate' },
    { result: 'quarantined', because: 'there is no item "nowhere"' },
    { result: 'rejected', because: 'it names no user' },
  ]);
  expect(counted()).toBe(before + 1);
  expect(await tell(event)).toEqual([{ result: 'duplicate' }]);
  expect(counted()).toBe(before + 1);
});

test('what heads are worth changes with the next page, is noted with it, and outlives a restart', async () => {
  const before = await feed({ reader: 'vera', k: 12 });
  const change = { worth: { open: -3 }, why: 'fewer clicks' };
  expect((await service.ask('POST /v1/admin/worth', change)).json).toEqual({
    system: 'town',
    worth: { open: -3, like: 5, hide: -10 },
  });
  const page = await feed({ reader: 'vera', k: 12 });
  expect(page.worth.open).toBe(-3);
  expect(page.posts[0]!.value).not.toBe(before.posts[0]!.value);
  expect((await service.ask('POST /v1/admin/worth', { worth: { opne: 1 } })).json).toMatchObject({
    error: { code: 'feed/no-head' },
  });
  await service.close();
  service = await madeService(made.store);
  expect((await feed()).worth.open).toBe(-3);
  await service.ask('POST /v1/admin/worth', { worth: null });
  expect((await feed()).worth.open).toBe(1);
});

test('a follow and a friendship are known at once, and can be cut', async () => {
  const { known } = service.project.feeds.get('town')!.maker.live;
  const ties = [
    { tie: 'follow', from: 'x', to: 'a1' },
    { tie: 'follow', from: 'x', to: 'an author who is new', since: '2026-01-01' },
    { tie: 'friend', from: 'x', to: 'y', closeness: 0.5 },
  ];
  expect((await service.ask('POST /v1/ties', { ties }, 'ingest')).json).toEqual({ stored: 3 });
  const x = known.readerOf('x');
  expect(known.followed(x)).toHaveLength(2);
  expect(known.friendships.closeness(known.readerOf('y'), x)).toBe(0.5);
  await service.ask('POST /v1/ties', { ties: [{ ...ties[0], gone: true }] }, 'ingest');
  expect(known.followed(x)).toHaveLength(1);
  const none = await service.ask('POST /v1/ties', { ties: [{ ...ties[0], since: 'soon' }] }, 'ingest');
  expect(none.json).toMatchObject({ error: { code: 'feed/bad-tie' } });
});

test('a restart knows what was known, from its checkpoint and from the journal alone', async () => {
  await tell(...[1, 2, 3].map((i) => ({ type: 'open', user: 'r4', item: `n${i}` })));
  const bytes = () => packKnown(service.project.feeds.get('town')!.maker.live.known);
  const before = bytes();
  // Closed in good order: it goes on from the checkpoint.
  await service.close();
  expect(readdirSync(join(made.store, 'checkpoints'))).toEqual([expect.stringMatching(/^town@/)]);
  service = await madeService(made.store);
  expect(bytes()).toEqual(before);
  // The tail behind a checkpoint.
  await tell({ type: 'like', user: 'r4', item: 'n1' });
  const after = bytes();
  await service.app.close();
  await service.journal.close();
  service = await madeService(made.store);
  expect(bytes()).toEqual(after);
});

test('a reader who is erased is forgotten in what is known, in the journal and after a restart', async () => {
  await tell({ type: 'open', user: 'nora', item: 'n1' }, { type: 'mute', user: 'nora', item: 'n2' });
  await service.ask('POST /v1/ties', { ties: [{ tie: 'friend', from: 'r0', to: 'nora' }] }, 'ingest');
  await feed({ reader: 'nora' });
  const befriended = [{ user: 'nora', attributes: {}, friends: ['r5'] }];
  expect(await service.ask('POST /v1/users', { users: befriended })).toMatchObject({
    status: 400,
    json: { error: { code: 'feed/bad-tie' } },
  });
  const { json } = await service.ask('DELETE /v1/users', { user: 'nora' });
  expect(json).toEqual({ events: 3, slates: 1, files: 0 });
  const { known } = service.project.feeds.get('town')!.maker.live;
  expect(known.readers.find('nora')).toBeUndefined();
  const text = (await service.journal.read({ system: 'town' })).map(({ body }) => body).join('\n');
  expect(text).not.toContain('"nora"');
  await service.close();
  service = await madeService(made.store);
  expect(service.project.feeds.get('town')!.maker.live.known.readers.find('nora')).toBeUndefined();
});

test('what a version knew of a reader who is erased is written again without him', async () => {
  const artifacts = fileArtifacts(join(made.store, 'artifacts'));
  const served = service.project.feeds.get('town')!;
  const { origin } = served.champion;
  expect((await origin()).readers.find('r5')).toBeDefined();
  expect(served.champion.fitted.dictionaries.reader).toContain('r5');
  // A version from nowhere has no tables.
  const tables = { lake: undefined as never, engine: undefined as never };
  const stores = { journal: service.journal, artifacts, ...tables };
  expect(await forgetReader('town', 'r5', stores)).toHaveLength(2);
  const known = await origin();
  expect(known.readers.find('r5')).toBeUndefined();
  expect((await served.version(1)).fitted.dictionaries.reader).not.toContain('r5');
  expect(await forgetReader('town', 'r5', stores)).toEqual([]);
});

test('a system is asked in the way of its kind', async () => {
  expect((await service.ask('POST /v1/recommend', { system: 'town' })).json).toMatchObject({
    error: { code: 'serve/wrong-kind' },
  });
  const { json } = await service.ask('GET /v1/systems/town');
  expect(json).toMatchObject({
    kind: 'feed',
    champion: 'town@1',
    worth: { open: 1 },
    sources: expect.any(Array),
  });
});

test('a page that cannot be made in time is one of what readers take to, and says so', async () => {
  const hurried = await madeFeedProject({
    serving: { ...rules.serving, budgetMs: 1e-6 },
    filters: { ...rules.filters, mostAgeHours: null },
  });
  const other = await madeService(hurried.store);
  try {
    const { json } = await other.ask('POST /v1/feed', { k: 3 }, 'predict');
    const page = json as FeedAnswer;
    expect(page).toMatchObject({ degraded: 'late', posts: [{ source: 'popular-now', heads: {} }, {}, {}] });
    const replay = await other.ask(`GET /v1/slates/${page.id}/replay`, undefined, 'read');
    expect(replay.json).toMatchObject({ equal: true });
  } finally {
    await other.close();
    hurried.remove();
  }
});
