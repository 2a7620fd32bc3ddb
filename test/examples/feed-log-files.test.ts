import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parametersSha256 } from '../../examples/news-feed/world/parameter-hash.ts';
import { makeTown } from '../../examples/news-feed/world/town.ts';
import { writeLog } from '../../examples/news-feed/world/write-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'feed-world-'));
afterAll(() => rmSync(folder, { recursive: true }));
const lines = (name: string): string[] => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');

test('the files hold the town and its log, once as a table and once as events of the API', () => {
  const town = makeTown({ size: 'tiny', seed: 6 });
  const until = town.startAt + 1.5 * 86_400_000;
  const { written } = writeLog(town, { folder, format: 'csv', until });
  writeLog(town, { folder, format: 'jsonl', until });

  expect(JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'))).toMatchObject({
    parametersSha256: parametersSha256(),
    seed: 6,
    until,
    counts: written.counts,
  });
  const [head, ...rows] = lines('events.csv');
  const told = lines('events.jsonl').map((line) => JSON.parse(line));
  expect(rows).toHaveLength(written.rows.events!);
  expect(Object.values(written.counts).reduce((sum, n) => sum + n, 0)).toBe(rows.length);
  expect(told).toHaveLength(rows.length);
  const columns = head!.split(',');
  const asRow = (event: Record<string, unknown>): string => {
    const cells: Record<string, unknown> = { ...event, ...(event.context as object) };
    return columns.map((column) => cells[column] ?? '').join(',');
  };
  expect(told.map(asRow)).toEqual(rows);
  expect(Math.max(...told.map(({ at }) => at))).toBeLessThan(until);
  expect(
    told.filter(({ propensity }) => propensity === undefined).every(({ type }) => type !== 'impression'),
  ).toBe(true);
  const posts = lines('posts.csv');
  expect(posts.length - 1).toBe(town.posts.at.filter((at) => at < until).length);
  expect(posts[0]!.endsWith(',made')).toBe(true);
  expect(posts[1]!.endsWith(',yes')).toBe(true);
  for (const hidden of ['appeal', 'quality', 'clickbait']) expect(posts[0]).not.toContain(hidden);
});
