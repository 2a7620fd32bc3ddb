import { describe, expect, test } from 'vitest';
import type { StoredRecord } from '../../../../src/contracts/record.ts';
import type { Checkpoint, Checkpoints } from '../../../../src/ports/checkpoints.ts';
import type { Journal } from '../../../../src/ports/journal.ts';
import { packKnown, unpackKnown } from '../../../../src/recipe/feed/store-known.ts';
import { FeedCheckpoints, keepAside } from '../../../../src/stages/serve/feed/feed-checkpoints.ts';
import { LiveFeed } from '../../../../src/stages/serve/feed/live-feed.ts';
import type { OpenFeedVersion } from '../../../../src/stages/serve/feed/open-feed-version.ts';
import { knownOf, T0 } from '../../../recipe/feed/made-known.ts';
import { rules } from '../../../recipe/feed/made-log.ts';

const posts = Array.from({ length: 6 }, (_, i) => ({ id: `p${i}`, at: T0 + i, author: `a${i % 2}` }));
const version = {
  version: 1,
  sha256: 'f'.repeat(64),
  learned: 0,
  origin: async () => knownOf(posts).known,
  from: (bytes: Uint8Array) => unpackKnown(bytes, rules, null),
} as unknown as OpenFeedVersion;

/** A journal that begins with as many events as are asked for, and goes on. */
const records = Array.from({ length: 40 }, (_, i): StoredRecord => {
  const event = {
    type: i % 3 ? 'impression' : 'open',
    user: `r${i % 5}`,
    item: `p${i % 6}`,
    at: T0 + 1000 * i,
  };
  return { seq: i + 1, kind: 'event', system: 's', id: null, at: T0 + 1000 * i, body: JSON.stringify(event) };
});
const journalOf = (count: number) =>
  ({
    read: async ({ after = 0 }: { after?: number }) => records.slice(after, count),
  }) as unknown as Journal;

function memory(): Checkpoints & { readonly kept: Map<string, Checkpoint> } {
  const kept = new Map<string, Checkpoint>();
  return {
    kept,
    read: async (name) => kept.get(name),
    write: async (name, checkpoint) => void kept.set(name, checkpoint),
    remove: async () => kept.clear(),
  };
}
const liveAt = async (count: number): Promise<LiveFeed> => {
  const live = new LiveFeed('s', await version.origin(), 0);
  await live.follow(journalOf(count));
  return live;
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('what is known of a feed, kept aside', () => {
  test('is what a restart would know, from the data of the version and from the checkpoint before', async () => {
    const checkpoints = memory();
    for (const count of [15, 40]) {
      expect(await keepAside('s', version, { journal: journalOf(count), checkpoints })).toBe(count);
      const [kept] = checkpoints.kept.values();
      expect(kept!.bytes).toEqual(packKnown((await liveAt(count)).known));
    }
  });

  test('is asked for once so many records came, one at a time, and not at once again where it fails', async () => {
    const asked: { end(seq: number): void; fail(): void }[] = [];
    const aside = () =>
      new Promise<number>((end, reject) => {
        asked.push({ end, fail: () => reject(new Error('no disk')) });
      });
    const kept = new FeedCheckpoints('s', memory(), aside, 10);
    await kept.open(version);
    const dueAt = async (seq: number): Promise<number> => {
      kept.keepIfDue({ version, live: await liveAt(seq) });
      await turn();
      return asked.length;
    };
    expect(await dueAt(9)).toBe(0);
    expect(await dueAt(10)).toBe(1);
    expect(await dueAt(30)).toBe(1);
    asked[0]!.fail();
    await turn();
    expect(await dueAt(19)).toBe(1);
    expect(await dueAt(20)).toBe(2);
    asked[1]!.end(25);
    await turn();
    expect(await dueAt(34)).toBe(2);
    expect(await dueAt(35)).toBe(3);
  });

  test('is given up when somebody is to be forgotten, and when the server ends, before anything is written', async () => {
    for (const last of ['forget', 'keep'] as const) {
      const store = memory();
      const said: string[] = [];
      const aside = (_: string, __: number, signal: AbortSignal) =>
        new Promise<number>((_end, reject) => {
          signal.addEventListener('abort', () => {
            said.push(`given up beside ${store.kept.size} kept`);
            reject(new Error('aborted'));
          });
        });
      const kept = new FeedCheckpoints('s', store, aside, 10);
      await kept.open(version);
      const maker = { version, live: await liveAt(40) };
      kept.keepIfDue(maker);
      await (last === 'keep' ? kept.keep(maker) : kept.forget());
      expect(said).toEqual(['given up beside 0 kept']);
      expect(store.kept.size).toBe(last === 'keep' ? 1 : 0);
    }
  });
});
