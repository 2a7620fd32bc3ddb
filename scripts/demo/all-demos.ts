import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const WORLD = join(ROOT, 'examples/news-feed/world/main.ts');

/** Systems of the three demos. */
export const DEMOS = ['churn', 'movies', 'news-feed'] as const;

/** Views of the console that every system has, as they stand in its address. */
const OF_SYSTEM = [
  '',
  'design',
  'data',
  'features',
  'models',
  'evaluation',
  'predictions',
  'try',
  'deployments',
  'monitoring',
];

/** Every view of these systems, and the first page. */
export const viewsOf = (systems: readonly string[]): readonly string[] => [
  '',
  ...systems.flatMap((system) => OF_SYSTEM.map((page) => `${system}/${page}`)),
];

export const VIEWS = viewsOf(DEMOS);

/** Lay the three demos into a folder as one project, and make a version of each. bin: the file of the command. */
export function makeAllDemos(folder: string, bin: string): void {
  for (const demo of DEMOS)
    cpSync(join(ROOT, 'examples', demo), folder, {
      recursive: true,
      filter: (path) => !/README\.md$|DATA-NOTICE|\.millwright|\/world|\/data$/.test(path),
    });
  node([WORLD, 'log', '--until-now', '--folder', join(folder, 'data')]);
  for (const demo of DEMOS) node([bin, 'run', demo, '--project', folder, '--json']);
}

function node(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
}

/** A server that can be sent requests. */
export interface Reached {
  readonly address: string;
  readonly key: string;
}

/** Customers asked about, some of whom leave; users who ask for films and rate them. */
export async function sendTraffic(folder: string, { address, key }: Reached): Promise<void> {
  const post = async <T>(path: string, body: object): Promise<T> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const customers = rowsOf(join(folder, 'churn.csv')).slice(0, 600);
  for (let from = 0; from < customers.length; from += 20) {
    const rows = customers.slice(from, from + 20);
    const asked = rows.map(({ Churn: _, ...row }) => row);
    const { predictions } = await post<{ predictions: { id: string }[] }>('/v1/predict', {
      system: 'churn',
      rows: asked,
    });
    const labels = predictions.map(({ id }, i) => ({ predictionId: id, value: rows[i]!.Churn }));
    await post('/v1/feedback', { system: 'churn', labels });
  }
  for (let user = 1; user <= 60; user++) {
    const about = { system: 'movies', user: String(user) };
    const { items } = await post<{ items: { item: string }[] }>('/v1/recommend', { ...about, k: 10 });
    const events = items
      .slice(0, user % 3)
      .map(({ item }) => ({ user: about.user, item, type: 'rating', value: 4 }));
    if (events.length > 0) await post('/v1/events', { system: 'movies', events });
  }
}

/** A table without quotes, as rows that can be asked about: numbers as numbers, empty fields as null. */
function rowsOf(file: string): Record<string, string | number | null>[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  const value = (text: string): string | number | null =>
    text === '' ? null : Number.isNaN(Number(text)) ? text : Number(text);
  return lines.map((line) => Object.fromEntries(line.split(',').map((text, c) => [names[c]!, value(text)])));
}

/** Readers of the made town who act against the server, for so many seconds or until they are killed. */
export const startReaders = (folder: string, { address, key }: Reached, seconds: number): ChildProcess =>
  spawn(
    process.execPath,
    [
      WORLD,
      'live',
      '--folder',
      join(folder, 'data'),
      '--url',
      address,
      '--key',
      key,
      '--system',
      'news-feed',
      '--sessions',
      '3',
      '--posts',
      '1',
      '--seconds',
      String(seconds),
    ],
    { stdio: 'ignore' },
  );
