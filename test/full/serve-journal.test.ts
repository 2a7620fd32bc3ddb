import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openJournal } from '../../src/adapters/sqlite/journal.ts';
import type { JournalRecord } from '../../src/contracts/record.ts';
import { smallDisk } from './small-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-crash-'));
const disk = smallDisk(8192);
afterAll(() => {
  disk?.remove();
  rmSync(folder, { recursive: true });
});

const record = (body: string, id: string | null = null): JournalRecord => ({
  kind: 'event',
  system: 'a',
  id,
  at: 1,
  body,
});

describe('kill -9 in the middle of appending', () => {
  const writer = `
    const { openJournal } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/adapters/sqlite/journal.ts'))});
    const journal = await openJournal(process.argv[1], { mode: 'write' });
    let n = 0;
    const lane = async () => {
      for (;;) {
        const id = process.pid + '-' + n++;
        await journal.append([{ kind: 'event', system: 'a', id, at: 1, body: 'x'.repeat(300) },
                              { kind: 'event', system: 'b', id, at: 1, body: 'y' }]);
        process.stdout.write(id + '\\n');
      }
    };
    await Promise.all(Array.from({ length: 16 }, lane));`;

  test('every acknowledged record is there, whole calls only, and the lock is free at once', async () => {
    const path = join(folder, 'killed', 'journal.db');
    const acknowledged: string[] = [];
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, path]);
      let out = '';
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
      const ended = new Promise((resolve) => child.on('close', resolve));
      while (out.length < 200 * (round + 1)) {
        if (child.exitCode !== null) throw new Error('the writer ended by itself');
        await new Promise((r) => setTimeout(r, 5));
      }
      child.kill('SIGKILL');
      await ended;
      acknowledged.push(...out.split('\n').slice(0, -1));
    }
    const journal = await openJournal(path, { mode: 'write' });
    const records = await journal.read({});
    const of = (system: string) => records.filter((r) => r.system === system).map((r) => r.id);
    expect((await journal.verify()).problems).toEqual([]);
    expect(of('a')).toEqual(of('b'));
    const stored = new Set(of('a'));
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    await journal.close();
  });
});

describe('a full disk', () => {
  const what =
    'refuses the whole call, keeps the rest, and goes on when there is room (needs the right to mount)';
  test.skipIf(disk === undefined)(what, async () => {
    const path = join(disk!.folder, 'journal.db');
    const ballast = join(disk!.folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(6 * 2 ** 20));
    const journal = await openJournal(path, { mode: 'write' });
    let stored = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await journal.append([record('x'.repeat(20_000)), record('y'.repeat(20_000))]);
        stored += 2;
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'journal/full' });
    expect(stored).toBeGreaterThan(4);
    expect(await journal.verify()).toEqual({ records: stored, lastSeq: stored, problems: [] });
    rmSync(ballast);
    expect(await journal.append([record('z')])).toEqual([{ result: 'stored', seq: stored + 1 }]);
    await journal.close();
    const again = await openJournal(path, { mode: 'write' });
    expect(await again.verify()).toEqual({ records: stored + 1, lastSeq: stored + 1, problems: [] });
    await again.close();
  });
});
