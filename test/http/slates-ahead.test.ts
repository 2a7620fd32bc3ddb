import { expect, test } from 'vitest';
import { slateLines } from '../../src/contracts/slate-line.ts';
import { makeAhead } from '../../src/stages/serve/recommend/make-ahead.ts';
import { AheadSlates } from '../../src/stages/serve/recommend/slates-ahead.ts';
import { type Here, productService, view } from './product-service.ts';

let service: Here['service'];
const { serve, recommend, tell } = productService((now) => {
  ({ service } = now);
});

test('slates that were made ahead are answered from memory, without what has been seen or has gone since', async () => {
  await serve({ rerankers: [] });
  const system = service.project.pickRecommender('movies');
  const { maker } = system;
  const online = await recommend({ user: 'u1', k: 6 });
  const facts = { at: Date.now(), known: maker.state.known, seed: 7, k: 10 };
  const made = await makeAhead(maker, maker.state.userIds, facts);
  maker.ahead = new AheadSlates(made, (user) => user !== 'u5');
  let slates = 0;
  const make = maker.make.bind(maker);
  maker.make = (...asked) => {
    slates++;
    return make(...asked);
  };

  expect(await recommend({ user: 'u1', k: 6 })).toEqual(online);
  const { id, items, cursor } = system.recommend({ user: 'u1', k: 4 });
  const next = system.recommend({ user: 'u1', k: 4, cursor: cursor! });
  expect(new Set([...items, ...next.items].map(({ item }) => item)).size).toBe(8);
  // Late or not: what lies in memory costs nothing.
  expect(system.recommend({ user: 'u1', k: 4 }, 1e6).degraded).toBeUndefined();
  expect(slates).toBe(0);

  await tell(view('u1', online[0]!));
  await service.ask('DELETE /v1/items', { items: [online[1]!] });
  expect((await recommend({ user: 'u1', k: 4 })).slice(0, 4)).toEqual(online.slice(2, 6));
  expect(slates).toBe(0);

  // Of the moment, of somebody new or erased, explained, or more than was made: as if nothing had been made ahead.
  await recommend({ user: 'u1', k: 4, filters: [{ attribute: 'genre', is: ['drama'] }] });
  await recommend({ user: 'u1', k: 4, context: { device: 'phone' } });
  await recommend({ user: 'u1', k: 4, explain: true });
  await recommend({ user: 'u1', k: 9 });
  await recommend({ user: 'a stranger', k: 4 });
  await recommend({ user: 'u5', k: 4 });
  expect(slates).toBe(6);

  await system.log.flush();
  const lines = (await service.journal.read({ kind: 'slates' })).flatMap(slateLines);
  const ahead = lines.filter((line) => 'ahead' in line);
  expect(ahead).toHaveLength(5);
  expect(ahead[0]).toMatchObject({ ahead: facts, items: online });
  for (const slate of [id, next.id])
    expect((await service.ask(`GET /v1/slates/${slate}/replay`)).json).toMatchObject({ equal: true });
});
