import { describe, expect, test } from 'vitest';
import type { FeedInput } from '../../../src/design/feed/input.ts';
import { resolveFeed } from '../../../src/design/feed/resolve.ts';
import type { InferredFeedTables } from '../../../src/design/feed/resolve-tables.ts';
import { column, complaints } from '../made.ts';
import { fileOf, TOWN } from './made-tables.ts';

const resolved = (input: Partial<FeedInput> = {}, tables: Partial<InferredFeedTables> = {}) =>
  resolveFeed(fileOf(input), { ...TOWN, ...tables });
const problems = (...given: Parameters<typeof resolved>) =>
  complaints(() => resolved(...given)).map((c) => c.slice(0, c.indexOf(':')));
const data = fileOf().input.data;

describe('a design that says nothing but where the tables are', () => {
  const { design, inferences } = resolved();
  const why = new Map(inferences.map((i) => [i.path, i.because]));

  test('finds which column says what', () => {
    expect(design.data.events).toEqual({
      source: 'events',
      reader: 'readerId',
      post: 'postId',
      type: 'type',
      at: 'at',
      value: 'value',
      request: 'requestId',
      position: 'position',
      propensity: 'propensity',
      context: [{ name: 'device', type: 'nominal' }],
    });
    expect(design.data.posts).toMatchObject({
      id: 'postId',
      published: 'publishedAt',
      author: 'authorId',
      topic: 'topic',
      text: 'text',
      group: null,
    });
    expect(design.data.follows).toEqual({
      source: 'follows',
      from: 'readerId',
      to: 'authorId',
      since: 'since',
    });
    expect(why.get('data.posts.id')).toBe('events call it the same');
  });

  test('predicts whatever readers do, how long they stay, and whether they leave at once', () => {
    expect(design.data.impressions).toEqual({ type: 'impression' });
    expect(design.framing.heads.map(({ name, kind, given }) => [name, kind, given])).toEqual([
      ['open', 'binary', null],
      ['comment', 'binary', null],
      ['skip', 'binary', 'open'],
      ['dwell', 'amount', 'open'],
      ['hide', 'binary', null],
      ['like', 'binary', null],
      ['mute', 'binary', null],
    ]);
    const { value, reactions } = design.framing.objectives;
    expect(value!.hide).toBeLessThan(0);
    expect(Object.keys(reactions!)).toEqual(['comment', 'like']);
    expect(design.framing.rankBy).toBe('value');
    expect(design.filters.mutes).toEqual(['mute']);
  });

  test('keeps counts, rates, recency and affinities, each once', () => {
    const names = [...design.aggregates, ...design.ratios].map((a) => a.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('post.open');
    expect(names).toContain('post.open.rate');
    expect(names).toContain('reader-author.like.fading336h');
    expect(names).toContain('reader.last');
    for (const { of, per } of design.ratios) expect(names).toEqual(expect.arrayContaining([of, per]));
    expect(design.ratios.find((r) => r.name === 'post.open.rate')?.prior).toBe(0.1);
  });
});

test('without impressions posts are drawn beside what was opened, and all else is asked of opened posts', () => {
  const events = TOWN.events!.map((c) =>
    c.name === 'type'
      ? column('type', 'nominal', { values: ['LIKE', 'VIEW'], counts: [90, 900], distinct: 2 })
      : c,
  );
  const { design } = resolved({}, { events });
  expect(design.data.impressions).toEqual({ opens: 'VIEW', negatives: 4, days: 14 });
  expect(design.framing.heads).toMatchObject([
    { name: 'VIEW', given: null },
    { name: 'LIKE', given: 'VIEW' },
  ]);
  expect(design.ratios).toEqual([]);
});

test('declared heads, objectives and aggregates are taken as they stand', () => {
  const { design } = resolved({
    framing: {
      heads: ['open', { name: 'read', actions: ['dwell'], atLeast: 30, given: 'open' }],
      objectives: { reads: { open: 1, read: 5 } },
    },
    aggregates: [
      { by: 'post', of: 'open', per: 'impression' },
      { by: ['reader', 'topic'], of: ['like', 'comment'], as: { name: 'decayed-sum', halfLifeHours: 24 } },
      { by: 'post', of: 'dwell', values: true, as: 'mean', name: 'stay' },
    ],
  });
  expect(design.framing.rankBy).toBe('reads');
  expect(design.framing.heads[1]).toMatchObject({ kind: 'binary', atLeast: 30, given: 'open' });
  expect(design.aggregates.map((a) => a.name)).toEqual([
    'post.open',
    'post.impression',
    'reader-topic.like,comment.decayed-sum.24',
    'stay',
  ]);
  expect(design.aggregates[3]!.counts).toEqual({ dwell: 'value' });
  expect(design.ratios).toMatchObject([{ of: 'post.open', per: 'post.impression' }]);
});

test('what is wrong is said at its place, all at once', () => {
  expect(
    problems({ data: { ...data, events: { file: 'events.jsonl', at: 'when', position: 'at' } } }),
  ).toEqual(['design/column-unknown data/events/at', 'design/role-unfit data/events/position']);
  expect(problems({ data: { ...data, impressions: 'impresion' } })).toEqual([
    'design/event-type-unknown data/impressions',
  ]);
  expect(
    problems({
      framing: {
        heads: ['open', { name: 'like', given: 'opn' }, 'open'],
        objectives: { value: { open: 1, shares: 2 } },
        rankBy: 'worth',
      },
    }),
  ).toEqual([
    'design/head-unknown framing/heads/1/given',
    'design/head-twice framing/heads/2',
    'design/head-unknown framing/objectives/value/shares',
    'design/objective-unknown framing/rankBy',
  ]);
  expect(
    problems({ aggregates: [{ by: 'post', of: 'opened' }, { by: 'author' }, { by: 'author' }] }),
  ).toEqual([
    'design/event-type-unknown aggregates/0/of',
    'design/aggregate-twice aggregates/1',
    'design/aggregate-twice aggregates/2',
  ]);
  expect(problems({ filters: { flag: 'spamm' } })).toEqual(['design/column-unknown filters/flag']);
  expect(problems({ data: { ...data, readers: 'posts.jsonl' } })).toEqual(['design/file-twice data/readers']);
  const posts = TOWN.posts!.filter((c) => c.name !== 'topic');
  expect(problems({ aggregates: [{ by: 'topic', of: 'open' }] }, { posts })).toEqual([
    'design/entity-unknown aggregates/0/by',
  ]);
});

test('a table of events without instants names its columns', () => {
  const events = TOWN.events!.filter((c) => c.name !== 'at');
  expect(problems({}, { events })).toEqual(['design/column-unfound data/events']);
});
