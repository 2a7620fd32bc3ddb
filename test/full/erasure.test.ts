import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../src/cli/serve/start-server.ts';
import { folderOf, runHere } from '../cli/run-cli.ts';
import { madeMovies, madeRatings } from '../worlds/movie-files.ts';

const folder = folderOf({
  'ratings.csv': madeRatings().replaceAll('u17,', 'ann-of-cleves,'),
  'movies.csv': madeMovies(),
});
const KEY = 'a-key-for-tests-only';
let server: RunningServer;

beforeAll(async () => {
  const columns = ['--user', 'userId', '--item', 'movieId', '--time', 'timestamp', '--items', 'movies.csv'];
  expect((await runHere(['init', 'ratings.csv', ...columns, '--name', 'movies'], folder)).code).toBe(0);
  const file = join(folder, 'movies.design.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text
      .replace(/\/\/ retrievers: .*/, "retrievers: ['most-popular', 'item-knn'],")
      .replace('  serving: {', "  serving: {\n    ahead: { every: '1d', items: 15 },"),
  );
  expect((await runHere(['run', '--quiet'], folder)).code).toBe(0);
  server = await startServer(folder, {
    host: '127.0.0.1',
    port: 0,
    keys: `admin:${KEY}`,
    programVersion: '1',
  });
});
afterAll(() => server.close());

async function ask(method: string, path: string, body?: object): Promise<{ status: number; json: never }> {
  const response = await fetch(`${server.address}${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as never };
}

/** Files of the project's store that hold a text; Parquet is compressed, and is read by its rows instead. */
function holding(text: string): string[] {
  const store = join(folder, '.millwright');
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('journal'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

test('a user who is erased is in no file of the store any more, and all that is left still answers and verifies', async () => {
  expect(holding('ann-of-cleves').length).toBeGreaterThan(0);
  // Slates were made ahead for everybody, in a job.
  await server.ahead.check();
  const { maker } = server.project.pickRecommender('movies');
  expect(maker.ahead!.users).toBe(80);
  const other = (await ask('POST', '/v1/recommend', { user: 'u3', k: 5 })).json as { id: string };
  const { status, json } = await ask('DELETE', '/v1/users', { user: 'ann-of-cleves' });
  expect({ status, json }).toMatchObject({ status: 200, json: { files: 2 } });
  expect(holding('ann-of-cleves')).toEqual([]);
  expect(maker.ahead!.users).toBe(79);

  // The slate of another user is made again to the last bit, by the version whose files were written again.
  expect((await ask('GET', `/v1/slates/${other.id}/replay`)).json).toMatchObject({ equal: true });
  const verified = await runHere(['verify', '--json', '--quiet'], folder);
  expect(JSON.parse(verified.stdout)).toMatchObject({ problems: [] });

  // The source still names him: the next run takes the dataset without him from the lake, and learns nothing of him.
  const ran = await runHere(['run', '--json', '--quiet'], folder);
  expect(JSON.parse(ran.stdout)).toMatchObject({ version: 'movies@2', cached: true });
  expect(holding('ann-of-cleves')).toEqual([]);

  // Nobody is there to be erased again.
  expect((await ask('DELETE', '/v1/users', { user: 'ann-of-cleves' })).json).toMatchObject({ files: 0 });
});
