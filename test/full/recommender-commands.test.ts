import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf, runHere } from '../cli/run-cli.ts';
import { madeMovies, madeRatings } from '../worlds/movie-files.ts';

const cwd = folderOf({ 'ratings.csv': madeRatings(), 'movies.csv': madeMovies() });
const json = async (...args: string[]) => {
  const ran = await runHere([...args, '--json', '--quiet'], cwd);
  return { ...ran, out: JSON.parse(ran.stdout) };
};
const file = join(cwd, 'movies.design.ts');

describe('a recommender from two files to a champion', () => {
  beforeAll(async () => {
    const columns = ['--user', 'userId', '--item', 'movieId', '--time', 'timestamp'];
    const { code, out } = await json(
      'init',
      'ratings.csv',
      ...columns,
      '--items',
      'movies.csv',
      '--name',
      'movies',
    );
    expect(code).toBe(0);
    expect(out).toMatchObject({
      system: 'movies',
      kind: 'recommend',
      interactions: { user: 'userId', item: 'movieId', time: 'timestamp', value: 'rating', action: null },
      label: { atLeast: 2 },
      split: { name: 'time' },
      repeats: false,
    });
    // Two retrievers are enough to go the whole way, and quick.
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/\/\/ retrievers: .*/, "retrievers: ['most-popular', 'item-knn'],"));
  });

  test('is written down with its columns, and printed in full with reasons', async () => {
    expect(readFileSync(join(cwd, 'movies.columns.ts'), 'utf8')).toMatch(
      /readonly interactions: \{\n {4}\/\*\*[^\n]*\n {4}readonly userId: string;/,
    );
    const show = await runHere(['show', '--quiet'], cwd);
    expect(show.code).toBe(0);
    expect(show.stdout).toContain('kind: recommend');
    expect(show.stdout).toMatch(/retrievers:\n {2}- \{ name: most-popular, params: \{\}, search: true \}/);
    expect(show.stdout).toMatch(/ranker: auto {2}# inferred: default/);
  });

  test('is built, registered and reported', async () => {
    const { code, stderr, out } = await json('run');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(out).toMatchObject({
      system: 'movies',
      version: 'movies@1',
      becomes: 'champion',
      primary: 'ndcgAt10',
      cached: false,
      findings: [{ kind: 'items-unmet' }],
      parity: { reloaded: 0 },
    });
    // Who knows the taste finds what is wanted; an item is in a list of ten of forty by chance one time in four.
    expect(out.metrics.recallAt10.value).toBeGreaterThan(0.3);
    expect(out.metrics.ndcgAt10.low).toBeLessThanOrEqual(out.metrics.ndcgAt10.value);
    expect(out.choice.trials.map((t: { retriever: string }) => t.retriever)).toContain('item-knn');
    const page = readFileSync(join(cwd, '.millwright/reports/movies@1.html'), 'utf8');
    expect(page).toContain('<title>movies@1: recommender report</title>');
    expect(page).toContain('Made ahead, or when asked');
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  test('is refused by commands of systems that predict', async () => {
    const { code, out } = await json('predict', 'ratings.csv', 'out.csv');
    expect(code).toBe(2);
    expect(out.error).toMatchObject({ code: 'cli/kind-unfit' });
  });

  test('is looked at before it has answered anything', async () => {
    const { code, out } = await json('monitor');
    expect(code).toBe(0);
    expect(out).toMatchObject({ kind: 'recommend', versions: { champion: 1 }, slates: { slates: 0 } });
    expect(out.drift.says).toContain('the first look is due at');
    const told = await runHere(['monitor', '--quiet'], cwd);
    expect(told.stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  test('of which a table is lost, is told by verify', async () => {
    const lake = join(cwd, '.millwright/lake');
    const facts = readdirSync(lake).filter((f) => f.endsWith('.json'));
    const items = facts.find((f) => JSON.parse(readFileSync(join(lake, f), 'utf8')).events === undefined)!;
    expect((await json('verify')).out.problems).toEqual([]);
    rmSync(join(lake, items));
    const { code, out } = await json('verify');
    expect(code).toBe(1);
    expect(out.problems.length).toBe(1);
  });
});

test('what is of the other kind is refused, and why', async () => {
  const both = await runHere(['init', 'ratings.csv', '--user', 'userId', '--target', 'rating'], cwd);
  expect(both.code).toBe(2);
  expect(both.stderr).toContain('--target and --user do not go together');
  const wrong = await runHere(['init', 'ratings.csv', '--user', 'userID', '--name', 'other'], cwd);
  expect(wrong.stderr).toContain('Did you mean "userId"?');
  expect(existsSync(join(cwd, 'other.design.ts'))).toBe(false);
});
