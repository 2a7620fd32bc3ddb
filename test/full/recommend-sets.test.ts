import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folderOf, runCli } from '../cli/run-cli.ts';
import { madeMovies, madeRatings } from '../worlds/movie-files.ts';

/**
 * Recommenders on real sets of every kind, through the CLI, with nothing said but where the data are: ratings with
 * times, purchases that repeat, visits without times, actions in a feed.
 */
const SHARED = join(import.meta.dirname, '../../../shared/data');
const MOVIES = join(import.meta.dirname, '../../examples/movies');

interface RealSet {
  readonly name: string;
  /** Path of the folder that holds the files. */
  readonly from: string;
  readonly data: { readonly interactions: string; readonly items?: string; readonly users?: string };
  readonly finds: object;
  /** The automatic recommender is better than popularity by this factor at least, by NDCG at 10. */
  readonly beatsPopularity: number;
}

const SETS: readonly RealSet[] = [
  {
    name: 'movies',
    from: join(MOVIES, 'ml-latest-small'),
    data: { interactions: 'ratings.csv', items: 'movies.csv' },
    finds: {
      framing: { label: { atLeast: 2, actions: null }, repeats: false },
      data: {
        interactions: { user: 'userId', item: 'movieId', time: 'timestamp', value: 'rating' },
        items: { id: 'movieId' },
        split: { name: 'leave-last' },
      },
    },
    beatsPopularity: 2,
  },
  {
    name: 'online-retail',
    from: join(SHARED, 'online-retail'),
    data: { interactions: 'events.parquet', items: 'items.parquet', users: 'customers.parquet' },
    finds: {
      framing: { label: { atLeast: null, actions: null }, repeats: true },
      data: {
        interactions: { user: 'customer_id', item: 'item_id', time: 'ts', value: null },
        split: { name: 'time' },
      },
    },
    beatsPopularity: 2,
  },
  {
    name: 'msweb',
    from: join(SHARED, 'recommenderlab'),
    data: { interactions: 'msweb_visits.parquet', items: 'msweb_areas.parquet' },
    finds: {
      framing: { label: { atLeast: null, actions: null }, repeats: false },
      data: { interactions: { user: 'user_id', item: 'item_id', time: null }, split: { name: 'users' } },
    },
    beatsPopularity: 1.2,
  },
  {
    name: 'deskdrop',
    from: join(SHARED, 'deskdrop'),
    data: { interactions: 'interactions_reduced.parquet' },
    finds: {
      framing: { label: { actions: { VIEW: 1, LIKE: 2, BOOKMARK: 2.5, FOLLOW: 3, 'COMMENT CREATED': 4 } } },
      data: {
        interactions: { user: 'person', item: 'content', time: 'ts', action: 'event_type' },
        split: { name: 'time' },
      },
    },
    beatsPopularity: 1.5,
  },
];

const project = folderOf();
afterAll(() => rmSync(project, { recursive: true }));

const json = async (...args: string[]) => {
  const ran = await runCli([...args, '--json', '--quiet', '--project', project], { cwd: project });
  if (ran.stdout === '') throw new Error(`millwright ${args.join(' ')} printed nothing: ${ran.stderr}`);
  return { code: ran.code, out: JSON.parse(ran.stdout) };
};

describe.each(SETS)('$name', ({ name, from, data, finds, beatsPopularity }) => {
  const absent = !existsSync(from);
  if (absent) console.warn(`skipped: ${name} is not at ${from}`);

  test.skipIf(absent)(
    'becomes a recommender by itself',
    async () => {
      for (const file of Object.values(data)) copyFileSync(join(from, file), join(project, file));
      writeFileSync(join(project, `${name}.design.json`), JSON.stringify({ name, kind: 'recommend', data }));
      const show = await json('show', name);
      expect(show.out.design).toMatchObject(finds);
      const { code, out } = await json('run', name, '--budget', '60s');
      expect(code).toBe(0);
      expect(out).toMatchObject({ version: `${name}@1`, primary: 'ndcgAt10', parity: { reloaded: 0 } });
      const popular = out.choice.trials.find((t: { retriever: string }) => t.retriever === 'most-popular');
      expect(out.choice.value).toBeGreaterThan(beatsPopularity * popular.value);
      const page = readFileSync(join(project, '.millwright/reports', `${name}@1.html`), 'utf8');
      expect(page).not.toMatch(/undefined|NaN|\[object/);
      expect((await json('verify')).out.problems).toEqual([]);
    },
    900_000,
  );
});

describe('the life of a recommender', () => {
  const home = join(project, 'life');
  const cli = async (...args: string[]) => {
    const ran = await runCli([...args, '--json', '--quiet', '--project', home], { cwd: project });
    return { code: ran.code, out: JSON.parse(ran.stdout) };
  };
  const write = (design: object): void =>
    writeFileSync(
      join(home, 'films.design.json'),
      JSON.stringify({
        kind: 'recommend',
        data: { interactions: 'ratings.csv', items: 'movies.csv' },
        ...design,
      }),
    );

  test('the same design and data give the same bytes; another waits, is promoted and rolled back', async () => {
    mkdirSync(home);
    writeFileSync(join(home, 'ratings.csv'), madeRatings());
    writeFileSync(join(home, 'movies.csv'), madeMovies());
    write({ retrievers: [{ name: 'item-knn', search: false }, 'most-popular'] });
    const first = await cli('run');
    expect(first.out).toMatchObject({
      version: 'films@1',
      becomes: 'champion',
      unchanged: false,
      cached: false,
    });
    const again = await cli('run');
    expect(again.out).toMatchObject({ version: 'films@1', unchanged: true, cached: true });
    write({ retrievers: ['most-popular'] });
    expect((await cli('run')).out).toMatchObject({
      version: 'films@2',
      becomes: 'challenger',
      model: 'most-popular',
      cached: true,
    });
    expect((await cli('promote', 'films@2')).out).toMatchObject({ version: 'films@2', from: 'films@1' });
    expect((await cli('rollback')).out).toMatchObject({ version: 'films@1' });
    const [system] = (await cli('models')).out.systems;
    expect(system).toMatchObject({ champion: 1, versions: [{ kind: 'recommend' }, { kind: 'recommend' }] });
    expect((await cli('report', 'films@2')).code).toBe(0);
  });

  test('a random split says so in its report; one user alone is refused', async () => {
    const split = { name: 'random', optOut: true };
    write({ data: { interactions: 'ratings.csv', split }, retrievers: ['most-popular'] });
    const { out } = await cli('run');
    expect(out.caution).toContain('the future tells of the past');
    expect(readFileSync(join(home, '.millwright/reports', `${out.version}.html`), 'utf8')).toContain(
      'the future tells of the past',
    );
    writeFileSync(join(home, 'one.csv'), 'user,item\na,x\na,y\na,z\n');
    write({ data: { interactions: 'one.csv' } });
    const one = await cli('run');
    expect(one.code).toBeGreaterThan(0);
    expect(one.out.error.code).toMatch(/^(train|recommend)\//);
  });
});
