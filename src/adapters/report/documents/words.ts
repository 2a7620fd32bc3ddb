import type { Design } from '../../../contracts/design.ts';
import type { Fact, Origin } from '../../../contracts/document.ts';
import type { Evaluation, Measured } from '../../../contracts/evaluation.ts';
import type { Params } from '../../../contracts/params.ts';
import type { RetrainPlan } from '../../../contracts/retraining.ts';
import { plain } from '../html.ts';
import { clipped } from '../names.ts';
import { count, decimalsFor, fixed, measuredText, percent, seconds } from '../numbers.ts';
import type { Remark } from '../sections/remarks.ts';
import type { VersionStory } from './story.ts';

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

/** "95 % by bootstrap over rows, 1,000 resamples, seed 1". */
export const intervalText = (interval: Evaluation['interval'], over: string): string =>
  `${percent(interval.level)} by ${interval.method} over ${over}, ${count(interval.samples)} resamples, seed ${interval.seed}`;

/** What a report remarks that is not praise. */
export const cautionsOf = (remarks: readonly Remark[]): string[] =>
  remarks.filter(({ tone }) => tone !== 'good').map(({ says }) => plain(says));

/** The group with the lowest figure, which chance alone may have made the lowest; null where there is none. */
export function lowestGroup(groups: VersionStory['evaluation']['groups'], label: string): string | null {
  const known = groups.filter((g) => g.measured.value !== null);
  if (known.length < 2) return null;
  const { group, cases, measured } = known.reduce((a, b) => (b.measured.value! < a.measured.value! ? b : a));
  return `${group}: ${label} ${figureText(measured)} on ${count(cases)}; not told apart from chance among ${known.length} groups`;
}

/** "learningRate 0.03, trees 300"; a parameter that holds nothing is left out. */
export const paramsText = (params: Params): string =>
  Object.entries(params)
    .filter(([, value]) => String(value) !== '')
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
