import { expect, test } from 'vitest';
import { COUNTERS, type Counter } from '../../../src/contracts/watching.ts';
import { logBucket } from '../../../src/kernels/log-histogram.ts';
import { TRAFFIC_SLOTS, Traffic } from '../../../src/stages/watch/traffic.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const TICK = 10_000;

const counted = (counts: Partial<Record<Counter, number>>, ms = 0): Float64Array => {
  const slots = new Float64Array(TRAFFIC_SLOTS);
  for (const [name, n] of Object.entries(counts)) slots[COUNTERS.indexOf(name as Counter)] = n;
  if (ms > 0) slots[COUNTERS.length + logBucket(ms)] = counts.requests ?? 0;
  return slots;
};

/** An hour of 20 requests every 10 seconds, a tenth of them failed, with ten minutes of silence in which the server was down. */
function anHour(): Traffic {
  const traffic = new Traffic();
  for (let at = NOON - 3_600_000 + TICK; at <= NOON; at += TICK) {
    const down = at > NOON - 1_200_000 && at <= NOON - 600_000;
    if (!down) traffic.add(at, TICK, counted({ requests: 20, '503': 2, answers: 18, degraded: 9 }, 40));
  }
  return traffic;
}

test('rates, shares and times come out as they went in, and are unknown while nobody counted', () => {
  const { at, requestsPerSecond, errors, latencyMs, degradedShare } = anHour().series('1h', NOON);
  const down = at.findIndex((start) => start === NOON - 900_000);
  expect(at.length).toBe(120);
  expect(requestsPerSecond[0]).toBe(2);
  expect(requestsPerSecond[down]).toBeNull();
  expect(Object.keys(errors)).toEqual(['503']);
  expect(errors['503']![0]).toBe(0.1);
  expect(degradedShare[0]).toBe(0.5);
  expect(Math.abs(latencyMs.p99[0]! / 40 - 1)).toBeLessThan(0.0571);
  expect(latencyMs.p50[down]).toBeNull();
});

test('every range tells the same hour, however coarse', () => {
  const traffic = anHour();
  for (const range of ['1h', '6h', '1d', '7d', '30d'] as const) {
    const { at, stepMs, requestsPerSecond } = traffic.series(range, NOON);
    expect(at.at(-1)! + stepMs).toBeGreaterThanOrEqual(NOON);
    expect(new Set(requestsPerSecond.filter((r) => r !== null && r > 0))).toEqual(new Set([2]));
  }
});

test('what is kept goes on where it stood', () => {
  const traffic = anHour();
  const again = new Traffic();
  again.restore(traffic.bytes());
  expect(again.series('1d', NOON)).toEqual(traffic.series('1d', NOON));
  again.restore(new Uint8Array(7));
  expect(again.since(NOON, 60_000).of('requests')).toBe(120);
});

test('what the server turns away is told by status, a second, where there is any', () => {
  const traffic = new Traffic();
  traffic.add(NOON, TICK, counted({ asked: 40, away401: 20, awayOther: 10 }));
  const { turnedAway, requestsPerSecond } = traffic.series('15m', NOON);
  expect(Object.keys(turnedAway)).toEqual(['401', 'Other']);
  expect(turnedAway['401']!.at(-1)).toBe(2);
  expect(requestsPerSecond.at(-1)).toBe(0);
});
