import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { NamedColumns } from '../../../src/adapters/interaction-files/layout.ts';
import { type GivenSplit, readGivenSplit } from '../../../src/adapters/interaction-files/read-given-split.ts';
import type { Interactions } from '../../../src/table/interactions.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-split-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
const file = (text: string) => {
  const shown = `${written++}.txt`;
  const path = join(folder, shown);
  writeFileSync(path, text);
  return { shown, path };
};
const guessed: NamedColumns = { user: undefined, item: undefined, time: undefined, value: undefined };
const read = (train: string, test: string, named = guessed, atLeast: number | null = null) =>
  readGivenSplit(file(train), file(test), named, atLeast);

/** "user:item@time" of each event, in order. */
const told = ({ userIds, itemIds }: GivenSplit, of: Interactions): string[] =>
  userIds.flatMap((id, u) =>
    Array.from(of.item.subarray(of.start[u]!, of.start[u + 1]!), (item, i) => {
      const at = of.at[of.start[u]! + i]!;
      return `${id}:${itemIds[item]}${Number.isNaN(at) ? '' : `@${at}`}`;
    }),
  );

const EVENTS = ['a:x@1000000000000', 'a:y@1000000005000', 'b:y@1000000001000'];

describe('files of events', () => {
  test.each([
    ['tabs', 'a\ty\t3\t1000000005\na\tx\t5\t1000000000\nb\ty\t4\t1000000001\n'],
    ['::', 'a::y::3::1000000005\na::x::5::1000000000\nb::y::4::1000000001'],
    [
      'commas, a header in another order',
      'timestamp,userId,movieId,rating\n1000000005,a,y,3\n1000000000,a,x,5\n1000000001,b,y,4\n',
    ],
    ['spaces and Windows line ends', 'a y 3 1000000005\r\na x 5 1000000000\r\nb y 4 1000000001\r\n'],
    [
      'tabs, a header that tells types',
      'user_id:token\titem_id:token\trating:float\ttimestamp:float\na\ty\t3\t1000000005\na\tx\t5\t1000000000\nb\ty\t4\t1000000001\n',
    ],
    ['no value', 'a y 1000000005\na x 1000000000\n\nb y 1000000001\n'],
    [
      'dates and quotes',
      'user,item,date\n"a",y,2001-09-09T01:46:45Z\na,"x",2001-09-09T01:46:40Z\nb,y,2001-09-09T01:46:41Z\n',
    ],
  ])('parted by %s', async (_name, text) => {
    const split = await read(text, text);
    expect(split.format).toBe('events');
    expect(split.train.timed).toBe(true);
    expect(told(split, split.train)).toEqual(EVENTS);
    expect(told(split, split.test)).toEqual(EVENTS);
  });

  test('two columns have neither value nor time, and columns may be named', async () => {
    const split = await read('a y\nb x\n', 'b y\n');
    expect([told(split, split.train), told(split, split.test)]).toEqual([['a:y', 'b:x'], ['b:y']]);
    const named = { ...guessed, user: 'who', item: 'what' };
    const again = await read('what,who\ny,a\nx,b\n', 'who,what\nb,y\n', named);
    expect([told(again, again.train), told(again, again.test)]).toEqual([['a:y', 'b:x'], ['b:y']]);
  });

  test('with a least value, what is below it speaks against its item', async () => {
    const split = await read('a x 5\na y 3.5\n', 'b x 4\n', guessed, 4);
    expect(split.valued).toBe(true);
    expect(
      Object.fromEntries(Array.from(split.train.item, (i, e) => [split.itemIds[i], split.train.weight[e]])),
    ).toEqual({
      x: 1,
      y: -1,
    });
  });
});

test('lists of users, of whom some have few items or none', async () => {
  const split = await read('0 5 7 9 2 1\n1 7\n2\n3 2 1\n', '0 3\n1 5\n');
  expect(split.format).toBe('lists');
  expect(told(split, split.train)).toEqual(['0:5', '0:7', '0:9', '0:2', '0:1', '1:7', '3:2', '3:1']);
  expect(told(split, split.test)).toEqual(['0:3', '1:5']);
});

test('items are numbered by name, descending', async () => {
  const { itemIds } = await read('a 9\na 10\n', 'a 2\n');
  expect(itemIds).toEqual(['9', '2', '10']);
});

describe('what cannot be read is told with file and line', () => {
  test.each([
    [
      'a line that is too short',
      `a x 5\n\nb\n${'c y 3\n'.repeat(20)}`,
      /Line 3 of \d+\.txt cannot be read: it has a single cell/,
    ],
    ['a value that is no number', 'a x 5\nb y good\nc y 3\n', /Line 2 of .* the value "good" is no number/],
    ['a time that is none', 'a x 5 1000000000\nb y 4 soon\n', /Line 2 of .* the time "soon" is none/],
    ['an empty id', 'user,item\na,x\n,y\n', /Line 3 of .* the user or the item is empty/],
    [
      'two lists of one user',
      '0 1 2 3 4 5 6 7\n1 2\n0 5 6\n',
      /Line 3 of .* user "0" has a line already, line 1/,
    ],
    ['nothing', '\n\n', /is empty/],
    ['a header alone', 'user,item\n', /no rows/],
  ])('%s', async (_name, text, says) => {
    await expect(read(text, 'a x 1\n')).rejects.toThrow(says);
  });

  test('a column that is not there', async () => {
    const named = { ...guessed, user: 'userid' };
    await expect(read('userId,item\na,x\n', 'userId,item\na,x\n', named)).rejects.toThrow(
      /has no column "userid".* Did you mean "userId"/,
    );
  });
});
