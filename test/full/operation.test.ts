import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { SystemSeries } from '../../src/contracts/watching.ts';
import { fail } from '../../src/errors/fail.ts';
import { countedOf } from '../../src/http/metrics/counted.ts';
import { Tallies } from '../../src/http/metrics/tallies.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { Served } from '../../src/stages/serve/served-project.ts';
import { ProjectWatch } from '../../src/stages/watch/project-watch.ts';
import { madeProject } from '../http/made-project.ts';
import { type MadeService, madeService } from '../http/made-service.ts';

const made = madeProject();
let service: MadeService | undefined;
beforeAll(() => made.register('binary'));
afterEach(async () => {
  await service?.close();
  service = undefined;
});
afterAll(() => made.remove());

const silent = pino({ enabled: false });
const ROWS = { rows: [{ amount: 1 }, { amount: 2 }] };

describe('GET /metrics', () => {
  test('counts requests, rows and errors by version, in base units, and carries what monitoring adds', async () => {
    service = await madeService(made.store, {
      gauges: async () => [
        {
          name: 'millwright_drift_alarm',
          help: 'two\nlines',
          type: 'gauge',
          samples: [{ labels: { system: 'a"b' }, value: 1 }],
        },
      ],
    });
    await service.ask('POST /v1/predict', ROWS);
    await service.ask('POST /v1/predict', { rows: [{ amount: 'x' }] });
    const { json, headers } = await service.ask('GET /metrics', undefined, 'read');
    const text = json as string;
    const version = 'system="made",version="made@1"';
    for (const line of [
      'millwright_http_requests_total{method="POST",route="/v1/predict",status="200"} 1',
      'millwright_http_requests_total{method="POST",route="/v1/predict",status="400"} 1',
      `millwright_requests_total{${version}} 2`,
      `millwright_request_errors_total{${version}} 1`,
      `millwright_request_duration_seconds_bucket{${version},le="+Inf"} 2`,
      `millwright_request_duration_seconds_count{${version}} 2`,
      `millwright_predictions_total{${version}} 2`,
      `millwright_refused_rows_total{${version}} 1`,
      'millwright_model_info{system="made",version="made@1",role="champion"} 1',
      'millwright_journal_lost_predictions_total{system="made"} 0',
      '# HELP millwright_drift_alarm two\\nlines',
      'millwright_drift_alarm{system="a\\"b"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'nodejs_eventloop_lag'])
      expect(text).toContain(name);
    expect(headers['content-type']).toMatch(/version=0.0.4/);
    // Every line is a comment or "name{labels} number".
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(#.*|[a-z_][a-z0-9_]*(\{[^}]*\})? (-?[\d.e+-]+|NaN|[+-]Inf))?$/i);
  });
});

describe('a system over time', () => {
  /** A watch over the service that is opened next; it ticks when it is told to. */
  function watched() {
    const tallies = new Tallies();
    const watch = new ProjectWatch({
      clock: systemClock,
      journal: {
        append: (records) => service!.journal.append(records),
        read: (query) => service!.journal.read(query),
      } as Journal,
      systems: () => service?.project.all ?? [],
      counted: (system) => countedOf(system as Served, tallies),
      look: async () => null,
      note: () => {},
    });
    return { watch, tallies, log: silent };
  }

  test('GET /v1/watch and the series tell what was asked, refused and how long it took', async () => {
    const over = watched();
    service = await madeService(made.store, over);
    expect((await service.ask('GET /v1/systems/made/series')).status).toBe(503);
    await service.ask('POST /v1/predict', ROWS);
    await service.ask('POST /v1/predict', { rows: [{ amount: 'x' }] });
    await over.watch.tick();
    const { json } = await service.ask('GET /v1/systems/made/series?range=15m', undefined, 'read');
    const { traffic, rules, markers } = json as SystemSeries;
    const sum = (points: readonly (number | null)[]): number =>
      points.reduce<number>((a, b) => a + (b ?? 0), 0);
    expect(sum(traffic.requestsPerSecond)).toBeGreaterThan(0);
    expect(sum(traffic.answersPerSecond)).toBeCloseTo(sum(traffic.requestsPerSecond), 6);
    expect(sum(traffic.errors['400']!)).toBeCloseTo(0.5, 6);
    expect(sum(traffic.latencyMs.p99)).toBeGreaterThan(0);
    expect(rules.map(({ when }) => when)).toContain('errorRate');
    expect(markers[0]).toMatchObject({ what: 'promote', version: 1, by: 'millwright' });
    const { json: now } = await service.ask('GET /v1/watch', undefined, 'read');
    expect(now).toMatchObject({ systems: [{ system: 'made', open: [], errorRate: 0 }] });
    expect((await service.ask('GET /v1/systems/made/series?range=2y')).status).toBe(400);
  });

  test('an alert that does not fire cannot be acknowledged, and only by who may', async () => {
    const over = watched();
    service = await madeService(made.store, over);
    await over.watch.tick();
    const body = { system: 'made', incident: 'errorRate-above-1', by: 'ann' };
    expect((await service.ask('POST /v1/admin/acknowledge', body, 'read')).status).toBe(403);
    const { status, json } = await service.ask('POST /v1/admin/acknowledge', body);
    expect(status).toBe(404);
    expect(json).toMatchObject({ error: { code: 'watch/no-incident' } });
  });
});

describe('limits', () => {
  test('requests a minute, by key', async () => {
    service = await madeService(made.store, { limits: { requestsPerMinute: 3 } });
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await service.ask('POST /v1/predict', ROWS)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await service.ask('POST /v1/predict', ROWS);
    expect(refused.json).toMatchObject({ error: { code: 'http/rate' } });
    expect(refused.headers['retry-after']).toBeDefined();
    expect((await service.ask('POST /v1/predict', ROWS, 'predict')).status).toBe(200);
    expect((await service.ask('GET /readyz', undefined, null)).status).toBe(200);
  });

  test('a fault of our own is told without its stack, under the request id', async () => {
    service = await madeService(made.store, {
      report: async () => {
        throw new TypeError('secret detail');
      },
      log: silent,
    });
    const { status, json } = await service.ask('GET /reports/made/1');
    expect(status).toBe(500);
    expect(json).toMatchObject({ error: { code: 'http/internal', requestId: expect.any(String) } });
    expect(JSON.stringify(json)).not.toContain('secret');
  });
});

describe('requests of one turn of the event loop', () => {
  test('each gets its own answer, whatever the others are, and the time that it waited is measured', async () => {
    service = await madeService(made.store);
    const bodies = [ROWS, { rows: [{ amount: 'x' }] }, '{"rows":', { rows: [{ amount: 3 }] }, { rows: [] }];
    const alone = [];
    for (const body of bodies) alone.push(await service.ask('POST /v1/predict', body));
    const together = await Promise.all(bodies.map((body) => service!.ask('POST /v1/predict', body)));
    expect(together.map(timeless)).toEqual(alone.map(timeless));
    expect(together.map((answer) => answer.status)).toEqual([200, 400, 400, 200, 400]);
    const { json } = await service.ask('GET /metrics');
    expect(json).toContain(
      'millwright_http_requests_total{method="POST",route="/v1/predict",status="200"} 4',
    );
  });
});

/** An answer without what differs from one time to the next. */
const timeless = ({ status, json, headers }: { status: number; json: never; headers: object }): string =>
  JSON.stringify({ status, json, headers: Object.keys(headers) })
    .replace(/"id":"[^"]+"/g, '"id"')
    .replace(/"requestId":"[^"]+"/g, '"requestId"');

describe('readiness', () => {
  test('ends when predictions cannot be written, answers go on, and it returns', async () => {
    service = await madeService(made.store);
    const { log } = service.project.pick('made');
    const { journal } = service;
    const append = journal.append;
    journal.append = async () => {
      throw fail('journal/full', { path: 'journal.db' });
    };
    expect((await service.ask('POST /v1/predict', ROWS)).status).toBe(200);
    await log.flush();
    expect(await service.ask('GET /readyz')).toMatchObject({
      status: 503,
      json: { because: expect.stringMatching(/no room left/) },
    });
    expect(await service.ask('GET /v2/health/ready')).toMatchObject({ status: 503, json: { ready: false } });
    expect(await service.ask('GET /livez')).toMatchObject({ status: 200 });
    expect(log.lost).toBe(2);
    journal.append = append;
    await service.ask('POST /v1/predict', ROWS);
    await log.flush();
    expect((await service.ask('GET /readyz')).status).toBe(200);
  });
});
