import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { explore } from '../../src/rerankers/explore.ts';
import { estimateSlates } from '../../src/stages/estimate-slates.ts';
import { type Here, productService, view } from '../http/product-service.ts';

let made: Here['made'];
let service: Here['service'];
const { serve, start } = productService((now) => {
  ({ made, service } = now);
});

test('slates of the log are made again by another policy over what was known then, or refused where they cannot tell', async () => {
  const given = { chance: 0.5, every: 1, pool: 20, favour: 'any' };
  const { params } = resolveParams('explore', explore.params, given);
  await serve({ rerankers: [{ name: 'explore', params }] });
  const system = service.project.pickRecommender('movies');
  for (let n = 0; n < 160; n++) {
    const { id, items } = system.recommend({ user: `u${n}`, k: 2 });
    if (n % 4 === 0) await system.store([view(`u${n}`, items[0]!.item, { requestId: id })]);
  }
  system.recommend({ user: 'u0', k: 2 }, 1e6);
  await system.log.flush();
  const quiet = { begin() {}, at() {}, end() {} };
  const artifacts = fileArtifacts(join(made.store, 'artifacts'));
  const ask = (policy: string, leastEffective = 10) => {
    const ports = { journal: service.journal, artifacts, progress: quiet, checkCancelled() {} };
    const limits = { most: 1000, level: 0.95, samples: 200, leastEffective };
    return estimateSlates(
      { system: 'movies', policy, reward: null, hours: 24, counts: 'place', ...limits },
      ports,
    );
  };

  const itself = await ask('movies@1');
  expect(itself).toMatchObject({ slates: 160, decisions: 320, tooOld: 0, degraded: 1, refused: null });
  expect(itself.logged.value).toBeCloseTo(40 / 320, 12);
  // A server draws as it likes: five standard errors.
  expect(Math.abs(itself.meanWeight.value - 1)).toBeLessThan(0.25);
  expect(Math.abs(itself.estimates!.snips.value - 40 / 320)).toBeLessThan(0.1);

  expect((await ask('1', 1000)).refused).toContain('users of the other policy, and 1000 are asked for');
  const other = await ask('recently-added', 1);
  expect(other.estimates).toBeNull();
  expect(other.refused).toMatch(/no chance to show|is worth/);
  await expect(ask('ease')).rejects.toMatchObject({ code: 'estimate/no-policy' });
  await service.close();
  await made.register();
  await start();
  const later = ask('movies@2');
  await expect(later).rejects.toMatchObject({ code: 'estimate/no-slates', details: { tooOld: 160 } });
});
