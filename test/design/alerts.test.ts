import { expect, test } from 'vitest';
import type { SystemKind } from '../../src/contracts/record.ts';
import { resolveAlerts } from '../../src/design/alerts.ts';
import type { AlertInput } from '../../src/design/monitoring-input.ts';
import { startNotes } from '../../src/design/resolution.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

function resolved(kind: SystemKind, given: readonly AlertInput[] | undefined) {
  const notes = startNotes({
    locate: (path) => ({ file: 'a.json', line: 1 + path.length, column: 1, length: 1 }) as never,
  });
  return { ...resolveAlerts(notes, kind, given), codes: notes.failures.map(({ code }) => code) };
}

test('rules say their side, their limit, and how long they last', () => {
  const { alerts, codes } = resolved('recommend', [
    { when: 'p99Ms', above: 250, for: '10m' },
    { when: 'eventsPerSecond', below: 1, webhook: 'ALERTS' },
    { when: 'drift', above: 2 },
  ]);
  expect(codes).toEqual([]);
  expect(alerts).toEqual([
    { when: 'p99Ms', side: 'above', limit: 250, forMs: 600_000 },
    { when: 'eventsPerSecond', side: 'below', limit: 1, forMs: 300_000, webhook: 'ALERTS' },
    { when: 'drift', side: 'above', limit: 2, forMs: 0 },
  ]);
});

test('nothing declared is not the same as no alerts', () => {
  expect(resolved('feed', undefined)).toEqual({ codes: [] });
  expect(resolved('feed', [])).toEqual({ alerts: [], codes: [] });
});

test.each([
  [{ when: 'p99Ms' }, 'design/alert-limit'],
  [{ when: 'p99Ms', above: 1, below: 2 }, 'design/alert-limit'],
  [{ when: 'errorRate', above: 5 }, 'design/alert-share'],
  [{ when: 'degradedRate', above: 0.1 }, 'design/alert-unfit'],
] as const)('%j is refused with %s', (given, code) => {
  expect(resolved('predict', [given]).codes).toEqual([code]);
});

test('two limits of one figure on one side are refused', () => {
  const twice = [
    { when: 'errorRate', above: 0.1 },
    { when: 'errorRate', above: 0.2 },
  ] as const;
  expect(resolved('feed', twice).codes).toEqual(['design/alert-twice']);
});

test('a design with a wrong alert is refused, at its place in the file', () => {
  const wrong = churn({
    alerts: [
      { when: 'drift', above: 0 },
      { when: 'errorRate', above: 5 },
    ],
  });
  expect(complaints(() => resolveDesign(wrong, CUSTOMERS))).toEqual([
    'design/alert-share alerts/1/above: The limit of "errorRate" is 5, and a share lies between 0 and 1.',
  ]);
  const { alerts } = resolveDesign(churn({ alerts: [] }), CUSTOMERS);
  expect(alerts).toEqual([]);
  expect(resolveDesign(churn({}), CUSTOMERS)).not.toHaveProperty('alerts');
});
