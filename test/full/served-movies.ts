import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type RunningServer, startServer } from '../../src/cli/serve/start-server.ts';
import { folderOf, runHere } from '../cli/run-cli.ts';
import { madeMovies, madeRatings } from '../worlds/movie-files.ts';

const KEY = 'a-key-for-tests-only';

export interface ServedMovies {
  readonly folder: string;
  readonly server: RunningServer;
  ask(method: string, path: string, body?: object): Promise<{ status: number; json: never }>;
}

/**
 * A made recommender from two files to a running server, by the real commands.
 *
 * @param more put into the design before its "serving", or into that; users: a table of them, with their friends; friends: a table of ties
 */
export async function servedMovies(
  more: {
    readonly design?: string;
    readonly serving?: string;
    readonly users?: string;
    readonly friends?: string;
  },
  ratings = madeRatings(),
): Promise<ServedMovies> {
  const { users, friends } = more;
  const folder = folderOf({
    'ratings.csv': ratings,
    'movies.csv': madeMovies(),
    ...(users && { 'users.csv': users }),
    ...(friends && { 'friends.csv': friends }),
  });
  const columns = ['--user', 'userId', '--item', 'movieId', '--time', 'timestamp', '--items', 'movies.csv'];
  if (users !== undefined) columns.push('--users', 'users.csv');
  if (friends !== undefined) columns.push('--friends', 'friends.csv');
  expect((await runHere(['init', 'ratings.csv', ...columns, '--name', 'movies'], folder)).code).toBe(0);
  const file = join(folder, 'movies.design.ts');
  const text = readFileSync(file, 'utf8')
    .replace(
      /\/\/ retrievers: .*/,
      `retrievers: ['most-popular', '${users === undefined ? 'item-knn' : 'friends'}'],`,
    )
    .replace('  serving: {', `${more.design ?? ''}\n  serving: {\n${more.serving ?? ''}`);
  writeFileSync(file, text);
  expect((await runHere(['run', '--quiet'], folder)).code).toBe(0);
  const settings = { host: '127.0.0.1', port: 0, keys: `admin:${KEY}`, programVersion: '1' };
  const server = await startServer(folder, settings);
  return {
    folder,
    server,
    async ask(method, path, body) {
      const response = await fetch(`${server.address}${path}`, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, json: (await response.json()) as never };
    },
  };
}
