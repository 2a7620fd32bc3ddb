import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openJournal } from '../../../src/adapters/sqlite/journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-erase-'));
afterAll(() => rmSync(folder, { recursive: true }));

const inFiles = (text: string): string[] =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));

test('what is erased is in no file any more, while the rest stands and the journal verifies', async () => {
  const journal = await openJournal(join(folder, 'journal.db'), { mode: 'write' });
  const of = (body: string, id: string | null = null) => ({
    kind: 'event' as const,
    system: 'movies',
    id,
    at: 1,
    body,
  });
  await journal.append([of('about ada'), of('about SECRET-bob', 'b'), of('SECRET again'), of('about cy')]);
  expect(inFiles('SECRET')).not.toEqual([]);
  await journal.erase([
    { seq: 2, body: '{"type":"$gone"}' },
    { seq: 3, body: '' },
    { seq: 99, body: 'nowhere' },
  ]);
  expect(inFiles('SECRET')).toEqual([]);
  expect((await journal.read({})).map((r) => r.body)).toEqual([
    'about ada',
    '{"type":"$gone"}',
    '',
    'about cy',
  ]);
  expect((await journal.append([of('about SECRET-bob', 'b')]))[0]!.result).toBe('duplicate');
  expect(await journal.verify()).toEqual({ records: 4, lastSeq: 4, problems: [] });
  await journal.close();
  const reader = await openJournal(join(folder, 'journal.db'), { mode: 'read' });
  await expect(reader.erase([{ seq: 1, body: '' }])).rejects.toMatchObject({ code: 'journal/read-only' });
  await reader.close();
});
