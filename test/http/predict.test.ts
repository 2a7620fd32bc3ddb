import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeProject } from './made-project.ts';
import { type MadeService, madeService } from './made-service.ts';

const made = madeProject();
let service: MadeService;
beforeAll(async () => {
  await made.register('binary');
  service = await madeService(made.store, { limits: { rows: 100, bodyBytes: 20_000 } });
});
afterAll(async () => {
  await service.close();
  made.remove();
});

const ROW = { amount: 0.75, noise: -1, plan: 'pro' };

describe('POST /v1/predict', () => {
  test('answers each row with id, score, label and threshold, equal to the pipeline to the last bit', async () => {
    const rows = [ROW, { amount: -2, plan: 'free' }, {}];
    const { status, json } = await service.ask('POST /v1/predict', { rows }, 'predict');
    expect(status).toBe(200);
    const { pipeline, threshold } = service.project.pick('made').champion;
    const out = new Float64Array(1);
    expect(json).toEqual({
      system: 'made',
      version: 'made@1',
      predictions: rows.map((row) => {
        pipeline.scoreRow(row, out);
        const label = out[0]! >= threshold! ? 'yes' : 'no';
        return { id: expect.stringMatching(/^[0-9a-z]{25}\.\d+$/), score: out[0], label, threshold };
      }),
    });
  });

  test('explains when asked, contributions summing to the raw score', async () => {
    const { json } = await service.ask('POST /v1/predict', { system: 'made', rows: [ROW], explain: true });
    const { predictions } = json as {
      predictions: {
        score: number;
        explanations: { base: number; contributions: { contribution: number }[] }[];
      }[];
    };
    const [{ score, explanations }] = predictions as [(typeof predictions)[0]];
    const raw = explanations[0]!.contributions.reduce((s, c) => s + c.contribution, explanations[0]!.base);
    expect(1 / (1 + Math.exp(-raw))).toBeCloseTo(score, 12);
  });

  test('a value that training never saw is an answer, not an error', async () => {
    expect((await service.ask('POST /v1/predict', { rows: [{ plan: 'gold' }] })).status).toBe(200);
  });

  test('is described at /openapi.json', async () => {
    const { json } = await service.ask('GET /openapi.json');
    const { paths } = json as { paths: Record<string, unknown> };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/v1/predict', '/v1/feedback', '/livez']));
  });
});

describe('what cannot be answered', () => {
  const rows = [ROW];
  test.each([
    ['malformed JSON', '{"rows":[{"amount":', 400, 'http/malformed-json', /not valid JSON/],
    ['NaN, which is not JSON', '{"rows":[{"amount":NaN}]}', 400, 'http/malformed-json', /not valid JSON/],
    ['an empty body', '', 400, 'http/malformed-json', /empty/],
    ['a prototype in disguise', '{"rows":[{"__proto__":{"x":1}}]}', 400, 'serve/row', /column "__proto__"/],
    ['a list', '[]', 400, 'http/malformed', /must be object/],
    ['no rows', '{}', 400, 'http/malformed', /'rows'/],
    ['rows of length 0', '{"rows":[]}', 400, 'http/malformed', /rows/],
    ['rows that are no objects', '{"rows":[[1]]}', 400, 'http/malformed', /rows\/0 must be object/],
    ['a misspelt member', '{"row":[{}],"rows":[{}]}', 400, 'http/malformed', /"row"/],
    ['a number beyond doubles', '{"rows":[{"amount":1e999}]}', 400, 'serve/row', /Infinity/],
    ['a wrong type', '{"rows":[{},{"amount":"12"}]}', 400, 'serve/row', /Row 1, column "amount".*12/],
    ['an object for a value', '{"rows":[{"plan":{}}]}', 400, 'serve/row', /column "plan"/],
    ['an unknown column', '{"rows":[{"amout":1}]}', 400, 'serve/row', /"amout".*"amount"/],
    ['an unknown system', JSON.stringify({ system: 'mad', rows }), 404, 'serve/no-system', /"made"/],
    ['too many rows', JSON.stringify({ rows: Array(101).fill({}) }), 413, 'http/too-many-rows', /101/],
    [
      'a giant body',
      JSON.stringify({ rows: [{ plan: 'x'.repeat(30_000) }] }),
      413,
      'http/body-too-large',
      /20000/,
    ],
  ])('%s', async (_what, body, status, code, message) => {
    const answer = await service.ask('POST /v1/predict', body);
    expect(answer.json).toEqual({
      error: {
        code,
        message: expect.stringMatching(message),
        fix: expect.stringMatching(/\w/),
        requestId: expect.stringMatching(/\w/),
      },
    });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.json)).not.toMatch(/ at .*\.ts|node_modules|\/src\//);
  });

  test('another content type, another method, another path', async () => {
    const form = await service.app.inject({
      method: 'POST',
      url: '/v1/predict',
      headers: { authorization: 'Bearer key-of-the-role-admin', 'content-type': 'text/plain' },
      payload: 'hello',
    });
    expect([form.statusCode, form.json().error.code]).toEqual([415, 'http/media-type']);
    expect(await service.ask('GET /v1/predict')).toMatchObject({ status: 404 });
    const lost = await service.ask('GET /v3/%00/../x');
    expect(lost).toMatchObject({ status: 404, json: { error: { code: 'http/no-route' } } });
  });

  test('a path that cannot be decoded', async () => {
    const answer = await service.ask('GET /v2/models/%E0%A4%A');
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'http/malformed' } } });
  });

  test('a row of another table is told a few of its columns, however many and long they are', async () => {
    const row = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`k${i}`, 1]));
    const { status, json } = await service.ask('POST /v1/predict', { rows: [row] });
    expect([status, json]).toMatchObject([
      400,
      { error: { fix: expect.stringMatching(/"k8".*; and 391 more\.$/) } },
    ]);
    const long = await service.ask('POST /v1/predict', { rows: [{ a: 1, ['x'.repeat(15_000)]: 1 }] });
    expect(JSON.stringify(long.json).length).toBeLessThan(500);
  });

  test('one bad row refuses all, and none of them is logged', async () => {
    const log = service.project.pick('made').log;
    await log.flush();
    const before = (await service.journal.verify()).records;
    await service.ask('POST /v1/predict', { rows: [ROW, { amount: 'x' }] });
    await log.flush();
    expect((await service.journal.verify()).records).toBe(before);
  });
});

describe('request ids', () => {
  test('a client id is repeated, in the error too; one that is not safe is replaced', async () => {
    const send = (id: string) =>
      service.app.inject({ method: 'GET', url: '/nowhere', headers: { 'x-request-id': id } });
    const mine = await send('trace-1.a:b');
    expect([mine.headers['x-request-id'], mine.json().error.requestId]).toEqual([
      'trace-1.a:b',
      'trace-1.a:b',
    ]);
    expect((await send('a b')).headers['x-request-id']).toMatch(/^[\w-]+$/);
    expect((await send('x'.repeat(200))).headers['x-request-id']).not.toContain('xxx');
  });
});
