import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type MadeRecommender, type MadeVersion, madeRecommender } from './made-recommender.ts';
import { type MadeService, madeService } from './made-service.ts';

/** What a test of product data works with. */
export interface Here {
  readonly made: MadeRecommender;
  readonly service: MadeService;
  /** Somebody whom no other test tells of. */
  readonly user: string;
}

const silent = { log: pino({ level: 'silent' }) };

/**
 * A recommender in service for the tests of one file: one for all that leave nothing behind, and on demand one of its own.
 * `here` is told of each change.
 */
export function productService(here: (now: Here) => void) {
  const usual = madeRecommender();
  let usualService: MadeService;
  let users = 0;
  let now: Here;
  const change = (to: Partial<Here>): void => {
    now = { ...now, ...to };
    here(now);
  };
  beforeAll(async () => {
    await usual.register();
    usualService = await madeService(usual.store, silent);
  });
  beforeEach(() => change({ made: usual, service: usualService, user: `somebody-${users++}` }));
  afterEach(async () => {
    if (now.made === usual) return;
    await now.service.close();
    now.made.remove();
  });
  afterAll(async () => {
    await usualService.close();
    usual.remove();
  });
  const start = async (): Promise<void> => change({ service: await madeService(now.made.store, silent) });
  return {
    /** Of its own, for a test that does what others would feel. */
    async serve(over: MadeVersion = {}): Promise<void> {
      change({ made: madeRecommender() });
      await now.made.register(over);
      await start();
    },
    /** The service again, after it was closed. */
    start,
    async restart(): Promise<void> {
      await now.service.close();
      await start();
    },
    async recommend(body: object): Promise<string[]> {
      const { json } = await now.service.ask('POST /v1/recommend', body);
      return (json as { items: { item: string }[] }).items.map(({ item }) => item);
    },
    async tell(...events: object[]): Promise<string[]> {
      const { json } = await now.service.ask('POST /v1/events', { events });
      return (json as { results: { result: string }[] }).results.map(({ result }) => result);
    },
    pastOf(user: string): [item: string, at: number][] {
      const { state } = now.service.project.pickRecommender('movies').maker;
      const { length, item, at } = state.query(user, Number.NaN, {});
      return Array.from({ length }, (_, e) => [state.items.ids[item[e]!]!, at[e]!]);
    },
  };
}

export const view = (user: string, item: string, more = {}) => ({ type: 'view', user, item, ...more });
