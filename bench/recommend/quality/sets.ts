import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { RecommendSplit } from '../../../src/contracts/recommend-design.ts';
import { type Interactions, interactionsFrom } from '../../../src/table/interactions.ts';

/** Where the sets lie that do not ship with the project. */
const DATA = new URL('../../../../shared/data/', import.meta.url).pathname;

/** A set of events: each speaks for its item with 1. */
export interface QualitySet {
  readonly file: string;
  /** Columns user, item and, where there is one, at (milliseconds). */
  readonly select: string;
  readonly split: RecommendSplit;
}

const split = (name: RecommendSplit['name']): RecommendSplit => ({
  name,
  validation: 0.1,
  test: 0.2,
  optOut: false,
});

/** As a design without a word about splits would have them. */
export const SETS: Readonly<Record<string, QualitySet>> = {
  movies: {
    file: 'dslabs-movielens/movielens.parquet',
    select: '"userId", "movieId", "timestamp" * 1000.0',
    split: split('leave-last'),
  },
  'movies-users': {
    file: 'dslabs-movielens/movielens.parquet',
    select: '"userId", "movieId", "timestamp" * 1000.0',
    split: split('users'),
  },
  'online-retail': {
    file: 'online-retail/events.parquet',
    select: 'customer_id, item_id, ts * 1000.0',
    split: split('time'),
  },
  msweb: {
    file: 'recommenderlab/msweb_visits.parquet',
    select: 'user_id, item_id, NULL',
    split: split('users'),
  },
  deskdrop: {
    file: 'deskdrop/interactions_reduced.parquet',
    select: 'person, content, ts * 1000.0',
    split: split('time'),
  },
  'deskdrop-last': {
    file: 'deskdrop/interactions_reduced.parquet',
    select: 'person, content, ts * 1000.0',
    split: split('leave-last'),
  },
};

/** The events of a set; users and items are numbered as they come. */
export async function eventsOf({ file, select }: QualitySet): Promise<Interactions> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const path = join(DATA, file).replaceAll("'", "''");
  const reader = await connection.runAndReadAll(`SELECT ${select} FROM read_parquet('${path}')`);
  const [users, items, times] = reader.getColumns();
  connection.closeSync();
  const numbered = (ids: readonly unknown[]): { codes: Int32Array; count: number } => {
    const known = new Map<unknown, number>();
    const codes = Int32Array.from(ids, (id) => {
      if (!known.has(id)) known.set(id, known.size);
      return known.get(id)!;
    });
    return { codes, count: known.size };
  };
  const [user, item] = [numbered(users!), numbered(items!)];
  const timed = times!.some((t) => t !== null);
  return interactionsFrom(user.count, item.count, {
    user: user.codes,
    item: item.codes,
    at: timed ? Float64Array.from(times!, Number) : null,
    weight: null,
  });
}
