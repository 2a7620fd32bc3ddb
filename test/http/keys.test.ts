import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KeyRing, newKey, parseKeys, storedKey } from '../../src/http/keys.ts';
import { madeProject } from './made-project.ts';
import { keyOf, type MadeService, madeService } from './made-service.ts';

const made = madeProject();
let service: MadeService;
beforeAll(async () => {
  await made.register('regression');
  service = await madeService(made.store, {
    report: async (system, version) => (version === 1 ? `<p>${system}</p>` : undefined),
  });
});
afterAll(async () => {
  await service.close();
  made.remove();
});

const PREDICT = { rows: [{ amount: 1 }] };
const FEEDBACK = { labels: [{ predictionId: 'a.0', value: 1 }] };

describe('roles', () => {
  test.each([
    ['POST /v1/predict', PREDICT, 'predict'],
    ['POST /v2/models/made/infer', { inputs: [] }, 'predict'],
    ['POST /v1/feedback', FEEDBACK, 'ingest'],
    ['GET /v1/systems', undefined, 'read'],
    ['GET /v1/systems/made', undefined, 'read'],
    ['GET /v1/systems/made/shadow', undefined, 'read'],
    ['GET /v1/predictions/a.0', undefined, 'read'],
    ['GET /v1/predictions/a.0/replay', undefined, 'read'],
    ['GET /v2/models/made', undefined, 'read'],
    ['GET /metrics', undefined, 'read'],
    ['GET /openapi.json', undefined, 'read'],
    ['GET /reports/made/1', undefined, 'read'],
    ['POST /v1/admin/promote', { version: 1 }, 'admin'],
    ['POST /v1/admin/rollback', {}, 'admin'],
    ['POST /v1/admin/challenge', { version: 1 }, 'admin'],
    ['POST /v1/admin/records', { records: [] }, 'admin'],
  ])('%s needs a key with the role for it', async (request, body, role) => {
    expect((await service.ask(request, body, null)).status).toBe(401);
    expect((await service.ask(request, body, 'nobody')).status).toBe(401);
    for (const other of ['ingest', 'predict', 'read']) {
      const { status } = await service.ask(request, body, other);
      if (other === role) expect([401, 403]).not.toContain(status);
      else expect(status).toBe(403);
    }
    expect([401, 403]).not.toContain((await service.ask(request, body, 'admin')).status);
    const head = await service.app.inject({ method: 'HEAD', url: request.split(' ')[1]! });
    expect([401, 404]).toContain(head.statusCode);
  });

  test.each(['/livez', '/readyz', '/v2/health/live', '/v2/health/ready', '/'])('%s is open', async (path) => {
    expect((await service.ask(`GET ${path}`, undefined, null)).status).toBe(200);
  });

  test('a browser may open a page with the key as password, and change nothing with it', async () => {
    const authorization = `Basic ${Buffer.from(`me:${keyOf('admin')}`).toString('base64')}`;
    const page = await service.app.inject({ url: '/reports/made/1', headers: { authorization } });
    expect([page.statusCode, page.body]).toEqual([200, '<p>made</p>']);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const change = {
      method: 'POST',
      url: '/v1/admin/rollback',
      headers: { authorization },
      payload: {},
    } as const;
    expect((await service.app.inject(change)).statusCode).toBe(401);
    const asked = await service.app.inject({ url: '/reports/made/1' });
    expect(asked.headers['www-authenticate']).toMatch(/^Basic/);
  });

  test.each(['/reports/made/2', '/reports/made/..%2f1', '/reports/..%2f..%2fetc/1', '/reports/made/1e0'])(
    '%s is no report',
    async (path) => {
      expect(await service.ask(`GET ${path}`)).toMatchObject({
        status: 404,
        json: { error: { code: 'http/no-report' } },
      });
    },
  );
});

describe('keys', () => {
  test('fresh ones are long, and differ', () => {
    expect(newKey()).toMatch(/^mw_[\w-]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });

  test('only the hash is kept', () => {
    expect(JSON.stringify(storedKey('a', ['read'], 'the secret itself'))).not.toContain('secret');
  });

  test('are read from the environment', () => {
    const keys = parseKeys(' predict,read:0123456789abcdef\n admin:a:key:with:colons ');
    const ring = new KeyRing(keys);
    expect(() => ring.check('Bearer 0123456789abcdef', 'read', false)).not.toThrow();
    expect(() => ring.check('bearer  a:key:with:colons', 'ingest', false)).not.toThrow();
    expect(() => ring.check('Bearer 0123456789abcdeg', 'read', false)).toThrow(/no key/);
    expect(() => ring.check('0123456789abcdef', 'read', false)).toThrow(/no key/);
  });

  test.each([
    ['predict:short', /shorter than 16/],
    ['boss:0123456789abcdef', /no role that exists/],
    ['0123456789abcdef', /no role that exists/],
  ])('%s is refused', (text, message) => {
    expect(() => parseKeys(text)).toThrow(message);
    // A key must not end up in a log because it was mistyped.
    expect(() => parseKeys(text)).not.toThrow(/0123456789abcdef/);
  });
});
