import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeProject } from './made-project.ts';
import { type MadeService, madeService } from './made-service.ts';

const made = madeProject();
let service: MadeService;
beforeAll(async () => {
  await made.register('multiclass');
  service = await madeService(made.store);
});
afterAll(async () => {
  await service.close();
  made.remove();
});

const infer = (body: object) => service.ask('POST /v2/models/made/infer', body, 'predict');
const amount = { name: 'amount', shape: [2], datatype: 'FP64', data: [1.5, null] as unknown[] };
const plan = { name: 'plan', shape: [2], datatype: 'BYTES', data: ['pro', null] as unknown[] };

describe('health and metadata', () => {
  test('as the protocol says', async () => {
    expect((await service.ask('GET /v2/health/live')).json).toEqual({ live: true });
    expect((await service.ask('GET /v2/health/ready')).json).toEqual({ ready: true });
    expect((await service.ask('GET /v2')).json).toEqual({
      name: 'millwright',
      version: '1.2.3',
      extensions: [],
    });
    for (const path of ['/v2/models/made/ready', '/v2/models/made/versions/2/ready'])
      expect((await service.ask(`GET ${path}`)).json).toEqual({ name: 'made', ready: true });
    const metadata = {
      name: 'made',
      versions: ['1', '2'],
      platform: 'millwright',
      inputs: [
        { name: 'amount', datatype: 'FP64', shape: [-1] },
        { name: 'noise', datatype: 'FP64', shape: [-1] },
        { name: 'plan', datatype: 'BYTES', shape: [-1] },
      ],
      outputs: [
        { name: 'score', datatype: 'FP64', shape: [-1, 3] },
        { name: 'label', datatype: 'BYTES', shape: [-1] },
        { name: 'prediction_id', datatype: 'BYTES', shape: [-1] },
      ],
    };
    expect((await service.ask('GET /v2/models/made')).json).toEqual(metadata);
    expect((await service.ask('GET /v2/models/made/versions/2')).json).toEqual({
      ...metadata,
      versions: ['2'],
    });
  });
});

describe('infer', () => {
  test('gives the same numbers as /v1/predict, and repeats the id', async () => {
    const { json } = await service.ask('POST /v1/predict', { rows: [{ amount: 1.5, plan: 'pro' }, {}] });
    const { predictions } = json as {
      predictions: { label: string; scores: Record<string, number> }[];
    };
    expect((await infer({ id: 'q-1', inputs: [amount, plan] })).json).toEqual({
      model_name: 'made',
      model_version: '1',
      id: 'q-1',
      outputs: [
        {
          name: 'score',
          shape: [2, 3],
          datatype: 'FP64',
          data: predictions.flatMap((p) => ['low', 'mid', 'high'].map((c) => p.scores[c])),
        },
        { name: 'label', shape: [2], datatype: 'BYTES', data: predictions.map((p) => p.label) },
        {
          name: 'prediction_id',
          shape: [2],
          datatype: 'BYTES',
          data: [expect.any(String), expect.any(String)],
        },
      ],
    });
  });

  test('takes [n, 1], flat or nested, and answers alike', async () => {
    const flat = { ...amount, shape: [2, 1] };
    const nested = { ...flat, data: [[1.5], [null]] };
    const outputs = [{ name: 'label' }];
    for (const inputs of [[flat], [nested], [flat, { ...plan, shape: [2, 1] }]])
      expect((await infer({ inputs, outputs })).json).toMatchObject({
        outputs: [{ name: 'label', shape: [2, 1] }],
      });
  });

  test('gives the outputs that are asked for, in that order', async () => {
    const { json } = await infer({ inputs: [amount], outputs: [{ name: 'label' }, { name: 'score' }] });
    expect((json as { outputs: { name: string }[] }).outputs.map((o) => o.name)).toEqual(['label', 'score']);
  });

  test('answers with the version asked for, and its predictions can be replayed', async () => {
    const { json } = await service.ask('POST /v2/models/made/versions/2/infer', { inputs: [amount] });
    const { model_version, outputs } = json as { model_version: string; outputs: { data: string[] }[] };
    expect(model_version).toBe('2');
    const replayed = await service.ask(`GET /v1/predictions/${outputs[2]!.data[0]}/replay`);
    expect(replayed.json).toMatchObject({ version: 'made@2', equal: true });
  });

  test('a discrete or float datatype serves for any number', async () => {
    for (const datatype of ['INT64', 'INT8', 'UINT32', 'FP32'])
      expect((await infer({ inputs: [{ ...amount, datatype, data: [1, 2] }] })).status).toBe(200);
  });

  test.each([
    ['a shape of three', { ...amount, shape: [2, 1, 1] }, /shape \[2, 1, 1\]/],
    ['a wide shape', { ...amount, shape: [1, 2] }, /must be \[n\] or \[n, 1\]/],
    ['no rows', { ...amount, shape: [0], data: [] }, /no rows/],
    ['fewer values than the shape says', { ...amount, data: [1] }, /has 1 values for the shape \[2\]/],
    ['a datatype that does not exist', { ...amount, datatype: 'FP65' }, /"FP65"/],
    ['a value of another datatype', { ...amount, data: [1, 'x'] }, /at place 1/],
    ['a fraction as INT64', { ...amount, datatype: 'INT64' }, /at place 0/],
    ['a negative shape', { ...amount, shape: [-1] }, /shape/],
    ['an unknown column', { ...amount, name: 'amout' }, /"amount"/],
    ['the wrong kind of value', { ...plan, name: 'amount' }, /column "amount"/],
  ])('%s is a 400 with the error object of the protocol', async (_what, input, message) => {
    const { status, json } = await infer({ inputs: [input] });
    expect([status, json]).toEqual([400, { error: expect.stringMatching(message) }]);
  });

  test('columns that do not fit together, or stand there twice', async () => {
    const short = { ...plan, shape: [1], data: ['pro'] };
    expect((await infer({ inputs: [amount, short] })).json).toEqual({
      error: expect.stringMatching(/1 rows.*2/),
    });
    expect((await infer({ inputs: [amount, amount] })).json).toEqual({
      error: expect.stringMatching(/twice/),
    });
  });

  test('an output, model or version that is not there', async () => {
    const outputs = [{ name: 'odds' }];
    expect(await infer({ inputs: [amount], outputs })).toMatchObject({ status: 400 });
    for (const path of ['made/versions/9', 'made/versions/x', 'mode'])
      for (const request of [`GET /v2/models/${path}`, `GET /v2/models/${path}/ready`])
        expect(await service.ask(request)).toMatchObject({
          status: 404,
          json: { error: expect.any(String) },
        });
    expect(await service.ask('POST /v2/models/made/infer', '{')).toMatchObject({
      status: 400,
      json: { error: expect.stringMatching(/JSON/) },
    });
    expect(await service.ask('GET /v2/models/made', undefined, null)).toMatchObject({
      status: 401,
      json: { error: expect.any(String) },
    });
  });
});
