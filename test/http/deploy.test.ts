import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
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

const answeredBy = async (): Promise<string> => {
  const { json } = await service.ask('POST /v1/predict', { rows: [{ amount: 1 }] });
  return (json as { version: string }).version;
};

describe('shadow', () => {
  test('the challenger scores what the champion answers, and the comparison tells how they differ', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ amount: i / 10 - 2.5, plan: 'basic' }));
    const { json } = await service.ask('POST /v1/predict', { rows });
    const answers = (json as { predictions: { score: number; label: string }[] }).predictions;
    const challenger = service.project.pick('made').challenger!;
    const out = new Float64Array(1);
    const theirs = rows.map((row) => {
      challenger.pipeline.scoreRow(row, out);
      return out[0]!;
    });
    const differences = theirs.map((s, i) => s - answers[i]!.score);
    const agreed = theirs.filter(
      (s, i) => (s >= challenger.threshold! ? 'yes' : 'no') === answers[i]!.label,
    ).length;
    const { json: shadow } = await service.ask('GET /v1/systems/made/shadow', undefined, 'read');
    expect(shadow).toMatchObject({
      champion: 'made@1',
      challenger: 'made@2',
      rows: 50,
      agreement: agreed / 50,
      difference: { min: Math.min(...differences), max: Math.max(...differences) },
      dropped: 0,
    });
  });
});

describe('promoting and rolling back', () => {
  test('changes who answers at once, and is told in the registry', async () => {
    expect(await answeredBy()).toBe('made@1');
    const promoted = await service.ask('POST /v1/admin/promote', { version: 2, why: 'better' });
    expect(promoted.json).toEqual({ system: 'made', action: 'promote', version: 'made@2', from: 'made@1' });
    expect(await answeredBy()).toBe('made@2');
    expect((await service.ask('POST /v1/admin/challenge', { version: 1 })).status).toBe(200);
    const { json } = await service.ask('GET /v1/systems/made');
    expect(json).toMatchObject({ champion: 'made@2', challenger: 'made@1', category: 'binary' });
    expect((await service.ask('POST /v1/admin/rollback', {})).json).toMatchObject({ version: 'made@1' });
    expect(await answeredBy()).toBe('made@1');
  });

  test.each([
    ['promote', { version: 1 }, 409, 'serve/already'],
    ['promote', { version: 9 }, 404, 'serve/no-version'],
    ['promote', { version: 0 }, 400, 'http/malformed'],
    ['challenge', { version: 1 }, 409, 'serve/already'],
    ['rollback', {}, 409, 'serve/nothing-to-roll-back'],
    ['rollback', { system: 'mode' }, 404, 'serve/no-system'],
  ])('%s %o is refused', async (action, body, status, code) => {
    const before = await service.journal.read({ kind: 'deployment' });
    expect(await service.ask(`POST /v1/admin/${action}`, body)).toMatchObject({
      status,
      json: { error: { code } },
    });
    expect(await service.journal.read({ kind: 'deployment' })).toEqual(before);
  });

  test('no answer is lost while models change', async () => {
    const answers: Promise<{ status: number }>[] = [];
    for (let i = 0; i < 20; i++) {
      for (let k = 0; k < 10; k++) answers.push(service.ask('POST /v1/predict', { rows: [{ amount: k }] }));
      const move =
        i % 2 === 0
          ? service.ask('POST /v1/admin/promote', { version: 2 })
          : service.ask('POST /v1/admin/rollback', {});
      expect((await move).status).toBe(200);
    }
    for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
    expect(await answeredBy()).toBe('made@1');
  });

  test('a version with a missing file never gets a place, and as challenger only its shadow is missing', async () => {
    await service.ask('POST /v1/admin/challenge', { version: 2 });
    const { sha256 } = service.project.pick('made').registry.versions[1]!;
    await service.close();
    rmSync(join(made.store, 'artifacts', sha256.slice(0, 2), sha256));
    service = await madeService(made.store, { log: pino({ enabled: false }) });
    expect(await answeredBy()).toBe('made@1');
    expect((await service.ask('GET /v1/systems/made/shadow')).json).toMatchObject({
      challenger: 'made@2',
      rows: 0,
      because: expect.stringMatching(sha256),
    });
    expect(await service.ask('POST /v1/admin/promote', { version: 2 })).toMatchObject({
      status: 500,
      json: { error: { code: 'artifact/absent' } },
    });
    expect(await answeredBy()).toBe('made@1');
  });
});
