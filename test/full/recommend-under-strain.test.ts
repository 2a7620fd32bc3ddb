import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { open } from '../../src/open.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { SlateAnswer } from '../../src/stages/serve/recommend/slate-answer.ts';
import { type Here, productService, view } from '../http/product-service.ts';

let made: Here['made'];
let service: Here['service'];
let user: Here['user'];
const { serve, start, recommend, tell, pastOf } = productService((now) => {
  ({ made, service, user } = now);
});

describe('versions', () => {
  test('a promoted version takes over with all that happened, and no request fails', async () => {
    await serve();
    await tell(view(user, 'i1'), view('u0', 'i2'));
    await service.ask('POST /v1/items', { items: [{ item: 'new', attributes: { genre: 'drama' } }] });
    const { cursor } = (await service.ask('POST /v1/recommend', { user, k: 5 })).json as {
      cursor: string;
    };
    const first = await recommend({ user, k: 5 });
    await service.close();
    await made.register({ retrievers: ['most-popular', 'item-knn', 'recently-added'] });
    await start();
    const answers = Promise.all(
      Array.from({ length: 20 }, () => service.ask('POST /v1/recommend', { user })),
    );
    const promoted = await service.ask('POST /v1/admin/promote', { version: 2 });
    expect(promoted).toMatchObject({ status: 200, json: { version: 'movies@2' } });
    for (const { status } of await answers) expect(status).toBe(200);
    expect(pastOf(user).map(([item]) => item)).toEqual(['i1']);
    expect(pastOf('u0').map(([item]) => item)).toContain('i2');
    const { json } = await service.ask('POST /v1/recommend', { user, k: 5, cursor });
    expect(json).toMatchObject({ version: 'movies@2' });
    const next = (json as { items: { item: string }[] }).items.map(({ item }) => item);
    expect(next.filter((item) => first.includes(item))).toEqual([]);
    await service.ask('POST /v1/admin/rollback', {});
    expect(await recommend({ user, k: 5 })).toEqual(first);
  });
});

describe('when a slate cannot be made', () => {
  test('in time, popular items are answered and marked, and tried again later', async () => {
    await serve({ budgetMs: 5 });
    const system = service.project.pickRecommender('movies');
    expect(system.recommend({ user: 'u0', k: 4 }, 4000)).toMatchObject({ degraded: 'late' });
    const slow = system.maker.make.bind(system.maker);
    system.maker.make = (question, ...rest) => {
      const until = performance.now() + (question.degraded === undefined ? 60 : 0);
      while (performance.now() < until);
      return slow(question, ...rest);
    };
    const told: SlateAnswer[] = [];
    for (let i = 0; i < 40; i++) {
      told.push(system.recommend({ user: 'u0', k: 4 }));
      await turn();
    }
    const plain = told.filter((slate) => slate.degraded === 'late');
    expect(plain.length).toBeGreaterThan(20);
    expect(plain.length).toBeLessThan(40);
    for (const slate of plain) {
      expect(slate.items).toHaveLength(4);
      expect(slate.items.every((s) => s.source === 'most-popular')).toBe(true);
    }
    const { json } = await service.ask(`GET /v1/slates/${plain[0]!.id}/replay`);
    expect(json).toMatchObject({ equal: true });
  });

  test('requests that come together share the time: the last of many get popular items', async () => {
    await serve({ budgetMs: 200 });
    const system = service.project.pickRecommender('movies');
    const quick = system.maker.make.bind(system.maker);
    system.maker.make = (question, ...rest) => {
      const until = performance.now() + (question.degraded === undefined ? 40 : 0);
      while (performance.now() < until);
      return quick(question, ...rest);
    };
    const together = Array.from({ length: 12 }, () => system.recommend({ user: 'u0', k: 4 }).degraded);
    expect(together[0]).toBeUndefined();
    expect(together.slice(8)).toEqual(Array(4).fill('late'));
    await turn();
    expect(system.recommend({ user: 'u0', k: 4 }).degraded).toBeUndefined();
  });

  test('for a fault of ours, popular items are answered and marked', async () => {
    const { recommender } = service.project.pickRecommender('movies').maker.version;
    const { recommend: whole } = recommender;
    recommender.recommend = () => {
      throw new Error('a fault');
    };
    const { status, json } = await service.ask('POST /v1/recommend', { user: 'u0', k: 3 });
    expect({ status, json }).toMatchObject({ status: 200, json: { degraded: 'failed' } });
    expect((json as { items: unknown[] }).items.length).toBe(3);
    expect((await service.ask('GET /metrics')).json).toContain('because="failed"');
    recommender.recommend = whole;
  });
});

test('in process: open, recommend, tell, and be known', async () => {
  await serve();
  await service.close();
  const movies = await open(made.folder, 'movies');
  try {
    const before = await movies.recommend({ user: 'x', k: 3 });
    expect(before).toMatchObject({ version: 'movies@1', items: [{}, {}, {}] });
    expect(await movies.events([view('x', 'i3'), view('x', 'i7')])).toEqual([
      { result: 'stored' },
      { result: 'stored' },
    ]);
    const after = await movies.recommend({ user: 'x', k: 3 });
    expect(after.items.map((s) => s.item)).not.toEqual(before.items.map((s) => s.item));
    expect((await movies.similar('i3', { k: 2 })).length).toBe(2);
    await expect(movies.predict({})).rejects.toMatchObject({ code: 'serve/wrong-kind' });
  } finally {
    await movies.close();
    await start();
  }
});

test('a journal that loses its disk refuses events and still answers slates', async () => {
  await serve();
  const broken = service.journal as { append: Journal['append'] };
  const append = broken.append.bind(service.journal);
  broken.append = () => Promise.reject(new Error('no disk'));
  expect(await service.ask('POST /v1/events', view(user, 'i1'))).toMatchObject({ status: 500 });
  expect(await recommend({ user, k: 3 })).toHaveLength(3);
  await service.project.pickRecommender('movies').log.flush();
  expect(await service.ask('GET /readyz')).toMatchObject({ status: 503 });
  broken.append = append;
});
