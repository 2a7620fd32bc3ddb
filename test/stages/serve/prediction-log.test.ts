import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournal } from '../../../src/adapters/sqlite/journal.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { parsePredictionId, predictionLines } from '../../../src/contracts/record.ts';
import type { Journal } from '../../../src/ports/journal.ts';
import { PredictionLog } from '../../../src/stages/serve/prediction-log.ts';
import { ShadowQueue } from '../../../src/stages/serve/shadow-queue.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-log-'));
let journal: Journal;
beforeAll(async () => {
  journal = await openJournal(join(folder, 'journal.db'), { mode: 'write' });
});
afterAll(async () => {
  await journal.close();
  rmSync(folder, { recursive: true });
});

const makeLog = () => {
  const shadow = new ShadowQueue(systemClock);
  return { shadow, log: new PredictionLog('churn', { journal, clock: systemClock }, shadow) };
};
const REST = '"at":1,"version":2,"out":[0.5],"micros":3';

async function lineOf(id: string) {
  const { batch, line } = parsePredictionId(id)!;
  return predictionLines((await journal.find('predictions', 'churn', batch))!)[line];
}

test('any rows come back under their ids as JSON holds them, whatever columns their neighbours had', async () => {
  const name = fc.constantFrom('a', 'b', '1', '0', 'ü"\n', 'row', 'values');
  const row = fc.dictionary(name, fc.jsonValue({ maxDepth: 0 }), { noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const { log } = makeLog();
      const ids = rows.map((r) => log.addRow(r, REST));
      await log.flush();
      for (const [i, id] of ids.entries())
        expect(await lineOf(id)).toEqual({
          at: 1,
          version: 2,
          out: [0.5],
          micros: 3,
          row: JSON.parse(JSON.stringify(rows[i])),
        });
    }),
    { numRuns: 40 },
  );
});

test('names are written once a batch; what is undefined is missing', async () => {
  const { log } = makeLog();
  const rows = [
    { x: 1, y: undefined },
    { x: 2, y: 3 },
    { x: 4, y: 5 },
    { x: 6, y: undefined },
  ];
  const ids = rows.map((r) => log.addRow(r, REST));
  await log.flush();
  const record = await journal.find('predictions', 'churn', parsePredictionId(ids[0]!)!.batch);
  expect(record!.body.match(/"y"/g)).toHaveLength(1);
  expect(predictionLines(record!).map((l) => l.row)).toEqual([
    { x: 1 },
    { x: 2, y: 3 },
    { x: 4, y: 5 },
    { x: 6, y: null },
  ]);
});

test('a batch is written when it has 256 lines or is 10 ms old, and ids go on sorting by time', async () => {
  const { log } = makeLog();
  const ids = Array.from({ length: 600 }, (_, i) => log.addRow({ i }, REST));
  const batches = [...new Set(ids.map((id) => parsePredictionId(id)!.batch))];
  expect(batches).toHaveLength(3);
  await new Promise((r) => setTimeout(r, 12));
  const later = parsePredictionId(log.addRow({}, REST))!.batch;
  expect(later.slice(0, 9) > batches[0]!.slice(0, 9)).toBe(true);
  await log.flush();
  expect(log.pending).toBe(0);
  expect(await lineOf(ids[599]!)).toMatchObject({ row: { i: 599 } });
});

test('what the shadow adds comes with its line; what it has no room for is dropped and counted', async () => {
  const { log, shadow } = makeLog();
  const ids = Array.from({ length: 1500 }, (_, i) => log.addRow({ i }, REST, () => `,"shadow":${i}`));
  expect(shadow.dropped).toBe(1500 - 1024);
  await log.flush();
  expect(shadow.done).toBe(1024);
  expect(await lineOf(ids[1023]!)).toMatchObject({ row: { i: 1023 }, shadow: 1023 });
  expect(await lineOf(ids[1024]!)).not.toHaveProperty('shadow');
  expect(log.lost).toBe(0);
});
