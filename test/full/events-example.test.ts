import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServer } from '../../src/cli/serve/start-server.ts';
import { folderOf, runCli } from '../cli/run-cli.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/events');
const project = folderOf();
afterAll(() => rmSync(project, { recursive: true }));

test('among events that are soon over features win, and registrations of earlier events tell little', async () => {
  copyFileSync(join(EXAMPLE, 'events.design.ts'), join(project, 'events.design.ts'));
  execFileSync(process.execPath, [join(EXAMPLE, 'make-events.ts'), project, '2']);
  const ran = await runCli(['run', '--json', '--quiet'], { cwd: project });
  expect(ran.stderr).toBe('');
  const { metrics, choice, parity } = JSON.parse(ran.stdout);
  expect(parity.reloaded).toBe(0);
  expect(choice.ranker.gain.low).toBeGreaterThan(0);
  expect(metrics.ndcgAt10.low).toBeGreaterThan(0.5);
  // On validation users, where each was tried alone.
  const alone = (name: string): number =>
    Math.max(
      ...choice.trials.flatMap((t: { retriever: string; value: number }) =>
        t.retriever === name ? t.value : [],
      ),
    );
  for (const warm of ['ease', 'ials', 'item-knn', 'user-knn', 'most-popular', 'trending'])
    expect(alone(warm)).toBeLessThan(0.2 * choice.ranker.value);
});

test('what has begun or is sold out is shown to nobody, and friends who are registered count', async () => {
  const settings = { host: '127.0.0.1', port: 0, keys: 'admin:a-key-for-tests-only', programVersion: '1' };
  const server = await startServer(project, settings);
  const ask = async (path: string, body: object) => {
    const headers = { authorization: 'Bearer a-key-for-tests-only', 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${server.address}${path}`, init);
    expect(response.status).toBe(200);
    return (await response.json()) as {
      items: { item: string; explanation: { sources: { retriever: string }[] } }[];
      missing: object[];
    };
  };
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const event = (item: string, left: number, start: number) => ({
    item,
    attributes: { kind: 'concert', price: 20, latitude: 50, longitude: 10, left, start: day(start) },
  });
  await ask('/v1/items', { items: [event('open', 5, 3), event('full', 5, 3), event('begun', 5, -0.01)] });
  const slate = () => ask('/v1/recommend', { user: 'p0', k: 20, explain: true, why: ['full', 'begun'] });
  const [, friend] = /^p0,(p\d+)$/m.exec(readFileSync(join(project, 'friends.csv'), 'utf8'))!;
  const before = await slate();
  expect(before.items.map(({ item }) => item).sort()).toEqual(['full', 'open']);
  expect(JSON.stringify(before)).not.toContain('"retriever":"friends"');
  await ask('/v1/items', { items: [{ item: 'full', attributes: { left: 0 } }] });
  await ask('/v1/events', { user: friend, item: 'open', type: 'registered' });
  const { items, missing } = await slate();
  expect(items).toMatchObject([{ item: 'open' }]);
  expect(items[0]!.explanation.sources.map(({ retriever }) => retriever)).toContain('friends');
  expect(missing).toEqual(
    ['full', 'begun'].map((item) => ({ item, because: 'left-out', step: 'eligibility' })),
  );
  await server.close();
});
