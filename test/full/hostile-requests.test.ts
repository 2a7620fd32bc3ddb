import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { trainedProject } from './churn-project.ts';
import { refusal, resultOf } from './refusal.ts';
import { KEY, type ServedProcess, serveProject } from './served-system.ts';

/** Requests that are wrong, to a real server, which goes on answering. */
let cwd: string;
let server: ServedProcess;
beforeAll(async () => {
  cwd = await trainedProject();
  server = await serveProject(cwd);
});
afterAll(() => server?.kill());

interface Predicted {
  readonly predictions: readonly { readonly id: string; readonly score: number }[];
}
interface Refused {
  readonly error: { readonly code: string; readonly message: string; readonly fix: string };
}

const good = '{"rows":[{"tenure":3,"contract":"monthly","charges":20}]}';
const row = (fields: string): string => `{"rows":[{${fields}}]}`;
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('a defined score for', () => {
  test.each([
    ['a category that training did not have', row('"contract":"weekly"')],
    ['markup', row('"contract":"<script>alert(1)</script>"')],
    ['half a character', row('"contract":"\\ud800"')],
    ['the largest numbers', row('"tenure":1.7e308,"charges":-1.7e308')],
    ['nothing at all', row('')],
    ['null everywhere', row('"tenure":null,"contract":null,"charges":null')],
    ['megabytes in one cell', row(`"contract":"${'x'.repeat(5_000_000)}"`)],
  ])('%s, which can be replayed', async (_what, body) => {
    const answer = await server.send<Predicted>('/v1/predict', body);
    expect(answer.status).toBe(200);
    const [{ id, score }] = answer.body.predictions as [Predicted['predictions'][0]];
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
    const replayed = await server.get(`/v1/predictions/${id}/replay`);
    expect(replayed.body).toMatchObject({ equal: true, replayed: [score] });
  });
});

describe('refused', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, number, string]>([
    ['malformed JSON', '{"rows":[{', 400, 'http/malformed-json'],
    ['NaN', row('"tenure":NaN'), 400, 'http/malformed-json'],
    ['NaN as a text', row('"tenure":"NaN"'), 400, 'serve/row'],
    ['a number beyond doubles', row('"tenure":1e400'), 400, 'serve/row'],
    ['a misspelt column', row('"tenrue":1'), 400, 'serve/row'],
    ['a column without end', row(`"${'x'.repeat(1_000_000)}":1`), 400, 'serve/row'],
    [
      'a thousand columns of another table',
      row(Array.from({ length: 1000 }, (_, i) => `"k${i}":1`).join()),
      400,
      'serve/row',
    ],
    ['a value nested without end', row(`"tenure":${nested(100_000)}`), 400, 'serve/row'],
    ['rows nested without end', `{"rows":${nested(100_000)}}`, 400, 'http/malformed'],
    ['a giant body', row(`"contract":"${'x'.repeat(11_000_000)}"`), 413, 'http/body-too-large'],
    ['compressed bytes', Uint8Array.from(gzipSync(good)), 400, 'http/malformed-json'],
  ])('%s', async (_what, body, status, code) => {
    const answer = await server.send<Refused>('/v1/predict', body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.error.fix).toMatch(/\.$/);
    const text = JSON.stringify(answer.body);
    expect(text.length).toBeLessThan(1500);
    expect(text).not.toMatch(/node:internal|\.ts:\d|\/src\//);
  });

  test.each([
    ['what is no HTTP', 'hello there\r\n\r\n', / 400 /],
    ['a length below zero', head('content-length: -5'), / 400 /],
    ['a chunk that is none', `${head('transfer-encoding: chunked')}ZZ\r\n`, / 400 /],
    ['a header without end', head(`x: ${'y'.repeat(100_000)}`), / 431 /],
    ['half a request, and then nothing', `${head('content-length: 500')}{"rows":`, /^$/],
  ])('%s', async (_what, bytes, says) => {
    expect(await talk(bytes)).toMatch(says);
  });

  test('afterwards it answers as before, has logged no fault, and its store is whole', async () => {
    expect((await server.send('/v1/predict', good)).status).toBe(200);
    expect(server.stderr()).toBe('');
    expect(resultOf(await runCli(['verify', '--json'], { cwd }))).toMatchObject({ problems: [] });
  });
});

/** The head of a request up to the blank line. */
function head(line: string): string {
  return `POST /v1/predict HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\ncontent-type: application/json\r\n${line}\r\n\r\n`;
}

/** What a connection gives for these bytes until either side ends it. */
function talk(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let got = '';
    socket.on('data', (data) => {
      got += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(got.split('\r\n', 1)[0]!));
    socket.write(bytes);
    setTimeout(() => socket.destroy(), 300);
  });
}

describe('commands beside the server', () => {
  test.each([
    [['models'], { systems: [{ champion: 1 }] }],
    [['report'], { version: 1 }],
    [['predict', 'churn.csv', 'out.csv'], { rows: 300 }],
    [['run'], { version: 'churn@1', unchanged: true }],
  ])('%j', async (argv, found) => {
    expect(resultOf(await runCli([...argv, '--json'], { cwd }))).toMatchObject(found);
  });

  test('a second server is told who holds the project', async () => {
    const told = refusal(await runCli(['serve', '--port', '0', '--json'], { cwd }), 1);
    expect(told).toMatchObject({ code: 'journal/locked', says: expect.stringMatching(/pid \d+, serve/) });
  });

  test('Ctrl-C ends the server cleanly', async () => {
    server.process.kill('SIGINT');
    expect(await server.closed).toBe(0);
    expect(existsSync(join(cwd, '.millwright', 'server.json'))).toBe(false);
    expect(resultOf(await runCli(['verify', '--json'], { cwd }))).toMatchObject({ problems: [] });
  });
});
