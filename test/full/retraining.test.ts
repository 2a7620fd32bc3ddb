import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { storedRecommender } from '../../src/stages/serve/recommend/open-recommender.ts';
import { runHere } from '../cli/run-cli.ts';
import { type ServedMovies, servedMovies } from './served-movies.ts';

let movies: ServedMovies;
beforeAll(async () => {
  movies = await servedMovies({ design: "  retrain: { every: '1h', margin: 0.5 }," });
});
afterAll(() => movies.server.close());

const ask = async (path: string, body: object): Promise<{ status: number; json: Record<string, never> }> =>
  movies.ask('POST', path, body);

test('a recommender learns of what it was told, passes the gate and takes over without a request being dropped', async () => {
  const { folder, server } = movies;
  await ask('/v1/items', { items: [{ item: 'fresh', attributes: { genre: 'noir' } }] });
  const events = Array.from({ length: 30 }, (_, n) => [
    { type: 'rating', user: `told-${n}`, item: 'm1', value: 5 },
    { type: 'rating', user: `told-${n}`, item: 'fresh', value: 5 },
  ]).flat();
  expect((await ask('/v1/events', { events })).status).toBe(200);

  const statuses = new Map<number, number>();
  const versions: string[] = [];
  let going = true;
  const load = Array.from({ length: 4 }, async (_, n) => {
    while (going) {
      const { status, json } = await ask('/v1/recommend', { user: `u${n}`, k: 5 });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (versions.at(-1) !== json.version) versions.push(json.version!);
    }
  });
  const training = server.retrainer.retrain('movies');
  await ask('/v1/events', { events: [{ type: 'rating', user: 'meanwhile', item: 'm3', value: 5 }] });
  const outcome = await training;
  await ask('/v1/recommend', { user: 'u0', k: 5 });
  going = false;
  await Promise.all(load);

  expect(outcome).toMatchObject({ result: 'promoted', version: 2, because: 'asked' });
  expect(outcome.says).toMatch(
    /^ndcgAt10 .* of movies@1 on \d+ users: .*surely not worse by more than 50 %$/,
  );
  expect([...statuses.keys()]).toEqual([200]);
  expect(statuses.get(200)!).toBeGreaterThan(100);
  expect(versions[0]).toBe('movies@1');
  expect((await ask('/v1/recommend', { user: 'u0' })).json.version).toBe('movies@2');

  const served = server.project.pickRecommender('movies');
  const { ids } = served.champion.fitted;
  expect(ids).toContain('fresh');
  const artifacts = fileArtifacts(join(folder, '.millwright/artifacts'));
  const { manifest } = await storedRecommender(artifacts, served.champion.sha256);
  expect(manifest.parents.journal).toBeGreaterThan(0);
  // An event that came while it was trained is known to the version that took over, once.
  expect(served.maker.state.query('meanwhile', Date.now(), {}).length).toBe(1);
  expect(served.maker.state.query('told-3', Date.now(), {}).length).toBe(2);
  expect(served.registry.history.at(-1)).toMatchObject({ action: 'promote', version: 2, by: 'retraining' });
  const models = await runHere(['models', '--quiet'], folder);
  expect(models.stdout).toMatch(/movies@2\s+champion/);

  // Nothing was told since: the same model again, and nothing changes.
  const again = await server.retrainer.retrain('movies');
  expect(again.result).toBe('unchanged');
});
