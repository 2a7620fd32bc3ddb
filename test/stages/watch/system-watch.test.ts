import { expect, test } from 'vitest';
import type { JournalRecord, StoredRecord } from '../../../src/contracts/record.ts';
import { type AlertRule, COUNTERS, type Incident } from '../../../src/contracts/watching.ts';
import type { Checkpoint, Checkpoints } from '../../../src/ports/checkpoints.ts';
import type { Journal } from '../../../src/ports/journal.ts';
import { judge } from '../../../src/stages/watch/alert-values.ts';
import { SystemWatch, type Watched } from '../../../src/stages/watch/system-watch.ts';
import { TRAFFIC_SLOTS, Traffic } from '../../../src/stages/watch/traffic.ts';

const START = Date.UTC(2026, 10, 23);
const RULE: AlertRule = { when: 'errorRate', side: 'above', limit: 0.1, forMs: 60_000 };

/** A system whose requests fail as they are told, and the stores that outlive its watch. */
function world(alerts: readonly AlertRule[] = [RULE]) {
  const records: StoredRecord[] = [];
  const kept = new Map<string, Checkpoint>();
  const told: Incident[] = [];
  let now = START;
  let counted = new Float64Array(TRAFFIC_SLOTS);
  const watched: Watched = {
    name: 'churn',
    kind: 'predict',
    registry: { system: 'churn', versions: [], champion: 1, challenger: null, former: [], history: [] },
    champion: { version: 1, design: { alerts, requirements: { latencyMs: null } } },
  };
  const ports = {
    clock: { now: () => now, elapsed: () => now },
    journal: {
      append: async (added: readonly JournalRecord[]) => {
        for (const record of added) records.push({ ...record, seq: records.length + 1 });
        return [];
      },
      read: async () => records.toReversed(),
    } as unknown as Journal,
    checkpoints: {
      read: async (name: string) => kept.get(name),
      write: async (name: string, checkpoint: Checkpoint) => void kept.set(name, structuredClone(checkpoint)),
    } as Checkpoints,
    tell: (_rule: AlertRule, incident: Incident) => told.push(incident),
  };
  let watch = new SystemWatch(watched, ports);
  return {
    records,
    told,
    watch: () => watch,
    now: () => now,
    /** Ten seconds with so many requests, of which so many fail. */
    async go(requests: number, failed: number, times = 1) {
      for (let i = 0; i < times; i++) {
        now += 10_000;
        counted = counted.slice();
        counted[COUNTERS.indexOf('requests')]! += requests;
        counted[COUNTERS.indexOf('500')]! += failed;
        watch.count(now, 10_000, counted);
        await watch.judge(now);
      }
    },
    /** @param bytes what the series were turned into meanwhile */
    async restart(bytes?: Uint8Array) {
      await watch.keep();
      if (bytes !== undefined) kept.set('churn', { ...kept.get('churn')!, bytes });
      watch = new SystemWatch(watched, ports);
      counted = new Float64Array(TRAFFIC_SLOTS);
      await watch.open();
    },
  };
}

const states = (watch: SystemWatch): string[] => watch.openIncidents.map(({ state }) => state);

test('an alert waits, fires, is acknowledged, outlives a restart and is resolved; each step is noted', async () => {
  const w = world();
  await w.go(100, 0, 3);
  expect(states(w.watch())).toEqual([]);
  await w.go(100, 90);
  expect(states(w.watch())).toEqual(['pending']);
  await w.go(100, 90, 6);
  expect(states(w.watch())).toEqual(['firing']);
  const [{ id, says }] = w.watch().openIncidents as [Incident];
  expect(says).toMatch(/^90 % of 600 requests failed over the last minute; it should not be above 10 %/);
  await w.watch().acknowledge(id, 'ann', 'the disk is being mended');
  await w.restart();
  expect(w.watch().openIncidents[0]).toMatchObject({ id, state: 'firing', acknowledged: { by: 'ann' } });
  expect(
    w
      .watch()
      .series('15m', w.now())
      .traffic.requestsPerSecond.filter((r) => r === 10).length,
  ).toBe(10);
  await w.go(100, 0, 13);
  expect(states(w.watch())).toEqual([]);
  const [after] = w.watch().series('1h', w.now()).incidents;
  expect(after).toMatchObject({ id, state: 'resolved', since: START + 40_000 });
  expect(w.records.map(({ body }) => (JSON.parse(body) as { state: string }).state)).toEqual([
    'firing',
    'acknowledged',
    'resolved',
  ]);
  expect(w.told.map(({ state }) => state)).toEqual(['firing', 'resolved']);
});

test('series that cannot be read begin anew, and keep nobody from answering', async () => {
  const w = world();
  await w.go(100, 0, 3);
  await w.restart(new Uint8Array([1, 2, 3]));
  expect(
    w
      .watch()
      .series('15m', w.now())
      .traffic.requestsPerSecond.every((r) => r === null),
  ).toBe(true);
});

test('one bad request of few wakes nobody, and what is over cannot be acknowledged', async () => {
  const w = world();
  await w.go(0, 0, 40);
  await w.go(1, 1, 1);
  await w.go(0, 0, 20);
  expect(w.records).toEqual([]);
  await expect(w.watch().acknowledge('errorRate-above-x', 'ann', '')).rejects.toThrow('No alert');
});

test('where a design declares nothing, what should wake somebody anywhere is watched; where it declares none, nothing', () => {
  const usual = world().watch();
  expect(usual.rules).toEqual([RULE]);
  expect(world([]).watch().rules).toEqual([]);
  const { watched } = usual;
  const plain = { ...watched, champion: { version: 1, design: { requirements: { latencyMs: 50 } } } };
  const rules = new SystemWatch(plain, {} as never).rules.map(({ when }) => when);
  expect(rules).toEqual(['errorRate', 'turnedAwayRate', 'p95Ms', 'lostAnswers', 'drift', 'accuracyDrop']);
});

test('what the server turns away is a share of all that it was asked, and nothing of a few', () => {
  const rule: AlertRule = { when: 'turnedAwayRate', side: 'above', limit: 0.05, forMs: 0 };
  const judged = (asked: number, away401: number) => {
    const traffic = new Traffic();
    const counts = Float64Array.from({ length: TRAFFIC_SLOTS });
    counts[COUNTERS.indexOf('asked')] = asked;
    counts[COUNTERS.indexOf('away401')] = away401;
    traffic.add(START, 10_000, counts);
    return judge(rule, { now: START, traffic, report: null, champion: null });
  };
  expect(judged(40, 10)).toMatchObject({ value: 0.25, broken: true });
  expect(judged(40, 1)).toMatchObject({ value: 0.025, broken: false });
  expect(judged(4, 4)).toMatchObject({ value: null, broken: false });
});

test('who was told outside is noted, and a step of which nobody knows that is told again after a restart', async () => {
  const w = world();
  await w.go(100, 90, 8);
  expect(w.told).toHaveLength(1);
  await w.restart();
  expect(w.told.map(({ state }) => state)).toEqual(['firing', 'firing']);
  const [{ id }] = w.told as [Incident];
  await w.watch().told(id, 'ALERTS answered 503, tried 5 times');
  await w.restart();
  expect(w.told).toHaveLength(2);
  expect(w.watch().openIncidents[0]!.told).toMatchObject({ because: 'ALERTS answered 503, tried 5 times' });
  await w.go(100, 0, 13);
  expect(w.told.at(-1)).toMatchObject({ state: 'resolved', told: null });
});
