import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { paint } from '../../src/cli/paint.ts';
import { slateMonitorText } from '../../src/cli/slate-monitor-text.ts';
import { monitorGauges } from '../../src/stages/monitor/gauges.ts';
import { watchedRecommender } from '../../src/stages/monitor-recommender.ts';
import { monitorSlates } from '../../src/stages/monitor-slates.ts';
import { type Here, productService, view } from '../http/product-service.ts';

let made: Here['made'];
let service: Here['service'];
const { serve } = productService((now) => {
  ({ made, service } = now);
});

test('a look at a recommender in service tells what was shown, what came of it, and alerts', async () => {
  await serve();
  const system = service.project.pickRecommender('movies');
  for (let n = 0; n < 40; n++) {
    const { id, items } = system.recommend({ user: `u${n}`, k: 4 });
    if (n % 4 === 0) await system.store([view(`u${n}`, items[1]!.item, { requestId: id })]);
  }
  for (let n = 0; n < 10; n++) system.recommend({ filters: [{ attribute: 'year', from: 3000 }] });
  system.recommend({ user: 'u1', k: 3 }, 1e6);
  await system.store(Array.from({ length: 60 }, (_, n) => view(`new-${n}`, 'i79')));
  await system.log.flush();

  const artifacts = fileArtifacts(join(made.store, 'artifacts'));
  const ports = { journal: service.journal, artifacts, clock: systemClock };
  const watched = await watchedRecommender('movies', 1, ports);
  const report = await monitorSlates({ watched, windowRows: 60 }, ports);
  expect(report).toMatchObject({
    versions: { champion: 1, challenger: null, live: [{ version: 1, rows: 51 }] },
    operations: { slates: 51, degraded: { late: 1 } },
    slates: { slates: 51, shown: 163, cold: expect.any(Number), fresh: 0 },
    shadow: null,
    outcomes: { versions: [{ version: 1, slates: 50, settled: 0, rate: { value: 0.2 } }], difference: null },
    drift: { version: 1, window: { rows: 60, full: 60 }, alarm: true },
  });
  expect(report.outcomes.versions[0]!.byPlace[1]).toBeCloseTo(10 / 40, 12);
  expect(report.outcomes.versions[0]!.events).toEqual({ view: 0.2 });
  expect(report.slates.empty.value).toBeCloseTo(10 / 51, 12);
  expect(report.drift.columns.filter((c) => c.drifted).map((c) => c.name)).toContain('user is');
  expect(report.alerts.map(({ kind }) => kind)).toEqual(['empty', 'drift']);

  const text = slateMonitorText(report, paint(false));
  expect(text).toContain('50 slates of the champion'.replace('50', '51'));
  expect(text).not.toMatch(/undefined|NaN|\[object/);
  const names = monitorGauges([], [report]).map(({ name }) => name);
  expect(names).toContain('millwright_slate_taken_ratio');
  expect(new Set(names).size).toBe(names.length);
});
