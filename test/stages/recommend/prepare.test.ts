import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { RecommendInput } from '../../../src/design/recommend/input.ts';
import { Failure } from '../../../src/errors/fail.ts';
import { prepareRecommender } from '../../../src/stages/recommend/prepare.ts';
import { fileOf } from '../../design/recommend/made-tables.ts';
import { projectPorts } from '../prepare-ports.ts';

const { folder, ports, close } = projectPorts();
afterAll(close);

const NOW = Date.UTC(2026, 0, 1);
const clock = { now: () => NOW, elapsed: () => 0 };
const write = (name: string, lines: readonly string[]): void =>
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
const prepared = (data: RecommendInput['data'], more: Partial<RecommendInput> = {}) =>
  prepareRecommender({ file: fileOf({ data, ...more }), program: '1' }, { ...ports, clock });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error) => (error instanceof Failure ? error.code : String(error)),
  );

/** 2020-01-01 and so many days later, in seconds. */
const day = (n: number): number => Date.UTC(2020, 0, 1) / 1000 + n * 86_400;

describe('events and tables', () => {
  write('events.csv', [
    'user,item,ts,rating',
    `b,i2,${day(2)},5`,
    `a,i1,${day(9)},1`,
    `a,i3,${day(1)},4`,
    `,i3,${day(1)},4`,
    `a,,${day(1)},4`,
    `b,i1,${day(3)},3`,
    `b,i1,${day(3)},3`,
    `c,i9,${day(5000)},2`,
  ]);
  write('items.csv', [
    'item,genre,added',
    'i4,drama,2019-05-01',
    'i1,comedy,2019-01-01',
    'i1,noir,2018-01-01',
    'i3,drama,',
  ]);
  write('people.csv', ['user,country', 'b,NL', 'a,BR', 'z,US']);
  const data = { interactions: 'events.csv', items: 'items.csv', users: 'people.csv' };

  test('are brought together: ids as met, then those of the tables, each user oldest first', async () => {
    const { data: made, dataset, cached } = await prepared(data);
    expect(cached).toBe(false);
    expect(made.userIds).toEqual(['b', 'a', 'c', 'z']);
    expect(made.itemIds).toEqual(['i2', 'i1', 'i3', 'i9', 'i4']);
    expect([...made.events.start]).toEqual([0, 3, 5, 6, 6]);
    expect([...made.events.item]).toEqual([0, 1, 1, 2, 1, 3]);
    expect(made.events.at[0]).toBe(1000 * day(2));
    expect(made.events.timed).toBe(true);
    // Ratings from 1 to 5: 1 is clearly low.
    expect([...made.events.weight]).toEqual([1, 1, 1, 1, -1, 1]);
    const genre = made.catalogue.attributes.columns.get('genre');
    expect(genre).toMatchObject({
      dictionary: ['comedy', 'drama', 'noir'],
      codes: Int32Array.of(-1, 0, 1, -1, 1),
    });
    expect([...made.catalogue.addedAt]).toEqual([NaN, Date.UTC(2019, 0, 1), NaN, NaN, Date.UTC(2019, 4, 1)]);
    expect(made.users?.columns.get('country')).toMatchObject({ codes: Int32Array.of(1, 0, -1, 2) });
    expect(dataset.events).toMatchObject({
      facts: { events: 6, users: 3, items: 4, pairs: 5, pairDays: 5 },
      profile: { positive: 5, negative: 1, neutral: 0, unmet: 1 },
    });
  });

  test('are found in the lake the next time, alike to the last value', async () => {
    const first = await prepared(data);
    expect(first.cached).toBe(true);
    const again = await prepared(data, { seed: 5, evaluation: { primary: 'recallAt10' } });
    expect(again.cached).toBe(true);
    expect(again.data).toEqual(first.data);
    expect(again.design.seed).toBe(5);
    expect((await prepared(data, { framing: { label: { atLeast: 4 } } })).cached).toBe(false);
  });

  test('tell what a person should know of them', async () => {
    const { dataset } = await prepared(data);
    const says = Object.fromEntries(dataset.findings.map((f) => [f.kind, f.says]));
    expect(says).toEqual({
      'ids-missing': '2 rows lack user, item or both, and are left out.',
      'duplicate-events': expect.stringContaining('1 event (17 %) repeats an earlier one'),
      'single-event-users': expect.stringContaining('1 user (33 %) did one thing only'),
      'items-unmet': expect.stringContaining('No event is about 1 item (20 %)'),
      'items-unknown': '1 user of the events has no row in the table of users: their attributes are missing.',
      'ids-repeated': 'Left out of the table of items: 1 row with an id that an earlier one has.',
      'future-times': '1 event lies in the future: a wrong clock, or another unit of time?',
    });
  });
});

test('friends are told by a table of ties, by a column of users, or by both', async () => {
  write('acts.csv', ['user,item,ts', ...['a', 'b', 'c', 'd'].map((u, i) => `${u},i${i},${day(i)}`)]);
  write('ties.csv', [
    'user_id,friend_id,since',
    'b,a,1',
    'a,b,2',
    'a,c,3',
    'a,c,4',
    'a,a,5',
    'new,d,6',
    ',d,7',
    'd,,8',
  ]);
  write('listed.csv', ['user,follows', 'b,c d', 'a,']);
  const data = { interactions: 'acts.csv', friends: 'ties.csv' };
  const listing = { ...data, users: { file: 'listed.csv', friends: 'follows' } };
  const named = ({ data: { userIds, events } }: Awaited<ReturnType<typeof prepared>>) =>
    Object.fromEntries(
      userIds.map((id, u) => {
        const { start, friend } = events.friends!;
        return [id, Array.from(friend.subarray(start[u]!, start[u + 1]!), (f) => userIds[f]).join('')];
      }),
    );
  const ties = { a: 'bc', b: 'a', c: '', d: '', new: 'd' };
  const first = await prepared(data);
  expect(first.design.data.friends).toEqual({ source: 'friends', from: 'user_id', to: 'friend_id' });
  expect(first.design.retrievers.map(({ name }) => name)).toContain('friends');
  expect(named(first)).toEqual(ties);
  const again = await prepared(data);
  expect(again.cached).toBe(true);
  expect(again.data).toEqual(first.data);
  expect(named(await prepared(listing))).toEqual({ ...ties, b: 'cda' });
});

test('times in any unit since 1970 are told by their size; where nearly all have one, the others are left out', async () => {
  const lines = Array.from({ length: 400 }, (_, i) => `u${i % 20},i${i % 33},${day(i) * 1e6}`);
  write('micro.csv', ['user,item,at', ...lines, 'u1,i1,', 'u2,i2,soon']);
  const { data, dataset } = await prepared({ interactions: 'micro.csv' });
  expect(data.events.item.length).toBe(400);
  expect(data.events.at[0]).toBe(1000 * day(0));
  expect(dataset.findings.find((f) => f.kind === 'times-missing')?.says).toBe(
    '2 events without a time are left out.',
  );
});

test('without enough times the events stay, in the order of their rows, and users are split', async () => {
  const lines = Array.from({ length: 100 }, (_, i) => `u${i % 9},i${i % 31},${i % 2 ? day(i) : ''}`);
  write('half.csv', ['user,item,at', ...lines]);
  const { data, design, dataset } = await prepared({ interactions: 'half.csv' });
  expect(data.events.item.length).toBe(100);
  expect(data.events.timed).toBe(false);
  expect(design.data.split.name).toBe('users');
  expect(dataset.findings.find((f) => f.kind === 'times-missing')?.says).toContain(
    '50 events (50 %) have no time',
  );
});

test('one user with a huge share of all is named', async () => {
  const lines = Array.from({ length: 60 }, (_, u) => `u${u},i${u % 7}`);
  const bot = Array.from({ length: 400 }, (_, i) => `bot,i${i % 90}`);
  write('bot.csv', ['user,item', ...lines, ...bot]);
  const { dataset } = await prepared({ interactions: 'bot.csv' });
  expect(dataset.findings.find((f) => f.kind === 'dominant-user')?.says).toContain(
    '"bot", has 400 events (87 %',
  );
});

describe('what cannot be a recommender is refused', () => {
  test.each([
    ['empty.csv', [], 'source/empty'],
    ['header.csv', ['user,item'], 'source/no-rows'],
    ['ids.csv', ['user,item,ts', 'a,,1', ',b,2'], 'recommend/no-events'],
    ['nameless.csv', ['x,y,z', '1,2,3'], 'design/role-unfound'],
  ])('%s', async (name, lines, code) => {
    writeFileSync(join(folder, name), lines.map((l) => `${l}\n`).join(''));
    expect(await codeOf(prepared({ interactions: name }))).toBe(code);
  });

  test('the same file twice, a column that is not there, a file that is not there', async () => {
    write('twice.csv', ['user,item', 'a,b']);
    expect(await codeOf(prepared({ interactions: 'twice.csv', items: 'twice.csv' }))).toBe(
      'design/table-twice',
    );
    expect(await codeOf(prepared({ interactions: { file: 'twice.csv', time: 'when' } }))).toBe(
      'design/column-unknown',
    );
    expect(await codeOf(prepared({ interactions: 'absent.csv' }))).toBe('source/absent');
  });
});

test('what was shown is labelled by what followed, for each objective by its rule', async () => {
  const at = (minute: number): number => day(30) + 60 * minute;
  write('shop.csv', [
    'user,item,ts,action,position,requestId',
    `a,i1,${at(0)},impression,0,r1`,
    `a,i2,${at(0)},impression,2,r1`,
    `a,i2,${at(1)},click,,r1`,
    `a,i2,${at(30)},buy,,`,
    `b,i1,${at(7)},impression,1,r2`,
    `b,i1,${at(3000)},buy,,`,
    `b,i3,${at(3001)},click,,`,
  ]);
  const { data: made, design } = await prepared(
    {
      interactions: { file: 'shop.csv' },
      impressions: { action: 'impression', windowMinutes: 60 },
      split: 'time',
    },
    {
      framing: {
        objectives: {
          click: { actions: { click: 1 } },
          purchase: { actions: { buy: 2 }, after: ['impression'], withinMinutes: 60 },
        },
        business: { actions: { buy: 5 } },
      },
    },
  );
  expect(design.data.impressions).toMatchObject({ correction: 'position' });
  expect([...made.events.weight]).toEqual([1, 0, 0, 1]);
  expect(made.impressions).toMatchObject({
    user: Int32Array.of(0, 0, 1),
    item: Int32Array.of(0, 1, 0),
    position: Float64Array.of(0, 2, 1),
    request: Int32Array.of(0, 0, 1),
    gain: Float32Array.of(0, 1, 0),
  });
  // The second purchase came days after what was shown.
  expect(made.objectives!.purchase).toEqual({
    weight: Float32Array.of(0, 2, 0, 0),
    gain: Float32Array.of(0, 2, 0),
  });
  expect([...made.business!.weight]).toEqual([0, 5, 5, 0]);
});
