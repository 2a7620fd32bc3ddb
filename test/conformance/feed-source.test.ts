import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import { feedSources } from '../../src/feed-sources/index.ts';
import { LogReplay } from '../../src/recipe/feed/replay-log.ts';
import { madeLog, rules } from '../recipe/feed/made-log.ts';

/** What every source of posts must keep to. */
const log = madeLog(5, { events: 400 });
const replay = new LogReplay(rules, log, null);
replay.advance(log.at.length, log.at.at(-1)!);
const { known } = replay;
const now = log.at.at(-1)!;

describe.each(feedSources.map((source) => ({ name: source.name, source })))('$name', ({ name, source }) => {
  const { params, failures } = resolveParams(name, source.params, {});
  const gather = (reader: number, room: number): number[] => {
    const out = new Int32Array(room).fill(-7);
    const count = source.gather(known, reader, now, params, out);
    // Nothing is written behind what it says that it gave.
    expect([...out.subarray(count)].every((post) => post === -7)).toBe(true);
    return [...out.subarray(0, count)];
  };

  test('describes itself', () => {
    expect(failures).toEqual([]);
    expect(source.room).toBe('feed-sources');
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(source.about).toMatch(/^[A-Z].*\.$/);
  });

  test('gives posts that are out, each once, and no more than there is room for', () => {
    for (let reader = -1; reader < log.readers.length; reader++)
      for (const room of [0, 1, 5, 100]) {
        const posts = gather(reader, room);
        expect(new Set(posts).size).toBe(posts.length);
        expect(posts.every((post) => post >= 0 && !(log.catalogue.addedAt[post]! > now))).toBe(true);
        // A shorter list is the beginning of a longer one.
        expect(gather(reader, 100).slice(0, posts.length)).toEqual(posts);
      }
  });

  test('gives some reader something, and a stranger where it says so', () => {
    const given = log.readers.map((_, reader) => gather(reader, 10).length);
    expect(Math.max(...given)).toBeGreaterThan(0);
    expect(gather(-1, 10).length > 0).toBe(source.coldReaders === true);
  });

  test('changes nothing of what is known', () => {
    const before = known.state();
    for (let reader = -1; reader < log.readers.length; reader++) gather(reader, 50);
    expect(known.state()).toEqual(before);
  });
});
