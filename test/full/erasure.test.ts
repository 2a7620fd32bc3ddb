import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../cli/run-cli.ts';
import { madeRatings } from '../worlds/movie-files.ts';
import { type ServedMovies, servedMovies } from './served-movies.ts';

let served: ServedMovies;
beforeAll(async () => {
  const ratings = madeRatings().replaceAll('u17,', 'ann-of-cleves,');
  // Everybody's friends are the nearest two of his taste.
  const idOf = (u: number): string => (u === 17 ? 'ann-of-cleves' : `u${u}`);
  const each = Array.from({ length: 80 }, (_, u) => u);
  const users = ['userId,friends', ...each.map((u) => `${idOf(u)},${idOf((u + 78) % 80)}`)].join('\n');
  const friends = ['from,to', ...each.map((u) => `${idOf(u)},${idOf((u + 2) % 80)}`)].join('\n');
  served = await servedMovies({ serving: "    ahead: { every: '1d', items: 15 },", users, friends }, ratings);
});
afterAll(() => served.server.close());

/** Files of the project's store that hold a text; Parquet is compressed, and is read by its rows instead. */
function holding(text: string): string[] {
  const store = join(served.folder, '.millwright');
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('journal'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

test('a user who is erased is in no file of the store any more, and all that is left still answers and verifies', async () => {
  const { ask, folder, server } = served;
  expect(holding('ann-of-cleves').length).toBeGreaterThan(0);
  // Slates were made ahead for everybody, in a job.
  await server.ahead.check();
  const { maker } = server.project.pickRecommender('movies');
  expect(maker.ahead!.users).toBe(80);
  const other = (await ask('POST', '/v1/recommend', { user: 'u3', k: 5 })).json as { id: string };
  const told = [
    { user: 'u3', attributes: {}, friends: ['u2', 'ann-of-cleves'] },
    { user: 'newcomer', attributes: {}, friends: ['u4'] },
  ];
  await ask('POST', '/v1/users', { users: told });
  // Somebody who did nothing yet is shown what his friends were for.
  const first = await ask('POST', '/v1/recommend', { user: 'newcomer', k: 20, explain: true });
  expect(JSON.stringify(first.json)).toContain('"retriever":"friends"');
  const { status, json } = await ask('DELETE', '/v1/users', { user: 'ann-of-cleves' });
  expect({ status, json }).toMatchObject({ status: 200, json: { files: 5 } });
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
