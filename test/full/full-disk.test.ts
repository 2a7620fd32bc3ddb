import { copyFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { churnCsv, runCli } from '../cli/run-cli.ts';
import { churnProject } from './churn-project.ts';
import { refusal, resultOf } from './refusal.ts';
import { serveProject } from './served-system.ts';
import { smallDisk } from './small-disk.ts';

/** A disk that is full at each stage: told as such, nothing half-written, and all goes on when there is room. */
const disk = smallDisk(4096);
afterAll(() => disk?.remove());

describe.skipIf(disk === undefined)('a full disk (needs the right to mount one)', () => {
  const cwd = disk?.folder ?? '';
  const ballast = join(cwd, 'ballast');
  const command = (...argv: string[]) => runCli([...argv, '--json'], { cwd });

  /** Leave only so many bytes on the disk. A server that runs may take room meanwhile: a full disk is what was asked. */
  function leave(bytes: number): void {
    rmSync(ballast, { force: true });
    const { bavail, bsize } = statfsSync(cwd);
    try {
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
    } catch (error) {
      if (bytes > 0 || (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  beforeAll(() => {
    const from = churnProject();
    for (const name of readdirSync(from)) copyFileSync(join(from, name), join(cwd, name));
  });

  test.each([
    ['the dataset', 0, /^disk\/full$/],
    ['a model', 24_000, /^disk\/full$/],
    ['the journal', 72_000, /^(disk|journal)\/full$/],
  ])('%s', async (_what, bytes, code) => {
    leave(bytes);
    const told = refusal(await command('run'), 1);
    expect(told.code).toMatch(code);
    rmSync(ballast);
    expect(resultOf(await command('verify'))).toMatchObject({ records: 0, problems: [] });
    rmSync(join(cwd, '.millwright'), { recursive: true });
  });

  test('labels are refused while there is no room, answers go on, and then labels are stored', async () => {
    resultOf(await command('run'));
    const server = await serveProject(cwd);
    const predicted = await server.send<{ predictions: { id: string }[] }>('/v1/predict', '{"rows":[{}]}');
    const { id } = predicted.body.predictions[0]!;
    const labels = [{ predictionId: id, value: 'Yes' }];
    // It is written behind the answer.
    await expect.poll(async () => (await server.get(`/v1/predictions/${id}`)).status).toBe(200);
    leave(0);
    const refused = await server.post('/v1/feedback', { labels });
    expect([refused.status, refused.body]).toMatchObject([507, { error: { code: 'journal/full' } }]);
    expect((await server.send('/v1/predict', '{"rows":[{}]}')).status).toBe(200);
    rmSync(ballast);
    expect((await server.post('/v1/feedback', { labels })).status).toBe(200);
    expect(await server.stop()).toBe(0);
    expect(resultOf(await command('verify'))).toMatchObject({ problems: [] });
  });

  test('scores are written whole or not at all', async () => {
    writeFileSync(join(cwd, 'many.csv'), churnCsv(20_000));
    leave(100_000);
    const told = refusal(await command('predict', 'many.csv', 'out.csv'), 1);
    expect(told).toMatchObject({ code: 'disk/full', says: expect.stringContaining('out.csv') });
    expect(readdirSync(cwd).filter((name) => /out|tmp/.test(name))).toEqual([]);
  });
});
