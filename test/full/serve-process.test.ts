import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openJournal } from '../../src/adapters/sqlite/journal.ts';
import { open } from '../../src/index.ts';
import { madeProject } from '../http/made-project.ts';

/** The service as a process of its own, started, stopped, killed and spoken to like a user would. */
const root = join(import.meta.dirname, '../..');
const KEY = 'a-key-for-tests-only';
const made = madeProject();
const running = new Set<ChildProcess>();

beforeAll(() => made.register('binary'));
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(() => made.remove());

interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function millwright(...args: string[]): { child: ChildProcess; done: Promise<Finished>; out: () => string } {
  const child = spawn(process.execPath, [join(root, 'src/bin.ts'), ...args, '--project', made.folder], {
    env: { ...process.env, MILLWRIGHT_KEYS: `admin:${KEY}`, HOST: '127.0.0.1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let out = '';
  let err = '';
  child.stdout!.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    err += chunk;
  });
  const done = new Promise<Finished>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, out, err });
    });
  });
  return { child, done, out: () => out };
}

async function serve(...args: string[]) {
  const server = millwright('serve', '--port', '0', ...args);
  let address: string | undefined;
  while (address === undefined) {
    address = /http:\/\/[\w.]+:\d+/.exec(server.out())?.[0];
    if (server.child.exitCode !== null) throw new Error((await server.done).err);
    await new Promise((r) => setTimeout(r, 20));
  }
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(address + path, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as never };
  };
  return { ...server, address, ask };
}

const predictions = (json: unknown): { id: string; score: number }[] =>
  (json as { predictions: { id: string; score: number }[] }).predictions;

describe('stopping', () => {
  test('SIGTERM finishes the request under way, writes every answer down and exits 0', async () => {
    const server = await serve();
    const { json } = await server.ask('POST', '/v1/predict', { rows: [{ amount: 1 }, { amount: 2 }] });
    const slow = slowly(server.address, JSON.stringify({ rows: [{ amount: 3 }] }), () =>
      server.child.kill('SIGTERM'),
    );
    const last = predictions(JSON.parse(await slow));
    expect((await server.done).code).toBe(0);
    await expect(fetch(server.address)).rejects.toThrow();
    for (const { id, score } of [...predictions(json), ...last]) {
      const replayed = await millwright('replay', id, '--json').done;
      expect([replayed.code, JSON.parse(replayed.out)]).toMatchObject([
        0,
        { equal: true, replayed: [score] },
      ]);
    }
    expect(readdirSync(made.store)).not.toContain('server.json');
  });

  test('kill -9 loses nothing that was acknowledged, and the next server starts at once', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const server = await serve();
      const before = acknowledged.length;
      try {
        for (;;) {
          // In the middle of what comes next, not between two requests.
          if (acknowledged.length === before + 20) setTimeout(() => server.child.kill('SIGKILL'), 1);
          const { json } = await server.ask('POST', '/v1/predict', { rows: [{ amount: round }] });
          const { id } = predictions(json)[0]!;
          const label = { labels: [{ predictionId: id, value: 'yes' }] };
          if ((await server.ask('POST', '/v1/feedback', label)).status === 200) acknowledged.push(id);
        }
      } catch {
        // Killed: what was not answered may be there or not.
      }
      await server.done;
      expect(acknowledged.length).toBeGreaterThanOrEqual(before + 20);
    }
    const verified = await millwright('verify', '--json').done;
    expect([verified.code, JSON.parse(verified.out).problems]).toEqual([0, []]);
    const journal = await openJournal(join(made.store, 'journal.db'), { mode: 'read' });
    const labelled = new Set(
      (await journal.read({ kind: 'event' })).map((r) => JSON.parse(r.body).predictionId as string),
    );
    for (const id of acknowledged) {
      expect(labelled.has(id)).toBe(true);
      expect(await journal.find('predictions', 'made', id.split('.')[0]!)).toBeDefined();
    }
    await journal.close();
  });
});

/** Send half of a body, call `between`, send the rest; gives the answer. */
function slowly(address: string, body: string, between: () => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = request(`${address}/v1/predict`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${KEY}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    sending.on('error', reject);
    sending.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    sending.write(body.slice(0, 5));
    setTimeout(() => {
      between();
      setTimeout(() => sending.end(body.slice(5)), 200);
    }, 100);
  });
}

describe('beside a running server', () => {
  test('commands that write go through it, and it takes the new champion over', async () => {
    const server = await serve();
    const file = join(made.store, 'server.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const promoted = await millwright('promote', 'made@2', '--json').done;
    expect(JSON.parse(promoted.out)).toMatchObject({ version: 'made@2', from: 'made@1' });
    const { json } = await server.ask('POST', '/v1/predict', { rows: [{}] });
    expect(json).toMatchObject({ version: 'made@2' });
    expect((await millwright('rollback', 'made').done).out).toContain('made@1 is the champion now');
    expect((await server.ask('GET', '/v1/systems/made')).json).toMatchObject({ champion: 'made@1' });

    const second = await millwright('serve', '--port', '0').done;
    expect([second.code, second.err]).toEqual([1, expect.stringMatching(/pid \d+, serve/)]);
    expect(second.err).not.toMatch(/at .*\.ts:\d/);
    server.child.kill('SIGTERM');
    expect((await server.done).code).toBe(0);
  });

  test('a program that opens the project is answered in process and logs through it', async () => {
    const server = await serve();
    const system = await open(made.folder, 'made');
    expect(system.logging).toBe(true);
    const { id, score } = await system.predict({ amount: 1.25 });
    expect(await system.feedback(id, 'yes')).toMatchObject({ result: 'stored' });
    const replayed = await server.ask('GET', `/v1/predictions/${id}/replay`);
    expect(replayed.json).toMatchObject({ equal: true, replayed: [score] });
    await system.close();
    server.child.kill('SIGTERM');
    await server.done;
  });

  test('the key of a server that was killed is never used', async () => {
    const server = await serve();
    server.child.kill('SIGKILL');
    await server.done;
    expect(readdirSync(made.store)).toContain('server.json');
    expect((await millwright('promote', 'made@2').done).code).toBe(0);
    expect((await millwright('rollback').done).code).toBe(0);
  });
});

describe('in process', () => {
  test('two programs: the second answers, and says that it does not log', async () => {
    const first = await open(made.folder, 'made');
    const second = await open(made.folder, 'made');
    expect([first.logging, second.logging]).toEqual([true, false]);
    const a = await first.predict({ amount: 0.5 }, { explain: true });
    const b = await second.predict({ amount: 0.5 });
    expect(b.score).toBe(a.score);
    expect(a.explanation?.outputs[0]?.contributions.length).toBeGreaterThan(0);
    await expect(second.feedback(a.id, 'yes')).rejects.toMatchObject({ code: 'journal/read-only' });
    await second.close();
    await first.close();
    await expect(open(made.folder, 'mode')).rejects.toMatchObject({ code: 'serve/no-system' });
  });
});

describe('starting', () => {
  test('a port in use, a port that is none', async () => {
    const server = await serve();
    const { port } = new URL(server.address);
    server.child.kill('SIGSTOP');
    const other = madeProject();
    await other.register('binary');
    const refused = spawn(process.execPath, [
      join(root, 'src/bin.ts'),
      'serve',
      '--port',
      port,
      '--project',
      other.folder,
    ]);
    let err = '';
    refused.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const code = await new Promise((r) => refused.on('close', r));
    expect([code, err]).toEqual([1, expect.stringMatching(/Port \d+ on 127.0.0.1 is in use[\s\S]*--port/)]);
    other.remove();
    server.child.kill('SIGKILL');
    await server.done;
    expect((await millwright('serve', '--port', '99999').done).code).toBe(2);
  });

  test('a champion with one wrong byte is refused by name, and nothing listens', async () => {
    const journal = await openJournal(join(made.store, 'journal.db'), { mode: 'read' });
    const { sha256 } = JSON.parse((await journal.find('version', 'made', '1'))!.body) as { sha256: string };
    await journal.close();
    const path = join(made.store, 'artifacts', sha256.slice(0, 2), sha256);
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    damaged[10]! ^= 1;
    writeFileSync(path, damaged);
    const refused = await millwright('serve', '--port', '0').done;
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining(sha256)]);
    const verified = await millwright('verify').done;
    expect([verified.code, verified.out]).toEqual([1, expect.stringContaining(sha256)]);
    writeFileSync(path, whole);
    expect((await millwright('verify').done).code).toBe(0);
  });
});
