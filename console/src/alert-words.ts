import { amount, percent } from '../../src/adapters/report/numbers.ts';
import { ALERT_MEASURES, type AlertMeasure } from '../../src/contracts/watching.ts';

const TITLES: Readonly<Record<AlertMeasure, string>> = {
  p50Ms: 'Half of the answers are slow',
  p95Ms: 'Answers are slow',
  p99Ms: 'Some answers are very slow',
  errorRate: 'Requests fail',
  refusedRate: 'Requests are refused',
  turnedAwayRate: 'Requests are turned away',
  degradedRate: 'Slates are plain',
  requestsPerSecond: 'Requests',
  eventsPerSecond: 'Events',
  lostAnswers: 'Answers are lost',
  drift: 'Data drift',
  accuracyDrop: 'Quality has dropped',
  outcomeDrop: 'Fewer slates are taken',
  staleDays: 'The model is stale',
};

export const titleOf = (when: AlertMeasure): string => TITLES[when];

/** A figure of a measure with its unit. */
export function figureOf(when: AlertMeasure, value: number | null): string {
  if (value === null) return '–';
  const { unit } = ALERT_MEASURES[when];
  if (unit === 'share') return percent(value);
  return unit === 'of the metric' ? amount(value) : `${amount(value)} ${unit}`;
}
