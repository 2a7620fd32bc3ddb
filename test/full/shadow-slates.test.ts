import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type ShadowSlate, slateLines } from '../../src/contracts/slate-line.ts';
import { type Here, productService, view } from '../http/product-service.ts';

let made: Here['made'];
let service: Here['service'];
const { serve, start, recommend, tell } = productService((now) => {
  ({ made, service } = now);
});
const compared = async () => (await service.ask('GET /v1/systems/movies/shadow')).json;

test('a challenger makes each slate after it was answered, over the same events, and takes over with all it knows', async () => {
  await serve();
  expect(await compared()).toMatchObject({ slates: 0, because: 'no version waits as challenger' });
  await service.close();
  await made.register({ retrievers: ['most-popular'] });
  await start();
  const system = service.project.pickRecommender('movies');
  await tell(view('somebody', 'i1'), view('somebody', 'i5'));
  const shown = await recommend({ user: 'somebody', k: 5 });
  await recommend({ user: 'u0', k: 5, filters: [{ attribute: 'genre', is: ['drama'] }] });
  const found = (await compared()) as { overlap: number };
  expect(found).toMatchObject({ champion: 'movies@1', challenger: 'movies@2', slates: 2, dropped: 0 });
  expect(found.overlap).toBeGreaterThanOrEqual(0);
  expect(found.overlap).toBeLessThan(1);

  const [first] = (await service.journal.read({ kind: 'slates' })).flatMap(slateLines);
  if (first === undefined || 'erased' in first) throw new Error('no slate was logged');
  expect(first.items).toEqual(shown);
  const shadow = first.shadow as ShadowSlate;
  expect(shadow.items).toHaveLength(5);
  expect(shadow.items).not.toContain('i1');

  // The queue of the shadow is full: answers go on, and the log tells what is missing.
  const before = system.shadow.dropped;
  for (let i = 0; i < 1030; i++) system.recommend({ user: 'u1', k: 1 });
  expect(system.shadow.dropped - before).toBe(6);
  await turn();
  expect(await compared()).toMatchObject({ slates: 2 + 1024, dropped: 6 });

  await service.ask('POST /v1/admin/promote', { version: 2 });
  expect(system.challenger).toBeUndefined();
  // What the challenger would have shown is what it shows as champion.
  expect(await recommend({ user: 'somebody', k: 5 })).toEqual(shadow.items);
});
