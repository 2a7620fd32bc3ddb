import { beforeAll, describe, expect, test } from 'vitest';
import type { FittedFeed } from '../../../src/contracts/feed.ts';
import type { FeedRequest } from '../../../src/contracts/feed-page.ts';
import type { KnownFeed } from '../../../src/recipe/feed/known-feed.ts';
import { openFeed } from '../../../src/recipe/feed/open-feed.ts';
import { packKnown, unpackKnown } from '../../../src/recipe/feed/store-known.ts';
import { madeFeed, step } from './made-feed.ts';
import { HOUR, rules, T0 } from './made-log.ts';

const now = T0 + 40 * HOUR;
let fitted: FittedFeed;
let bytes: Uint8Array;
let known: KnownFeed;
beforeAll(async () => {
  const made = await madeFeed();
  fitted = made.fitted;
  bytes = packKnown(made.known);
});

const ask = (over: Partial<FeedRequest> = {}): FeedRequest => ({
  reader: -1,
  k: 5,
  now,
  context: { device: 'tv' },
  before: [],
  worth: rules.framing.objectives.value,
  seed: 7,
  explain: false,
  ...over,
});
const open = (over: Partial<FittedFeed['design']> = {}) => {
  known = unpackKnown(bytes, rules, null);
  const schemas = { posts: known.posts.attributes.schema, readers: known.readers.schema };
  const feed = openFeed({ ...fitted, design: { ...fitted.design, ...over } }, schemas);
  return (request: Partial<FeedRequest>) => feed.page(ask(request), known);
};
const did = (reader: number, type: string, post: number) =>
  known.act({ reader, type, post, at: now - 1000, seenAt: now - 1000, value: Number.NaN });
const postsOf = ({ entries }: ReturnType<ReturnType<typeof open>>) => entries.map(({ post }) => post);

describe('a page', () => {
  test('holds the posts of most value, and says where they come from and what is expected of them', () => {
    const page = open();
    const { entries, candidates } = page({ explain: true });
    expect(entries).toHaveLength(5);
    expect(candidates).toBeGreaterThan(10);
    for (const { value, heads, explanation, propensity, post } of entries) {
      const [opened, liked, hid] = heads;
      expect(value).toBeCloseTo(opened! + 5 * liked! - 10 * hid!, 12);
      expect(explanation!.contributions.reduce((sum, c) => sum + c.value, 0)).toBeCloseTo(value, 12);
      expect(explanation!.steps.at(-1)!.after).toBe(entries.findIndex((e) => e.post === post));
      expect(explanation!.sources.length).toBeGreaterThan(0);
      expect(propensity).toBe(1);
    }
    const values = entries.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  test('follows the worth that a request names, without another training', () => {
    const page = open();
    const opened = page({ worth: { open: 1 }, k: 50 });
    const hidden = page({ worth: { open: -1 }, k: 50 });
    expect(opened.entries[0]!.value).toBeGreaterThan(opened.entries.at(-1)!.value);
    expect(hidden.entries[0]!.post).not.toBe(opened.entries[0]!.post);
    expect(hidden.entries.map((e) => e.value)).toEqual(
      hidden.entries.map((e) => -opened.entries.find((o) => o.post === e.post)!.heads[0]!),
    );
  });

  test('is the same for the same request, by another process too, and changes nothing of what is known', () => {
    const rerankers = [
      step('explore', { chance: 0.5, every: 1, favour: 'any' }),
      step('decay', { attribute: 'author' }),
    ];
    const first = open({ rerankers });
    const before = packKnown(known);
    const page = first({ reader: 2, seed: 3 });
    expect(packKnown(known)).toEqual(before);
    expect(first({ reader: 2, seed: 3 })).toEqual(page);
    expect(open({ rerankers })({ reader: 2, seed: 3 })).toEqual(page);
    expect(page.entries.some(({ propensity }) => propensity < 1)).toBe(true);
  });

  test('looks further where what comes first must not be shown, and is the same where all is told', () => {
    const serving = { ...rules.serving, candidates: 4 };
    const page = open({ serving });
    const reader = known.readerOf('who saw much');
    const newest = known.newest();
    for (let i = 0; i < newest.length - 6; i++) did(reader, 'impression', newest.at(i));
    const whole = page({ reader, explain: true });
    const short = page({ reader });
    expect(short.candidates).toBe(whole.candidates);
    expect(postsOf(short)).toEqual(postsOf(whole));
    expect(short.entries.length).toBeGreaterThan(1);
  });

  test('leaves out what must not be shown, and says why', () => {
    const page = open();
    const all = postsOf(page({ k: 100 }));
    // Five authors, and five topics, of which the first has none.
    const [earlier, seen, muted, hidden, gone] = [0, 1, 2, 3, 4] as const;
    const reader = known.readerOf('somebody new');
    did(reader, 'open', seen);
    did(reader, 'mute', muted);
    did(reader, 'hide', hidden);
    known.postTable.items.remove(known.postTable.items.ids[gone]!);
    const { entries, missing } = page({ reader, before: [earlier], why: all, k: 3 });
    const why = new Map(missing!.map((m) => [m.post, m.because]));
    expect(why.get(seen)).toBe('seen');
    expect(why.get(muted)).toBe('muted');
    // Another post of the same author; another one on the same topic.
    expect(why.get(muted + 5)).toBe('muted');
    expect(why.get(hidden + 7)).toBe('hidden');
    expect(why.get(hidden)).toBe('hidden');
    expect(why.get(gone)).toBe('gone');
    expect(why.get(earlier)).toBe('earlier-page');
    expect(missing!.some((m) => m.because === 'too-low')).toBe(true);
    expect(new Set([...why.keys(), ...entries.map((e) => e.post)]).size).toBe(all.length);
  });

  test('brings a post back once it has new comments, a few a page, and says so', () => {
    const page = open();
    const reader = known.readerOf('ann');
    const all = postsOf(page({ k: 100 }));
    for (const post of all) did(reader, 'impression', post);
    expect(page({ reader, k: 100 }).entries).toEqual([]);
    for (const post of all.slice(0, 3))
      for (let c = 0; c < 2; c++) did(known.readerOf('bob'), 'comment', post);
    const { entries, missing } = page({ reader, k: 100, why: all });
    expect(entries.map(({ back }) => back)).toEqual(['new-comments']);
    expect(missing!.filter((m) => m.because === 'left-out').map((m) => m.step)).toEqual(['back', 'back']);
  });

  test('shows one of a thread, and one of those that say the same', () => {
    const page = open();
    const twin = { author: 'a9', topic: 't0', v0: 1, v1: 0, v2: 0, v3: 0, v4: 0, v5: 0 };
    const [one, two] = ['x', 'y'].map((id) => known.putPost(id, twin, now - HOUR));
    const { entries, missing } = page({ k: 100, why: [one!, two!] });
    expect(known.groupOf(two!)).toBe(one);
    expect(entries.filter(({ post }) => post === one || post === two)).toHaveLength(1);
    expect(missing!.map(({ because, step }) => [because, step])).toEqual([['left-out', 'group']]);
  });

  test('leaves out what is too old, and what is flagged', () => {
    expect(open()({ k: 100, now: now + 400 * HOUR, why: [10] }).missing).toEqual([]);
    expect(open()({ k: 100, now: now + 600 * HOUR, why: [10] }).missing).toEqual([
      { post: 10, because: 'too-old' },
    ]);
    const filters = { ...rules.filters, flag: 'language' };
    known = unpackKnown(bytes, { ...rules, filters }, null);
    const schemas = { posts: known.posts.attributes.schema, readers: known.readers.schema };
    const feed = openFeed(fitted, schemas);
    // Codes of this column alternate.
    expect(feed.page(ask({ k: 100 }), known).entries.every(({ post }) => post % 2 === 0)).toBe(true);
  });

  test('is plain where it must be: what readers take to now, by the same filters', () => {
    open();
    const feed = openFeed(fitted, { posts: known.posts.attributes.schema, readers: known.readers.schema });
    const { entries } = feed.popular(ask({ k: 4, before: [known.popular().at(0)] }), known);
    expect(entries.map(({ post }) => post)).toEqual([1, 2, 3, 4].map((i) => known.popular().at(i)));
  });
});

test('a feed of other features is refused', () => {
  open();
  const schemas = { posts: known.posts.attributes.schema, readers: [] };
  expect(() => openFeed(fitted, schemas)).toThrow(/feature/);
});
