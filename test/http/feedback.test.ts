import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeProject } from './made-project.ts';
import { type MadeService, madeService } from './made-service.ts';

const made = madeProject();
let service: MadeService;
beforeAll(async () => {
  await made.register('binary');
  service = await madeService(made.store);
});
afterAll(async () => {
  await service.close();
  made.remove();
});

async function predict(...rows: object[]): Promise<string[]> {
  const { json } = await service.ask('POST /v1/predict', { rows });
  return (json as { predictions: { id: string }[] }).predictions.map((p) => p.id);
}

describe('POST /v1/feedback', () => {
  test('stores a label once, keeps a value that cannot be, rejects what was never predicted', async () => {
    const [a, b] = await predict({ amount: 1 }, { amount: 2 });
    const labels = [
      { predictionId: a, value: 'yes' },
      { predictionId: a, value: 'no' },
      { predictionId: a, value: 'no', id: 'correction-1' },
      { predictionId: b, value: 'perhaps' },
      { predictionId: b!.replace(/\d+$/, '77'), value: 'yes' },
      { predictionId: 'nonsense', value: 'yes' },
    ];
    const { status, json } = await service.ask('POST /v1/feedback', { labels }, 'ingest');
    expect(status).toBe(200);
    expect((json as { results: { result: string }[] }).results.map((r) => r.result)).toEqual([
      'stored',
      'duplicate',
      'stored',
      'quarantined',
      'rejected',
      'rejected',
    ]);
    const stored = await service.journal.read({ kind: 'event', system: 'made' });
    expect(stored.map((r) => JSON.parse(r.body))).toEqual([
      { type: 'label', predictionId: a, value: 'yes' },
      { type: 'label', predictionId: a, value: 'no' },
      { type: 'label', predictionId: b, value: 'perhaps', quarantined: 'the target is one of "no" or "yes"' },
    ]);
  });

  test('a prediction that is not on disk yet is put there before its label', async () => {
    const [id] = await predict({ amount: 3 });
    await service.ask('POST /v1/feedback', { labels: [{ predictionId: id, value: 'no' }] });
    const kinds = (await service.journal.read({ newestFirst: true, limit: 2 })).map((r) => r.kind);
    expect(kinds).toEqual(['event', 'predictions']);
  });

  test('is 404 when no prediction of it exists', async () => {
    const labels = [{ predictionId: '0mwsx4oqt1a99dccd186b0810.0', value: 'yes' }];
    expect(await service.ask('POST /v1/feedback', { labels })).toMatchObject({
      status: 404,
      json: { results: [{ result: 'rejected', because: 'there is no such prediction' }] },
    });
  });
});

describe('GET /v1/predictions/:id', () => {
  test('gives what was answered, at once', async () => {
    const row = { amount: 0.1, plan: 'a value of no training row' };
    const [id] = await predict(row);
    const { status, json } = await service.ask(`GET /v1/predictions/${id}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id, system: 'made', version: 'made@1', row, out: [expect.any(Number)] });
  });

  test('and replays it to the last bit, whatever the row', async () => {
    const ids = await predict({ amount: 1 / 3, noise: -1e-300 }, {}, { amount: null, plan: 'é"\n' });
    for (const id of ids) {
      const { json } = await service.ask(`GET /v1/predictions/${id}/replay`);
      const { logged, replayed, equal } = json as { logged: number[]; replayed: number[]; equal: boolean };
      expect(equal).toBe(true);
      expect(replayed).toEqual(logged);
    }
  });

  test.each(['x', '0mwsx4oqt1a99dccd186b0810.0', '%2e%2e%2f'])('%s is no prediction', async (id) => {
    for (const path of [`/v1/predictions/${id}`, `/v1/predictions/${id}/replay`])
      expect(await service.ask(`GET ${path}`)).toMatchObject({
        status: 404,
        json: { error: { code: 'serve/no-prediction' } },
      });
  });
});
