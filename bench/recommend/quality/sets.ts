import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { RecommendSplit } from '../../../src/contracts/recommend-design.ts';
import { TRAIN, VALIDATION } from '../../../src/contracts/splitter.ts';
import { byChance } from '../../../src/splitters/events/chance.ts';
import { givenSplit } from '../../../src/splitters/events/given.ts';
import { splitEvents } from '../../../src/splitters/events/index.ts';
import { lastForChoosing } from '../../../src/splitters/events/last.ts';
import type { EventSplit } from '../../../src/splitters/events/parts.ts';
import { type Interactions, interactionsFrom, someInteractions } from '../../../src/table/interactions.ts';

/** Where the sets lie that do not ship with the project. */
const DATA = new URL('../../../../shared/data/', import.meta.url).pathname;

/** All that is drawn by chance comes from here. */
export const SEED = 1;

/** A set of events: each speaks for its item with 1. */
export interface QualitySet {
  readonly file: string;
  /** Columns user, item and, where there is one, at (milliseconds). */
  readonly select: string;
  split(events: Interactions): EventSplit;
  /** By which all is chosen and judged: NDCG or recall. */
  readonly primary: string;
}

/** As a design without a word about splits would have them. */
const designed = (name: RecommendSplit['name']): Pick<QualitySet, 'split' | 'primary'> => ({
  split: (events) => splitEvents(events, { name, validation: 0.1, test: 0.2, optOut: false }, SEED),
  primary: 'ndcgAt10',
});

/** Test events apart from the others by such a rule, and then what `evaluate --train --test` makes of both. */
function given(rule: 'leave-last' | number, primary: string): Pick<QualitySet, 'split' | 'primary'> {
  return {
    split(events) {
      const parts =
        rule === 'leave-last'
          ? lastForChoosing(events)
          : byChance(events, { validation: rule, test: 0 }, SEED);
      const part = (wanted: number): Interactions => someInteractions(events, (e) => parts[e] === wanted);
      return givenSplit(part(TRAIN), part(VALIDATION), SEED);
    },
    primary,
  };
}

const movies = {
  file: 'dslabs-movielens/movielens.parquet',
  select: '"userId", "movieId", "timestamp" * 1000.0',
};
const deskdrop = {
  file: 'deskdrop/interactions_reduced.parquet',
  select: 'person, content, ts * 1000.0',
};

/** The last three are split as published comparisons split MovieLens and Gowalla. */
export const SETS: Readonly<Record<string, QualitySet>> = {
  movies: { ...movies, ...designed('leave-last') },
  'movies-users': { ...movies, ...designed('users') },
  'online-retail': {
    file: 'online-retail/events.parquet',
    select: 'customer_id, item_id, ts * 1000.0',
    ...designed('time'),
  },
  msweb: {
    file: 'recommenderlab/msweb_visits.parquet',
    select: 'user_id, item_id, NULL',
    ...designed('users'),
  },
  deskdrop: { ...deskdrop, ...designed('time') },
  'deskdrop-last': { ...deskdrop, ...designed('leave-last') },
  'movies-quarter': { ...movies, ...given(0.25, 'ndcgAt10') },
  'movies-fifth': { ...movies, select: '"userId", "movieId", NULL', ...given(0.2, 'recallAt20') },
  'movies-one-out': { ...movies, ...given('leave-last', 'ndcgAt10') },
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
