import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../src/kernels/random.ts';
import { monitorGauges } from '../../src/stages/monitor/gauges.ts';
import { championDesign, monitor } from '../../src/stages/monitor.ts';
import { type ServedWorld, SYSTEM, servedWorld, toyRow } from '../worlds/served-system.ts';

let world: ServedWorld;
beforeEach(async () => {
  world = await servedWorld();
});
afterEach(() => world.close());

const rowsOf = (count: number, seed: number, shift = 0) => {
  const r = random(seed);
  return Array.from({ length: count }, () => toyRow(r, shift));
};

describe('monitor', () => {
  it('of a system that has answered nothing says so', async () => {
    const report = await monitor({ design: world.design }, world);
    expect(report.alerts).toEqual([]);
    expect(report.operations).toMatchObject({ predictions: 0, latencyMs: null, perSecond: null });
    expect(report.drift).toMatchObject({
      alarm: false,
      columns: [],
      window: { rows: 0, waiting: 0, full: 400 },
    });
    expect(report.drift.says).toContain('the first look is due at 50');
    expect(report.accuracy).toMatchObject({ labels: 0, coverage: null, versions: [] });
  });

  it('stays quiet on rows like those of training, and says what it could have seen', async () => {
    await world.predict(rowsOf(500, 1));
    const { drift, operations, versions, alerts } = await monitor({ design: world.design }, world);
    expect(alerts).toEqual([]);
    expect(drift.window).toMatchObject({ rows: 400, waiting: 400, full: 400 });
    expect(drift.columns.map((c) => c.name).sort()).toEqual(['age', 'plan', 'score']);
    expect(drift.columns.find((c) => c.name === 'age')!.smallestShift).toBeCloseTo(0.22, 1);
    expect(drift.unwatched).toEqual([
      { name: 'joined', because: 'a timestamp: live times lie after those of training by nature' },
    ]);
    expect(versions).toMatchObject({ champion: 1, live: [{ version: 1, rows: 400 }] });
    expect(operations.perSecond).toBeCloseTo(100, 0);
    expect(operations.latencyMs!.p95).toBeCloseTo(0.1, 6);
  });

  it('finds a planted shift in the column and in the answers, and names them', async () => {
    await world.predict(rowsOf(400, 2, 0.6));
    const { drift, alerts } = await monitor({ design: world.design }, world);
    expect(
      drift.columns
        .filter((c) => c.drifted)
        .map((c) => c.name)
        .sort(),
    ).toEqual(['age', 'score']);
    const age = drift.columns.find((c) => c.name === 'age')!;
    expect(age.change!.what).toBe('mean');
    expect(age.change!.now - age.change!.before).toBeCloseTo(0.6, 0);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ kind: 'drift', since: drift.window.from });
    expect(alerts[0]!.says).toContain('"age"');
  });

  it('finds a category that training never had', async () => {
    const rows = rowsOf(400, 3).map((row, i) => (i % 5 === 0 ? { ...row, plan: 'student' } : row));
    await world.predict(rows);
    const { drift } = await monitor({ design: world.design }, world);
    const plan = drift.columns.find((c) => c.name === 'plan')!;
    expect(plan.drifted).toBe(true);
    expect(plan.change).toMatchObject({ what: 'share of "student" (new)', before: 0, now: 0.2 });
  });

  it('looks early with a part of the rate, and says that it was early', async () => {
    await world.predict(rowsOf(130, 4));
    const { drift } = await monitor({ design: world.design }, world);
    expect(drift.window).toMatchObject({ rows: 100, waiting: 130 });
    expect(drift.lookRate).toBeCloseTo(0.05 / 12, 12);
    expect(drift.says).toContain('Early look');
  });

  it('says the same when it looks again at the same rows', async () => {
    await world.predict(rowsOf(450, 5));
    const first = await monitor({ design: world.design }, world);
    expect(await monitor({ design: world.design }, world)).toEqual(first);
  });

  it('judges no row twice when it is told of the last look', async () => {
    await world.predict(rowsOf(400, 6, 0.6));
    const first = (await monitor({ design: world.design }, world)).drift;
    expect(first.alarm).toBe(true);
    await world.predict(rowsOf(60, 7));
    const second = (await monitor({ design: world.design, last: first }, world)).drift;
    expect(second).toEqual({ ...first, window: { ...first.window, waiting: 60 } });
    await world.predict(rowsOf(340, 8));
    const third = (await monitor({ design: world.design, last: second }, world)).drift;
    expect(third).toMatchObject({ alarm: false, window: { rows: 400, begin: first.window.end } });
    expect(third.window.from!).toBeGreaterThan(first.window.to!);
  });

  it('lets an early alarm in new rows take the place of a quiet window, and keeps counting from there', async () => {
    await world.predict(rowsOf(400, 9));
    const first = (await monitor({ design: world.design }, world)).drift;
    await world.predict(rowsOf(210, 10, 2));
    const early = (await monitor({ design: world.design, last: first }, world)).drift;
    expect(early).toMatchObject({ alarm: true, window: { rows: 200, begin: first.window.end } });
    await world.predict(rowsOf(190, 11, 2));
    const full = (await monitor({ design: world.design, last: early }, world)).drift;
    expect(full).toMatchObject({ alarm: true, window: { rows: 400, begin: first.window.end } });
  });

  it('begins a new window when another version becomes champion', async () => {
    await world.predict(rowsOf(400, 12, 1));
    const { drift: last } = await monitor({ design: world.design }, world);
    await world.register(2);
    await world.promote(2);
    const { drift, versions } = await monitor({ design: world.design, last }, world);
    expect(versions.champion).toBe(2);
    expect(drift).toMatchObject({ version: 2, alarm: false, window: { rows: 0, waiting: 0 } });
  });

  it('measures accuracy as labels come, against the test part', async () => {
    const rows = rowsOf(400, 13);
    const ids = await world.predict(rows, 1, { version: 2, out: [0.5], micros: 40 });
    await world.register(2);
    await world.label(
      ids.slice(0, 300),
      rows.map((row) => row.truth),
    );
    await world.label([ids[0]!], ['no']);
    await world.label(['unknown.3', 'not an id'], ['yes', 'yes']);
    const { accuracy, alerts } = await monitor({ design: world.design }, world);
    expect(accuracy.labels).toBe(300);
    expect(accuracy.coverage).toBe(0.75);
    expect(accuracy.medianDelayMs).toBeGreaterThan(60_000);
    expect(accuracy.says).toContain('75 % of the latest predictions');
    const [version] = accuracy.versions;
    expect(version).toMatchObject({ version: 1, shadow: false, rows: 300, worse: false });
    expect(version!.live.rocAuc!.value).toBeCloseTo(0.86, 1);
    expect(Object.keys(version!.live).sort()).toEqual(['brier', 'rocAuc']);
    expect(alerts).toEqual([]);
  });

  it('alarms when the world no longer is what the model learned', async () => {
    const rows = rowsOf(400, 14);
    const r = random(3);
    await world.label(
      await world.predict(rows),
      rows.map(() => (r() < 0.5 ? 'yes' : 'no')),
    );
    const { alerts, accuracy } = await monitor({ design: world.design }, world);
    expect(accuracy.versions[0]!.worse).toBe(true);
    expect(alerts.map((a) => a.kind)).toEqual(['accuracy']);
    expect(alerts[0]!.says).toMatch(/rocAuc on 400 labelled predictions is 0\.\d+, against 0\.860/);
  });

  it('warns when labels come for some scores rather than others', async () => {
    const rows = rowsOf(400, 15);
    const ids = await world.predict(rows);
    const high = rows.flatMap((row, i) => (row.score > 0.6 ? [i] : []));
    await world.label(
      high.map((i) => ids[i]!),
      high.map((i) => rows[i]!.truth),
    );
    const { accuracy } = await monitor({ design: world.design }, world);
    expect(accuracy.biasPValue).toBeLessThan(0.005);
    expect(accuracy.says).toContain('labels come sooner for some');
  });

  it('alarms on slow answers and on failing requests', async () => {
    await world.predict(rowsOf(20, 16));
    const process = { uptimeSeconds: 60, cpuSeconds: 1, residentBytes: 1e8, requests: 100, errors: 9 };
    const report = await monitor(
      { design: world.design, process: { ...process, latencyMs: { p50: 20, p95: 80, p99: 90 } } },
      world,
    );
    expect(report.alerts.map((a) => a.kind)).toEqual(['latency', 'errors']);
  });

  it('refuses a damaged artifact instead of reporting on it', async () => {
    const { trained } = JSON.parse((await world.journal.find('version', SYSTEM, '1'))!.body);
    expect(await world.artifacts.has(trained)).toBe(true);
    await world.journal.append([
      {
        kind: 'version',
        system: SYSTEM,
        id: '2',
        at: world.clock.at,
        body: JSON.stringify({
          version: 2,
          sha256: '',
          model: '',
          primary: 'rocAuc',
          metrics: {},
          trained: '1'.repeat(64),
          run: null,
        }),
      },
    ]);
    await world.promote(2);
    await expect(monitor({ design: world.design }, world)).rejects.toMatchObject({ code: 'artifact/absent' });
  });
});

describe('championDesign', () => {
  it('is the design that the champion was trained from', async () => {
    expect(await championDesign(SYSTEM, world)).toEqual(world.design);
    await expect(championDesign('other', world)).rejects.toMatchObject({ code: 'serve/no-champion' });
  });
});

describe('monitorGauges', () => {
  it('gives what is known, with the names that Prometheus likes', async () => {
    await world.predict(rowsOf(400, 17, 1));
    const families = monitorGauges([await monitor({ design: world.design }, world)]);
    const value = (name: string, labels = {}) =>
      families
        .find((f) => f.name === `millwright_${name}`)
        ?.samples.find((s) => JSON.stringify(s.labels) === JSON.stringify({ system: SYSTEM, ...labels }))
        ?.value;
    expect(value('drift_alarm')).toBe(1);
    expect(value('drift_window_rows')).toBe(400);
    expect(value('drift_p_value', { column: 'age', role: 'input' })).toBeLessThan(0.01);
    expect(value('alert', { kind: 'drift' })).toBe(1);
    expect(value('alert', { kind: 'accuracy' })).toBe(0);
    expect(value('scoring_latency_seconds', { quantile: '0.95' })).toBeCloseTo(0.0001, 9);
    expect(families.some((f) => f.name === 'millwright_live_quality')).toBe(false);
    for (const { name } of families) expect(name).toMatch(/^millwright_[a-z_]+$/);
  });
});
