import type { Design } from '../../../contracts/design.ts';
import type { Fact, Origin } from '../../../contracts/document.ts';
import type { Measured } from '../../../contracts/evaluation.ts';
import type { Params } from '../../../contracts/params.ts';
import type { RetrainPlan } from '../../../contracts/retraining.ts';
import { clipped } from '../names.ts';
import { count, decimalsFor, fixed, measuredText, percent, seconds } from '../numbers.ts';

/** A statement; an empty text is one that nobody knows. */
export const fact = (term: string, says: string | null, from: Origin, find?: string): Fact => ({
  term,
  says: says === null || says === '' ? null : says,
  from,
  ...(find !== undefined && { find }),
});

/** "a, b and 3 more". */
export function listed(items: readonly string[], most = 12): string {
  const more = items.length - most;
  return `${items.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export const figureText = (measured: Measured): string =>
  measuredText(measured, Math.min(4, decimalsFor([measured])));

/** "learningRate 0.03, trees 300"; a parameter that holds nothing is left out. */
export const paramsText = (params: Params): string =>
  Object.entries(params)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key} ${clipped(String(value), 60)}`)
    .join(', ');

export function scaleText({ requestsPerSecond, rowsPerDay }: Design['requirements']['scale']): string {
  const parts = [
    requestsPerSecond !== null && `${count(requestsPerSecond)} requests a second`,
    rowsPerDay !== null && `${count(rowsPerDay)} rows a day`,
  ];
  return parts.filter((p) => p !== false).join(', ');
}

const PROMOTES: Readonly<Record<RetrainPlan['promote'], string>> = {
  better: 'the new version answers when it is surely better',
  'not-worse': 'the new version answers when it is surely not worse',
  never: 'the new version waits as challenger',
};

export function retrainText(plan: RetrainPlan | undefined): string | null {
  if (plan === undefined) return null;
  const when = [plan.everyMs !== null && `every ${duration(plan.everyMs)}`, plan.onDrift && 'on drift'];
  const margin = plan.promote === 'not-worse' ? ` by more than ${percent(plan.margin)}` : '';
  return `${when.filter((w) => w !== false).join(' and ')}; ${PROMOTES[plan.promote]}${margin}`;
}

/** "6 h", "1 day". */
function duration(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours >= 24 && Number.isInteger(hours / 24)) return hours === 24 ? 'day' : `${hours / 24} days`;
  if (hours >= 1) return hours === 1 ? 'hour' : `${fixed(hours, Number.isInteger(hours) ? 0 : 1)} hours`;
  return seconds(ms / 1000);
}
