import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { tellWebhook } from '../../src/cli/serve/tell-webhook.ts';
import type { Incident } from '../../src/contracts/watching.ts';

const INCIDENT: Incident = {
  id: 'errorRate-above-1',
  system: 'churn',
  when: 'errorRate',
  state: 'firing',
  since: 0,
  firedAt: 1,
  resolvedAt: null,
  side: 'above',
  limit: 0.01,
  value: 0.5,
  says: 'Half of them fail.',
  action: 'Read the log.',
  acknowledged: null,
  told: null,
};

/** Answers 503 so often at /busy before it takes what it is sent. */
async function listener(busy: number) {
  const heard: string[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const times = asked.filter((url) => url === request.url).length;
    const status = { '/busy': times > busy ? 204 : 503, '/gone': 404 }[request.url!] ?? 204;
    request.on('data', (bytes: Buffer) => status === 204 && heard.push(String(bytes)));
    request.on('end', () => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { heard, asked, address, close: () => new Promise((resolve) => server.close(resolve)) };
}

const telling = (waitsMs: readonly number[] = [1, 1]) => ({ signal: new AbortController().signal, waitsMs });

test('an address is told, again where it is too busy, and no more than it may', async () => {
  const { heard, asked, address, close } = await listener(2);
  expect(await tellWebhook('ALERTS', `${address}/busy`, INCIDENT, telling())).toBeNull();
  expect(asked).toHaveLength(3);
  expect(JSON.parse(heard.join(''))).toMatchObject({
    system: 'churn',
    state: 'firing',
    text: 'churn: errorRate is firing. Half of them fail.',
  });
  asked.length = 0;
  expect(await tellWebhook('ALERTS', `${address}/busy`, INCIDENT, telling([]))).toBe(
    'ALERTS answered 503, tried once',
  );
  await close();
});

test('what fails for good is said at once, without the address', async () => {
  const { asked, address, close } = await listener(0);
  const gone = await tellWebhook('ALERTS', `${address}/gone`, INCIDENT, telling());
  expect([gone, asked.length]).toEqual(['ALERTS answered 404, tried once', 1]);
  expect(await tellWebhook('ALERTS', undefined, INCIDENT, telling())).toBe('the environment has no ALERTS');
  await close();
  expect(await tellWebhook('ALERTS', `${address}/secret`, INCIDENT, telling())).toBe(
    'ALERTS cannot be reached (TypeError), tried 3 times',
  );
});

test('telling that is cut off ends, however long it would wait', async () => {
  const { address, close } = await listener(9);
  const stop = new AbortController();
  const told = tellWebhook('ALERTS', `${address}/busy`, INCIDENT, {
    signal: stop.signal,
    waitsMs: [600_000],
  });
  setTimeout(() => stop.abort(), 20);
  await expect(told).rejects.toThrow(/abort/i);
  await close();
});
