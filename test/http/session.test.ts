import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedKey } from '../../src/http/keys.ts';
import { Sessions } from '../../src/http/sessions.ts';
import { madeProject } from './made-project.ts';
import { keyOf, type MadeService, madeService } from './made-service.ts';

const made = madeProject();
let service: MadeService;
const script = Buffer.from('alert(1)');
beforeAll(async () => {
  await made.register('regression');
  service = await madeService(made.store, {
    console: new Map([
      ['index.html', { type: 'text/html; charset=utf-8', body: Buffer.from('<p>console</p>') }],
      ['main-1a2b.js', { type: 'text/javascript; charset=utf-8', body: script, gzip: Buffer.from('zipped') }],
    ]),
  });
});
afterAll(async () => {
  await service.close();
  made.remove();
});

type Headers = Record<string, string>;
const ask = async (
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  headers: Headers = {},
  payload?: object,
) => {
  const answer = await service.app.inject({
    method,
    url,
    headers: { host: 'here:1', ...headers },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.body, headers: answer.headers };
};
const signIn = async (role: string): Promise<string> => {
  const { headers } = await ask('POST', '/v1/session', { origin: 'http://here:1' }, { key: keyOf(role) });
  return String(headers['set-cookie']).split(';')[0]!;
};

test('a key is swapped for a cookie that no script can read, and that does what the key may', async () => {
  const { headers, body } = await ask('POST', '/v1/session', {}, { key: keyOf('read') });
  expect(headers['set-cookie']).toMatch(
    /^millwright=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  );
  expect(JSON.parse(body)).toEqual({ roles: ['read'] });
  const cookie = await signIn('read');
  expect(JSON.parse((await ask('GET', '/v1/session', { cookie })).body)).toEqual({ roles: ['read'] });
  expect((await ask('GET', '/v1/systems', { cookie })).status).toBe(200);
  expect((await ask('POST', '/v1/predict', { cookie }, { rows: [{ amount: 1 }] })).status).toBe(403);
  expect((await ask('GET', '/v1/systems')).status).toBe(401);
  expect(JSON.parse((await ask('GET', '/v1/session')).body)).toEqual({ roles: null });
});

test('a wrong key opens nothing, and a forged or old cookie neither', async () => {
  expect((await ask('POST', '/v1/session', {}, { key: 'x'.repeat(20) })).status).toBe(401);
  const cookie = await signIn('admin');
  for (const forged of [`${cookie}x`, cookie.replace(/\.[^.]*$/, ''), 'millwright=a.b.c', 'millwright='])
    expect((await ask('GET', '/v1/systems', { cookie: forged })).status).toBe(401);
  const sessions = new Sessions([storedKey('k', ['read'], 'a-key-of-some-length')]);
  const opened = sessions.open('a-key-of-some-length', 0).cookie;
  const token = opened.split(';')[0];
  expect(sessions.roles(token, 12 * 3_600_000 - 1)).toEqual(['read']);
  expect(sessions.roles(token, 12 * 3_600_000 + 1)).toBeUndefined();
  expect(new Sessions([]).roles(token, 0)).toBeUndefined();
});

test('a page of another site changes nothing with the cookie', async () => {
  const cookie = await signIn('admin');
  const body = { rows: [{ amount: 1 }] };
  expect((await ask('POST', '/v1/predict', { cookie, origin: 'http://here:1' }, body)).status).toBe(200);
  const refused = await ask('POST', '/v1/predict', { cookie, origin: 'https://elsewhere.example' }, body);
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.body).error.code).toBe('http/wrong-origin');
  expect((await ask('DELETE', '/v1/session', { cookie, origin: 'null' })).status).toBe(403);
});

test('signing out ends the cookie', async () => {
  const { headers } = await ask('DELETE', '/v1/session', {});
  expect(headers['set-cookie']).toContain('Max-Age=0');
});

test('a browser gets the console, a program the list of places', async () => {
  const page = await ask('GET', '/', { accept: 'text/html,application/xhtml+xml' });
  expect(page.body).toBe('<p>console</p>');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(JSON.parse((await ask('GET', '/', { accept: '*/*' })).body)).toMatchObject({ name: 'millwright' });
});

test('files of the console are those that were built, whatever the address says', async () => {
  const plain = await ask('GET', '/console/main-1a2b.js');
  expect(plain.body).toBe('alert(1)');
  expect(plain.headers['cache-control']).toContain('immutable');
  const zipped = await ask('GET', '/console/main-1a2b.js', { 'accept-encoding': 'gzip, br' });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(zipped.body).toBe('zipped');
  for (const name of ['../package.json', '%2e%2e/package.json', 'no.js', 'index.html', ''])
    expect((await ask('GET', `/console/${name}`)).status).toBe(404);
});
