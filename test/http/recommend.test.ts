import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecommendAnswer } from '../../src/open.ts';
import { ITEMS, madeRecommender } from './made-recommender.ts';
import { type MadeService, madeService } from './made-service.ts';

const made = madeRecommender();
let service: MadeService;
beforeAll(async () => {
  await made.register();
  service = await madeService(made.store);
});
afterAll(async () => {
  await service.close();
  made.remove();
});

async function recommend(body: object): Promise<RecommendAnswer & { system: string }> {
  const { status, json } = await service.ask('POST /v1/recommend', body, 'predict');
  expect({ status, json }).toMatchObject({ status: 200 });
  return json;
}
const idsOf = (answer: { items: readonly { item: string }[] }) => answer.items.map(({ item }) => item);
const numberOf = (id: string): number => Number(id.slice(1));
const refusal = (code: string) => ({ error: { code } });

describe('POST /v1/recommend', () => {
  test('gives a user what those like him are for, and nothing that he knows', async () => {
    const answer = await recommend({ user: 'u0', k: 5 });
    expect(answer).toMatchObject({ system: 'movies', version: 'movies@1' });
    expect(answer.items).toHaveLength(5);
    expect(idsOf(answer).filter((id) => numberOf(id) % 4 === 0).length).toBeGreaterThanOrEqual(4);
    for (const { score, source, propensity } of answer.items) {
      expect(Number.isFinite(score)).toBe(true);
      expect(['item-knn', 'most-popular', 'recently-added']).toContain(source);
      expect(propensity).toBe(1);
    }
    const known = await recommend({ user: 'u0', k: ITEMS });
    expect(new Set(idsOf(known)).size).toBe(known.items.length);
    expect(known.items.length).toBeLessThan(ITEMS);
  });

  test('gives somebody whom nobody knows, and nobody in particular, what is popular', async () => {
    const cold = await recommend({ user: 'a stranger', k: 5 });
    expect(cold.items).toHaveLength(5);
    expect(idsOf(cold)).toEqual(idsOf(await recommend({ k: 5 })));
  });

  test('an event changes the next answer of its user, and of no other', async () => {
    const before = await recommend({ user: 'u-new', k: 5 });
    const other = idsOf(await recommend({ user: 'u2', k: 5 }));
    const liked = ['i1', 'i5', 'i9'];
    const events = liked.map((item) => ({ type: 'view', user: 'u-new', item }));
    const { json } = await service.ask('POST /v1/events', { events }, 'ingest');
    expect(json).toEqual({ results: liked.map(() => ({ result: 'stored' })) });
    const after = await recommend({ user: 'u-new', k: 5 });
    expect(idsOf(after)).not.toEqual(idsOf(before));
    expect(idsOf(after).filter((id) => liked.includes(id))).toEqual([]);
    expect(numberOf(idsOf(after)[0]!) % 4).toBe(1);
    expect(idsOf(await recommend({ user: 'u2', k: 5 }))).toEqual(other);
  });

  test('pages go on without a repeat until nothing is left', async () => {
    const met: string[] = [];
    let cursor: string | null | undefined;
    for (let page = 0; page < 40 && cursor !== null; page++) {
      const answer = await recommend({ user: 'u3', k: 7, ...(cursor && { cursor }) });
      met.push(...idsOf(answer));
      ({ cursor } = answer);
    }
    expect(cursor).toBeNull();
    expect(new Set(met).size).toBe(met.length);
    expect(met.length).toBeGreaterThan(60);
  });

  test('filters by values and ranges; what nothing passes is an empty slate', async () => {
    const only = await recommend({
      user: 'u0',
      k: 50,
      filters: [
        { attribute: 'genre', is: ['comedy', 'western'] },
        { attribute: 'year', from: 1990, to: 2030 },
      ],
    });
    expect(only.items.length).toBeGreaterThan(5);
    for (const id of idsOf(only)) {
      expect([1, 2]).toContain(numberOf(id) % 4);
      expect(numberOf(id)).toBeGreaterThanOrEqual(10);
      expect(numberOf(id)).toBeLessThanOrEqual(50);
    }
    const none = await recommend({ user: 'u0', filters: [{ attribute: 'genre', is: ['opera'] }] });
    expect(none).toMatchObject({ items: [], cursor: null });
  });

  test('explains sources, contributions, steps and the past; and why items are not there', async () => {
    const shown = idsOf(await recommend({ user: 'u1', k: 3 }));
    const answer = await recommend({
      user: 'u1',
      k: 3,
      explain: true,
      why: [shown[0]!, 'i80-never', 'i2'],
      filters: [{ attribute: 'genre', is: ['comedy'] }],
    });
    const { explanation } = answer.items[0]!;
    expect(explanation!.sources[0]).toMatchObject({ retriever: expect.any(String), place: 0 });
    expect(explanation!.contributions.length).toBeGreaterThan(0);
    expect(explanation!.steps).toEqual([{ step: 'rank', before: -1, after: 0 }]);
    const reasons = explanation!.because.map(({ item }) => item);
    expect(reasons.length).toBeGreaterThan(0);
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(explanation!.because.every(({ item, share }) => numberOf(item) < ITEMS && share > 0)).toBe(true);
    expect(answer.missing).toEqual([
      { item: 'i2', because: 'excluded' },
      { item: 'i80-never', because: 'unknown' },
    ]);
  });

  test('logs each slate with its propensities, and makes it again to the last bit', async () => {
    const { id, items } = await recommend({ user: 'u5', k: 4, context: { country: 'fr' } });
    // What happens afterwards is not part of it.
    await service.ask('POST /v1/events', { type: 'view', user: 'u5', item: items[0]!.item });
    await service.ask('POST /v1/items', { items: [{ item: 'later', attributes: { genre: 'comedy' } }] });
    const { json } = await service.ask(`GET /v1/slates/${id}`, undefined, 'read');
    expect(json).toMatchObject({
      user: 'u5',
      k: 4,
      context: { country: 'fr' },
      items: items.map((i) => i.item),
      propensities: [1, 1, 1, 1],
      version: 'movies@1',
    });
    const replay = await service.ask(`GET /v1/slates/${id}/replay`);
    expect(replay.json).toMatchObject({ equal: true, logged: { items: items.map((i) => i.item) } });
  });

  test.each([
    [{ system: 'nothing' }, 404, 'serve/no-system'],
    [{ cursor: 'no cursor' }, 400, 'recommend/bad-cursor'],
    [{ cursor: Buffer.from('{"a":1}').toString('base64url') }, 400, 'recommend/bad-cursor'],
    [{ filters: [{ attribute: 'genra', is: ['drama'] }] }, 400, 'recommend/bad-filter'],
    [{ filters: [{ attribute: 'genre', from: 3 }] }, 400, 'recommend/bad-filter'],
    [{ k: 0 }, 400, 'http/malformed'],
    [{ k: 'many' }, 400, 'http/malformed'],
    [{ user: 7 }, 400, 'http/malformed'],
    [{ context: { a: { b: 1 } } }, 400, 'http/malformed'],
    [{ nonsense: 1 }, 400, 'http/malformed'],
  ])('%j is refused', async (body, status, code) => {
    expect(await service.ask('POST /v1/recommend', body)).toMatchObject({ status, json: refusal(code) });
  });

  test('is for keys that may predict; a recommender predicts no rows', async () => {
    expect(await service.ask('POST /v1/recommend', {}, 'ingest')).toMatchObject({ status: 403 });
    expect(await service.ask('POST /v1/predict', { system: 'movies', rows: [{}] })).toMatchObject({
      status: 400,
      json: refusal('serve/wrong-kind'),
    });
    expect(await service.ask('POST /v1/predict', { rows: [{}] })).toMatchObject({
      status: 404,
      json: refusal('serve/none-of-kind'),
    });
  });

  test.each(['x', '0mwsx4oqt1a99dccd186b0810.0'])('%s is no slate', async (id) => {
    for (const path of [`/v1/slates/${id}`, `/v1/slates/${id}/replay`])
      expect(await service.ask(`GET ${path}`)).toMatchObject({
        status: 404,
        json: refusal('recommend/no-slate'),
      });
  });
});

describe('POST /v1/similar', () => {
  test('gives items most like one, and not the one itself', async () => {
    const { status, json } = await service.ask('POST /v1/similar', { item: 'i0', k: 5 }, 'predict');
    expect(status).toBe(200);
    const items = idsOf(json);
    expect(items.length).toBeGreaterThan(0);
    expect(items).not.toContain('i0');
    expect(items.every((id) => numberOf(id) % 4 === 0)).toBe(true);
    const filtered = await service.ask('POST /v1/similar', {
      item: 'i0',
      filters: [{ attribute: 'year', to: 2000 }],
    });
    expect(idsOf(filtered.json).every((id) => numberOf(id) <= 20)).toBe(true);
  });

  test('of an item that nobody knows is 404', async () => {
    expect(await service.ask('POST /v1/similar', { item: 'nothing' })).toMatchObject({
      status: 404,
      json: refusal('recommend/no-item'),
    });
  });
});

test('the service tells of its recommender: systems, probes, measures, description', async () => {
  const { json } = await service.ask('GET /v1/systems/movies');
  expect(json).toMatchObject({ kind: 'recommend', champion: 'movies@1', retrievers: expect.any(Array) });
  expect(await service.ask('GET /readyz')).toMatchObject({ status: 200 });
  const { json: metrics } = await service.ask('GET /metrics');
  expect(metrics).toMatch(/millwright_slates_total\{system="movies"\} [1-9]/);
  expect(metrics).toMatch(/millwright_requests_total\{system="movies",version="movies@1"\} [1-9]/);
  const { json: api } = await service.ask('GET /openapi.json');
  const paths = Object.keys((api as { paths: object }).paths);
  for (const path of [
    '/v1/recommend',
    '/v1/similar',
    '/v1/events',
    '/v1/items',
    '/v1/users',
    '/v1/slates/{id}',
  ])
    expect(paths).toContain(path);
});
