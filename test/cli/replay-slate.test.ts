import { afterAll, beforeAll, expect, test } from 'vitest';
import { open } from '../../src/open.ts';
import { madeRecommender } from '../http/made-recommender.ts';
import { runHere } from './run-cli.ts';

const made = madeRecommender();
let id: string;
beforeAll(async () => {
  // With a step that draws, so that chance too must be made again.
  const params = { chance: 1, every: 2, pool: 30, favour: 'untried' };
  await made.register({ rerankers: [{ name: 'explore', params }] });
  const movies = await open(made.folder, 'movies');
  const slate = await movies.recommend({ user: 'u7', k: 6 });
  expect(slate.items.filter((s) => s.propensity < 1)).toHaveLength(3);
  ({ id } = slate);
  await movies.events([{ type: 'view', user: 'u7', item: slate.items[0]!.item }]);
  await movies.close();
});
afterAll(() => made.remove());

test('millwright replay makes a slate again, as it was before what happened since', async () => {
  const { code, stdout } = await runHere(['replay', id, '--json'], made.folder);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ id, version: 'movies@1', user: 'u7', equal: true });
  expect((await runHere(['replay', id], made.folder)).stdout).toContain('equal to the last bit');
});

test('an id of neither a slate nor a prediction is told as such', async () => {
  const { code, stderr } = await runHere(['replay', id.replace(/\.\d+$/, '.99')], made.folder);
  expect(code).toBe(2);
  expect(stderr).toContain('There is no prediction');
});
