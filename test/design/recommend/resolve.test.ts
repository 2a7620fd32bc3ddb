import { describe, expect, test } from 'vitest';
import type { EventFacts } from '../../../src/contracts/event-facts.ts';
import type { RecommendInput } from '../../../src/design/recommend/input.ts';
import { resolveRecommender } from '../../../src/design/recommend/resolve.ts';
import type { InferredTables } from '../../../src/design/recommend/resolve-tables.ts';
import { retrievers } from '../../../src/retrievers/index.ts';
import { column, complaints } from '../made.ts';
import { fileOf, MOVIES, YEAR } from './made-tables.ts';

const resolved = (
  input: Partial<RecommendInput> = {},
  tables: Partial<InferredTables> = {},
  facts: Partial<EventFacts> = {},
) => resolveRecommender(fileOf(input), { ...MOVIES, ...tables }, { ...YEAR, ...facts });
const problems = (...given: Parameters<typeof resolved>) => complaints(() => resolved(...given));

describe('a design that says nothing but where the data are', () => {
  const { design, inferences } = resolved();
  const why = new Map(inferences.map((i) => [i.path, i.because]));

  test('finds who does what, when, in which table', () => {
    expect(design.data.interactions).toEqual({
      source: 'interactions',
      user: 'userId',
      item: 'movieId',
      time: 'timestamp',
      value: 'rating',
      action: null,
    });
    expect(design.data.items).toEqual({
      source: 'items',
      id: 'movieId',
      added: 'released',
      columns: [
        { name: 'title', type: 'text', inferred: true },
        { name: 'year', type: 'discrete', inferred: true },
      ],
    });
    expect(design.data.sources.map((s) => [s.name, s.from])).toEqual([
      ['interactions', 'ratings.csv'],
      ['items', 'movies.csv'],
    ]);
    expect(design.name).toBe('movies');
  });

  test('finds the column that lists friends, and tries who looks at them only then', () => {
    const column = (name: string) => ({ ...MOVIES.interactions[0]!, name, type: 'identifier' as const });
    const users = [column('userId'), column('friend_ids')];
    const told = resolved({ data: { ...fileOf({}).input.data, users: 'users.csv' } }, { users });
    expect(told.design.data.users).toMatchObject({
      friends: 'friend_ids',
      columns: [{ name: 'friend_ids', type: 'text' }],
    });
    expect(told.design.retrievers.map((r) => r.name)).toContain('friends');
    expect(why.get('retrievers')).toContain('friends: it needs');
  });

  test('finds the ends of a table of ties by their names, else by their order, or asks', () => {
    const data = { ...fileOf({}).input.data, friends: 'ties.csv' };
    const ends = (given: RecommendInput['data']['friends'], ...names: string[]) =>
      resolved({ data: { ...data, friends: given! } }, { friends: names.map((n) => column(n, 'identifier')) })
        .design.data.friends;
    expect(ends('ties.csv', 'since', 'friendID', 'userId')).toMatchObject({ from: 'userId', to: 'friendID' });
    expect(ends('ties.csv', 'one', 'two')).toMatchObject({ from: 'one', to: 'two' });
    expect(ends({ file: 'ties.csv', from: 'x', to: 'userId' }, 'userId', 'x', 'z')).toMatchObject({
      from: 'x',
      to: 'userId',
    });
    const friends = ['one', 'two', 'three'].map((n) => column(n, 'identifier'));
    expect(problems({ data }, { friends })).toEqual([
      expect.stringContaining('design/column-unfound'),
      expect.stringContaining('design/column-unfound'),
    ]);
  });

  test('takes ratings for interest, but for the lowest quarter of their scale', () => {
    expect(design.framing.label).toMatchObject({ actions: null, atLeast: 2, weighted: false });
    expect(why.get('framing.label.atLeast')).toContain('lowest quarter of 0.5 to 5');
  });

  test('says what it chose, and why', () => {
    expect(why.get('data.interactions.user')).toBe('its name');
    expect(why.get('data.interactions.item')).toBe('the table of items has a column of the same name');
    expect(why.get('framing.repeats')).toContain('0.0 %');
    expect(why.get('data.split.name')).toContain('80 %');
    expect(why.get('retrievers')).toMatch(/^all that fit the data/);
  });

  test('has every retriever tuned that is not only named, and measures by NDCG at 10', () => {
    const usual = retrievers
      .filter(({ traits }) => !traits.onlyNamed && !traits.needs.includes('friends'))
      .map((r) => r.name);
    expect(design.retrievers.map((r) => r.name)).toEqual(usual);
    expect(design.retrievers.every((r) => r.search)).toBe(true);
    expect(design).toMatchObject({ ranker: 'auto', rerankers: [], evaluation: { primary: 'ndcgAt10' } });
    expect(design.evaluation.metrics).toContain('recallAt50');
  });
});

describe('columns are found by name and type', () => {
  const names = (...columns: Parameters<typeof column>[]) =>
    resolved(
      { data: { interactions: 'a.csv' } },
      { interactions: columns.map((c) => column(...c)), items: null },
    ).design.data.interactions;

  test.each([
    [['customer_id', 'item_id', 'ts', 'quantity', 'unit_price'], 'customer_id', 'item_id', 'ts'],
    [['ts', 'content_id', 'person_id', 'session_id'], 'person_id', 'content_id', 'ts'],
    [['CustomerID', 'StockCode', 'InvoiceDate'], 'CustomerID', 'StockCode', 'InvoiceDate'],
    [['visitorid', 'itemid', 'timestamp'], 'visitorid', 'itemid', 'timestamp'],
    [['reviewer id', 'asin', 'event time'], 'reviewer id', 'asin', 'event time'],
  ])('%j', (all, user, item, time) => {
    const got = names(...all.map((name): Parameters<typeof column> => [name, 'continuous']));
    expect(got).toMatchObject({ user, item, time, value: null });
  });

  test('what users did is a few names; a share watched is a value', () => {
    const got = names(
      ['user', 'discrete'],
      ['video', 'discrete'],
      ['event_type', 'nominal', { values: ['VIEW', 'LIKE'] }],
      ['watched', 'continuous'],
    );
    expect(got).toMatchObject({ action: 'event_type', value: 'watched', time: null });
  });

  test('of two columns without a telling name the first is the user; one column of instants is the time', () => {
    expect(names(['a', 'discrete'], ['b', 'discrete'])).toMatchObject({ user: 'a', item: 'b' });
    expect(names(['user', 'discrete'], ['item', 'discrete'], ['x', 'timestamp'])).toMatchObject({
      time: 'x',
    });
  });
});

describe('labels', () => {
  const events = (action: readonly string[]): Partial<InferredTables> => ({
    interactions: [...MOVIES.interactions.slice(0, 2), column('action', 'nominal', { values: action })],
    items: null,
  });
  const data = { interactions: 'a.csv' };

  test('the further a user goes, the more it counts; being shown counts nothing, a dislike against', () => {
    const actions = ['impression', 'VIEW', 'LIKE', 'add_to_cart', 'purchase', 'dislike', 'COMMENT CREATED'];
    expect(resolved({ data }, events(actions)).design.framing.label.actions).toEqual({
      impression: 0,
      VIEW: 1,
      LIKE: 2,
      add_to_cart: 3,
      purchase: 4,
      dislike: -1,
      'COMMENT CREATED': 4,
    });
  });

  test('weights that are given hold, and their actions must be there', () => {
    const label = { actions: { VIEW: 0, LIKE: 5 } };
    const { design } = resolved({ data, framing: { label } }, events(['VIEW', 'LIKE']));
    expect(design.framing.label).toMatchObject({ actions: { VIEW: 0, LIKE: 5 } });
    expect(design.framing.label.says).toBe('VIEW counts 0; LIKE counts 5');
    expect(problems({ data, framing: { label } }, events(['VIEW', 'like']))).toEqual([
      expect.stringMatching(/^design\/action-unknown framing\/label\/actions\/LIKE: /),
    ]);
  });

  test('half of a video is enough; an amount decides nothing; above and below 0 divide at 0', () => {
    const atLeast = (value: EventFacts['value'], name: string): number | null =>
      resolved(
        { data: { interactions: { file: 'a.csv', value: name } } },
        { interactions: [...MOVIES.interactions.slice(0, 2), column(name, 'continuous')], items: null },
        { value },
      ).design.framing.label.atLeast;
    expect(atLeast({ min: 0, max: 1, distinct: 1000 }, 'watched')).toBe(0.5);
    expect(atLeast({ min: 0, max: 100, distinct: 101 }, 'progress')).toBe(50);
    expect(atLeast({ min: 1, max: 80_995, distinct: 300 }, 'quantity')).toBeNull();
    expect(atLeast({ min: -10, max: 10, distinct: 1000 }, 'joke')).toBe(0);
    expect(atLeast({ min: 1, max: 5, distinct: 5 }, 'stars')).toBe(2);
  });
});

describe('the split and repeats', () => {
  const split = (facts: Partial<EventFacts>, tables: Partial<InferredTables> = {}) =>
    resolved({ data: { interactions: 'a.csv' } }, { items: null, ...tables }, facts).design.data.split.name;

  test('by time where users come back, else the last event of each, else users', () => {
    expect(split({})).toBe('time');
    expect(split({ times: { ...YEAR.times!, returning: 0.2 } })).toBe('leave-last');
    expect(split({ times: { first: 0, last: 86_400_000, returning: 1 } })).toBe('leave-last');
    expect(split({ times: null }, { interactions: MOVIES.interactions.slice(0, 2) })).toBe('users');
  });

  test('items come again where many users come back to them on another day', () => {
    expect(resolved({}, {}, { pairs: 70, pairDays: 100 }).design.framing.repeats).toBe(true);
    expect(resolved({}, {}, { pairs: 88, pairDays: 100 }).design.framing.repeats).toBe(false);
    expect(resolved({ framing: { repeats: true } }).design.framing.repeats).toBe(true);
  });

  test('a random split of events with times is refused, unless the design opts out of honesty', () => {
    const data = (split: object): Partial<RecommendInput> => ({ data: { interactions: 'a.csv', split } });
    expect(problems(data({ name: 'random' }), { items: null })).toEqual([
      expect.stringMatching(/^design\/split-random data\/split\/name: .*the future tell of the past/),
    ]);
    expect(resolved(data({ name: 'random', optOut: true }), { items: null }).design.data.split.optOut).toBe(
      true,
    );
    expect(problems(data({ name: 'time' }), { items: null }, { times: null })[0]).toMatch(
      /^design\/split-untimed/,
    );
    expect(problems(data({ test: 0.95 }), { items: null })[0]).toContain(
      'validation and test together below 1',
    );
  });
});

describe('problems are told at once, each at its place', () => {
  test('of the tables', () => {
    const interactions = {
      file: 'a.csv',
      user: 'userID',
      item: 'userId',
      time: 'rating',
      value: 'timestamp',
    };
    expect(
      problems({ data: { interactions: { ...interactions, user: 'userId' } } }, { items: null }),
    ).toEqual([
      expect.stringMatching(
        /^design\/role-twice data\/interactions\/item: "userId" is named as user and as item/,
      ),
    ]);
    expect(problems({ data: { interactions } }, { items: null })).toEqual([
      expect.stringMatching(/^design\/column-unknown data\/interactions\/user: .*Did you mean "userId"/),
    ]);
    expect(
      problems(
        { data: { interactions: 'a.csv' } },
        {
          interactions: [column('x', 'discrete'), column('y', 'discrete'), column('z', 'nominal')],
          items: null,
        },
      ).map((p) => p.slice(0, 45)),
    ).toEqual([
      'design/role-unfound data/interactions: No col',
      'design/role-unfound data/interactions: No col',
    ]);
    expect(problems({ data: { interactions: 'a.csv', items: 'a.csv' } })).toEqual([
      expect.stringMatching(/^design\/table-twice data\/items: /),
    ]);
  });

  test('of the parts', () => {
    expect(
      problems({
        retrievers: ['eese', { name: 'ease', regularisation: -1 }],
        ranker: 'blnd',
        rerankers: [{ name: 'cap', attribute: 'studios' }],
        evaluation: { primary: 'ndcgAt10', metrics: ['recalAt20'], slices: ['age'] },
      }).map((p) => p.split(': ')[0]),
    ).toEqual([
      'design/component-unknown retrievers/0',
      'params/invalid retrievers/1/regularisation',
      'design/component-unknown ranker',
      'recommend/no-attribute rerankers/0',
      'design/column-unknown evaluation/slices/0',
      'design/component-unknown evaluation/metrics/0',
    ]);
  });

  test('a retriever that the data do not suffice for', () => {
    const big = { items: 1_000_000 };
    const said = resolved({}, {}, big).inferences.find((i) => i.path === 'retrievers')?.because;
    expect(said).toMatch(/without ease: 1,000,000 items take too much memory/);
    expect(problems({ retrievers: ['ease'] }, {}, big)[0]).toMatch(/^design\/retriever-unfit retrievers\/0/);
    const content = retrievers.filter((r) => r.traits.needs.includes('time') && !r.traits.onlyNamed);
    const untimed = resolved({ data: { interactions: 'a.csv' } }, { items: null }, { times: null });
    for (const { name } of content) expect(untimed.design.retrievers.map((r) => r.name)).not.toContain(name);
  });
});

test('parameters that are given hold for every trial of the grid, or stand in full without one', () => {
  const { design } = resolved({
    retrievers: [
      'ease',
      { name: 'ease', regularisation: 50 },
      { name: 'ease', regularisation: 50, search: true },
    ],
  });
  expect(design.retrievers[0]).toEqual({ name: 'ease', params: {}, search: true });
  expect(design.retrievers[1]).toMatchObject({
    params: { regularisation: 50, strengthPower: 0 },
    search: false,
  });
  expect(design.retrievers[2]).toEqual({ name: 'ease', params: { regularisation: 50 }, search: true });
});

test('how threads share fits out is as the design says', () => {
  expect(resolved({ training: { parallel: 'data' } }).design.training).toEqual({ parallel: 'data' });
  expect(resolved({}).design).not.toHaveProperty('training');
});
