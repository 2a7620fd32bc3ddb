import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { wire } from '../../src/cli/wire.ts';
import type { FeedManifest } from '../../src/contracts/feed.ts';
import type { SlateMonitorReport } from '../../src/contracts/slate-monitoring.ts';
import { readJson } from '../../src/stages/json-artifact.ts';
import { LiveFeed } from '../../src/stages/serve/feed/live-feed.ts';
import { runHere } from '../cli/run-cli.ts';
import { type ServedVillage, servedVillage } from './served-village.ts';

const GONE = 'ann-of-cleves';
let village: ServedVillage;
beforeAll(async () => {
  village = await servedVillage({ nameOf: (reader) => (reader === 'r17' ? GONE : reader) });
});
afterAll(() => village.server.close());

const readers = Array.from({ length: 40 }, (_, r) => (r === 17 ? GONE : `r${r}`));

/** Files of the project's store that hold a text; Parquet is compressed, and is read by its rows instead. */
function holding(text: string): string[] {
  const store = join(village.folder, '.millwright');
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('journal'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

test('what a feed served is what it learns from: pages, what came of them, posts and ties; by the gate, without a request dropped', async () => {
  const { ask, server, folder, read } = village;
  const served = server.project.pickFeed('village');
  await ask('POST', '/v1/items', {
    items: [{ item: 'fresh', attributes: { author: 'a0', topic: 't1' } }],
  });
  const shown = new Set<string>();
  for (const reader of [...readers, ...readers])
    for (const { post } of (await read(reader)).posts) shown.add(`${reader} ${post}`);
  // Nobody told what was shown: the server did, and shows nothing twice.
  expect(shown.size).toBe(80 * 6);

  // By then it is settled what came of the pages.
  const later = { type: 'like', user: 'late', item: 'p1', at: Date.now() + 240_000 };
  await ask('POST', '/v1/events', later);
  const statuses = new Map<number, number>();
  let going = true;
  const load = Array.from({ length: 2 }, async () => {
    while (going) {
      // Of nobody in particular: nothing is noted of him.
      const { status } = await ask('POST', '/v1/feed', { k: 3 });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  const training = server.retrainer.retrain('village');
  await ask('POST', '/v1/events', { type: 'like', user: 'meanwhile', item: 'p3' });
  const outcome = await training;
  going = false;
  await Promise.all(load);
  expect(outcome.says).toMatch(
    /^valueAt10 .* of village@1 on \d\d readers: .*surely not worse by more than 50 %$/,
  );
  expect(outcome).toMatchObject({ result: 'promoted', version: 2 });
  expect([...statuses.keys()]).toEqual([200]);

  const artifacts = fileArtifacts(join(folder, '.millwright/artifacts'));
  const manifest = await readJson<FeedManifest>(artifacts, served.champion.sha256);
  expect(manifest.parents.journal).toBeGreaterThan(80);
  expect(manifest.until).toBeGreaterThan(Date.now() - 600_000);
  const { known } = served.maker.live;
  expect(known.postTable.items.find('fresh')).toBeDefined();
  expect(known.readers.find('meanwhile')).toBeDefined();
  // What it learned of is not counted once more: the former champion over the same journal has the same counters.
  const former = await served.version(1);
  const live = new LiveFeed('village', await former.origin(), former.learned);
  const journal = await wire(folder).readJournal();
  await live.follow(journal, served.maker.live.seq);
  await journal.close();
  const counts = (of: typeof known) =>
    Object.fromEntries(of.postTable.items.ids.map((id, post) => [id, of.impressions.of(post)]));
  expect(counts(known)).toEqual(counts(live.known));
});

test('the former champion runs in shadow, and is compared', async () => {
  const { ask, read } = village;
  await ask('POST', '/v1/admin/challenge', { system: 'village', version: 1 });
  for (const reader of readers.slice(0, 10)) await read(reader);
  const { json } = await ask('GET', '/v1/systems/village/shadow');
  expect(json).toMatchObject({ champion: 'village@2', challenger: 'village@1' });
  expect((json as { slates: number }).slates).toBeGreaterThanOrEqual(10);
  expect((json as { overlap: number }).overlap).toBeGreaterThan(0);
});

test('monitoring tells what came of each head beside what was expected, what sessions bring, and how fresh counters are', async () => {
  const { folder, ask } = village;
  const looked = await runHere(['monitor', '--json', '--quiet'], folder);
  const { feed, ...report } = JSON.parse(looked.stdout) as SlateMonitorReport;
  expect(report).toMatchObject({ kind: 'feed', system: 'village', versions: { champion: 2 } });
  expect(report.drift.columns.map(({ name }) => name)).toContain('events of a user');
  expect(report.slates.slates).toBeGreaterThan(0);
  expect(feed!.heads.map(({ head }) => head)).toEqual(['open', 'like']);
  expect(feed!.counters.pages).toBe(report.slates.slates);
  expect(feed!.counters.behind).toBeLessThanOrEqual(1);
  const text = (await runHere(['monitor', '--quiet'], folder)).stdout;
  for (const word of ['Heads', 'Slates', 'Drift', 'counters:']) expect(text).toContain(word);
  const { json } = await ask('GET', '/v1/systems/village/monitoring');
  expect(json).toMatchObject({
    report: { kind: 'feed', feed: { heads: [{ head: 'open' }, { head: 'like' }] } },
  });
});

test('what another version would have earned is told from logged pages', async () => {
  const asked = [
    'estimate',
    'village',
    '--policy',
    'village@1',
    '--reward',
    'open',
    '--least-effective',
    '10',
  ];
  const ran = await runHere([...asked, '--json', '--quiet'], village.folder);
  const told = JSON.parse(ran.stdout) as { slates: number; decisions: number; metrics: object };
  expect(told.slates).toBeGreaterThanOrEqual(80);
  expect(told.decisions).toBeGreaterThan(told.slates);
  const unknown = await runHere(['estimate', 'village', '--policy', 'luck', '--quiet'], village.folder);
  expect(unknown.stderr).toContain('estimate/no-policy');
});

test('a reader who is erased is in no file of the store any more, and the next run learns nothing of him', async () => {
  const { ask, folder, read } = village;
  expect(holding(GONE).length).toBeGreaterThan(0);
  const other = await read('r3');
  const { status, json } = await ask('DELETE', '/v1/users', { user: GONE });
  expect(status).toBe(200);
  expect((json as { files: number }).files).toBeGreaterThanOrEqual(3);
  expect(holding(GONE)).toEqual([]);
  expect((await ask('GET', `/v1/slates/${other.id}/replay`)).json).toMatchObject({ equal: true });
  const verified = await runHere(['verify', '--json', '--quiet'], folder);
  expect(JSON.parse(verified.stdout)).toMatchObject({ problems: [] });
  const ran = await runHere(['run', '--json', '--quiet'], folder);
  expect(JSON.parse(ran.stdout)).toMatchObject({ version: 'village@3', cached: true });
  expect(holding(GONE)).toEqual([]);
});
