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
};

test('an address is told once, and what fails is noted without the address', async () => {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (bytes: Buffer) => heard.push(String(bytes)));
    request.on('end', () => response.writeHead(request.url === '/down' ? 500 : 204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const notes: string[] = [];
  const note = (line: string) => notes.push(line);
  await tellWebhook('ALERTS', `${address}/secret`, INCIDENT, note);
  expect(notes).toEqual([]);
  expect(JSON.parse(heard.join(''))).toMatchObject({
    system: 'churn',
    state: 'firing',
    text: 'churn: errorRate is firing. Half of them fail.',
  });
  await tellWebhook('ALERTS', `${address}/down`, INCIDENT, note);
  await tellWebhook('ALERTS', undefined, INCIDENT, note);
  await new Promise((resolve) => server.close(resolve));
  await tellWebhook('ALERTS', `${address}/secret`, INCIDENT, note);
  expect(notes.map((line) => line.slice(line.indexOf(': ') + 2))).toEqual([
    'ALERTS answered 500',
    'the environment has no ALERTS',
    'ALERTS cannot be reached (TypeError)',
  ]);
});
