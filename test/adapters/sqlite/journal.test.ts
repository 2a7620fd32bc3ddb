import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { openJournal } from '../../../src/adapters/sqlite/journal.ts';
import type { JournalRecord, RecordKind } from '../../../src/contracts/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const freshPath = (): string => join(folder, `${files++}`, 'journal.db');

const record = (over: Partial<JournalRecord> = {}): JournalRecord => ({
  kind: 'event',
  system: 'churn',
  id: null,
  at: 1_700_000_000_000,
  body: '{}',
  ...over,
});

describe('appending', () => {
  test('numbers records without a gap and gives them back as they were', async () => {
    const journal = await openJournal(freshPath(), { mode: 'write' });
    const given = [
      record({ body: 'naïve "quoted"\n\u{1f600}' }),
      record({ id: 'a', at: 0.25, kind: 'version' }),
    ];
    expect(await journal.append(given)).toEqual([
      { result: 'stored', seq: 1 },
      { result: 'stored', seq: 2 },
    ]);
    expect(await journal.read({})).toEqual(given.map((r, i) => ({ ...r, seq: i + 1 })));
    await journal.close();
  });

  test('answers a second record of one kind, system and id with duplicate, and spends no number on it', async () => {
    const journal = await openJournal(freshPath(), { mode: 'write' });
    const a = record({ id: 'a', body: 'first' });
    const acks = await journal.append([a, { ...a, body: 'second' }, { ...a, system: 'other' }, record()]);
    expect(acks).toEqual([
      { result: 'stored', seq: 1 },
      { result: 'duplicate' },
      { result: 'stored', seq: 2 },
      { result: 'stored', seq: 3 },
    ]);
    expect((await journal.find('event', 'churn', 'a'))?.body).toBe('first');
    expect(await journal.find('version', 'churn', 'a')).toBeUndefined();
    await journal.close();
  });

  test('commits what arrives together in one go, each call with its own answer', async () => {
    const journal = await openJournal(freshPath(), { mode: 'write' });
    const calls = Array.from({ length: 500 }, (_, i) =>
      journal.append([record({ id: String(i) }), record()]),
    );
    const seqs = (await Promise.all(calls)).flat().map((ack) => (ack.result === 'stored' ? ack.seq : 0));
    expect(seqs).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
    expect(await journal.verify()).toEqual({ records: 1000, lastSeq: 1000, problems: [] });
    await journal.close();
  });

  test('goes on where it stood when it is opened again', async () => {
    const path = freshPath();
    for (const seq of [1, 2, 3]) {
      const journal = await openJournal(path, { mode: 'write' });
      expect(await journal.append([record()])).toEqual([{ result: 'stored', seq }]);
      await journal.close();
    }
  });

  test('refuses a record that could not be read back, and the records of others are stored', async () => {
    const journal = await openJournal(freshPath(), { mode: 'write' });
    const bad = journal.append([record({ at: Number.NaN })]);
    const good = journal.append([record()]);
    await expect(bad).rejects.toThrow(/cannot be stored/);
    expect(await good).toEqual([{ result: 'stored', seq: 1 }]);
    await expect(journal.append([record({ kind: 'gossip' as RecordKind })])).rejects.toThrow(/gossip/);
    await journal.close();
    await expect(journal.append([record()])).rejects.toMatchObject({ code: 'journal/failed' });
  });
});

test('reading filters by kind, system, place and time, in both orders', async () => {
  const journal = await openJournal(freshPath(), { mode: 'write' });
  await journal.append(
    Array.from({ length: 10 }, (_, i) =>
      record({ kind: i % 2 ? 'version' : 'event', system: i < 5 ? 'a' : 'b', at: i }),
    ),
  );
  const seqs = async (query: Parameters<typeof journal.read>[0]): Promise<number[]> =>
    (await journal.read(query)).map((r) => r.seq);
  expect(await seqs({ kind: 'version' })).toEqual([2, 4, 6, 8, 10]);
  expect(await seqs({ kind: 'version', system: 'b' })).toEqual([6, 8, 10]);
  expect(await seqs({ after: 3, before: 6 })).toEqual([4, 5]);
  expect(await seqs({ since: 8 })).toEqual([9, 10]);
  expect(await seqs({ newestFirst: true, limit: 3 })).toEqual([10, 9, 8]);
  await journal.close();
});

describe('one writer', () => {
  test('a second one is refused and told who holds it; the first goes on', async () => {
    const path = freshPath();
    const journal = await openJournal(path, { mode: 'write', what: 'serve' });
    await expect(openJournal(path, { mode: 'write' })).rejects.toMatchObject({
      code: 'journal/locked',
      details: { pid: process.pid, what: 'serve' },
    });
    expect(await journal.append([record()])).toEqual([{ result: 'stored', seq: 1 }]);
    await journal.close();
    await (await openJournal(path, { mode: 'write' })).close();
  });

  test('a second one that may wait gets the lock when the first is done', async () => {
    const path = freshPath();
    const first = await openJournal(path, { mode: 'write' });
    const second = openJournal(path, { mode: 'write', waitMs: 5000 });
    await first.append([record()]);
    await first.close();
    expect(await (await second).append([record()])).toEqual([{ result: 'stored', seq: 2 }]);
    await (await second).close();
  });

  test('readers see what is committed while it is written, and cannot write', async () => {
    const path = freshPath();
    const before = await openJournal(path, { mode: 'read' });
    expect(await before.read({})).toEqual([]);
    expect(existsSync(path)).toBe(false);
    const writer = await openJournal(path, { mode: 'write' });
    const reader = await openJournal(path, { mode: 'read' });
    await writer.append([record()]);
    expect(await reader.read({})).toHaveLength(1);
    for (const journal of [before, reader])
      await expect(journal.append([record()])).rejects.toMatchObject({ code: 'journal/read-only' });
    await Promise.all([before, reader, writer].map((journal) => journal.close()));
  });
});

describe('a file that is not as it should be', () => {
  test('a flipped byte in a body, a lost record and a changed column are found', async () => {
    const path = freshPath();
    const journal = await openJournal(path, { mode: 'write' });
    await journal.append(Array.from({ length: 9 }, (_, i) => record({ body: `body number ${i}` })));
    await journal.close();
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('body number 4') + 12]! ^= 1;
    writeFileSync(path, bytes);
    const db = new DatabaseSync(path);
    db.exec('DELETE FROM record WHERE seq = 7; UPDATE record SET at = at + 1 WHERE seq = 9');
    db.close();
    const damaged = await openJournal(path, { mode: 'read' });
    expect(await damaged.verify()).toEqual({
      records: 8,
      lastSeq: 9,
      problems: [
        'record 5 does not match its CRC',
        'records 7 to 7 are missing',
        'record 9 does not match its CRC',
      ],
    });
    expect(await damaged.read({ before: 5 })).toHaveLength(4);
    await expect(damaged.read({})).rejects.toMatchObject({ code: 'journal/damaged', details: { seq: 5 } });
    await damaged.close();
  });

  test.each(['write', 'read'] as const)('a store of a newer version is left alone (%s)', async (mode) => {
    const path = freshPath();
    await (await openJournal(path, { mode: 'write' })).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const before = readFileSync(path);
    await expect(openJournal(path, { mode })).rejects.toMatchObject({
      code: 'journal/newer',
      details: { found: 99 },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a file of another program is not touched', async () => {
    const path = freshPath();
    await (await openJournal(path, { mode: 'write' })).close();
    writeFileSync(path, 'name,age\nann,7\n'.repeat(100));
    await expect(openJournal(path, { mode: 'write' })).rejects.toMatchObject({
      code: 'journal/not-a-journal',
    });
    rmSync(path);
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 1; CREATE TABLE record (x)');
    db.close();
    await expect(openJournal(path, { mode: 'write' })).rejects.toMatchObject({
      code: 'journal/not-a-journal',
    });
  });
});
