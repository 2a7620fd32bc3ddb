import { ALERT_MEASURES, type AlertMeasure, type AlertRule, TURNED_AWAY } from '../../contracts/watching.ts';
import type { WatchedReport } from './look-points.ts';
import type { Traffic, Work } from './traffic.ts';

/** What a rule is judged by. */
export interface Judged {
  /** Null where nothing is known. */
  readonly value: number | null;
  /** Whether the rule is broken; null = not known. */
  readonly broken: boolean | null;
  readonly says: string;
}

/** What is known of a system now. */
export interface Known {
  readonly now: number;
  readonly traffic: Traffic;
  /** The last look of monitoring; null before the first. */
  readonly report: WatchedReport | null;
  readonly champion: { readonly version: number; readonly registeredAt: number } | null;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** With fewer requests in a minute five are taken together; with fewer in these, shares and times say nothing. */
const ENOUGH = 20;
const FEWEST = 5;
/** Characters of a column's name that are told. */
const LONGEST = 60;

/** Judge a rule by what is known. A share or a time of too few requests breaks no rule; a look that was not made tells nothing. */
export function judge(rule: AlertRule, known: Known): Judged {
  const { value, sure = true, of } = foundOf(rule.when, known);
  const { unit, from } = ALERT_MEASURES[rule.when];
  if (value === null)
    return { value, broken: from === 'traffic' ? false : null, says: `Nothing is known: ${of}.` };
  const beyond = rule.side === 'above' ? value > rule.limit : value < rule.limit;
  const limit = `it should not be ${rule.side} ${figure(rule.limit, unit)}`;
  return { value, broken: beyond && sure, says: `${figure(value, unit)} ${of}; ${limit}.` };
}

interface Found {
  readonly value: number | null;
  /** False: it may be chance, so that no alert should come of it. */
  readonly sure?: boolean;
  /** What it is a figure of. */
  readonly of: string;
}

function foundOf(when: AlertMeasure, known: Known): Found {
  if (ALERT_MEASURES[when].from === 'traffic') return ofTraffic(when, known);
  const { report, champion, now } = known;
  if (when === 'staleDays')
    return {
      value: champion === null ? null : (now - champion.registeredAt) / DAY,
      of: `since the data of version ${champion?.version} were read`,
    };
  if (when === 'drift') return ofDrift(report);
  if (when === 'accuracyDrop') return ofAccuracy(report);
  const difference = report?.outcomes?.difference ?? null;
  return {
    value: difference?.value == null ? null : -difference.value,
    sure: difference?.worse === true,
    of: `fewer slates with an item taken than version ${difference?.before ?? 'before'}`,
  };
}

function ofTraffic(when: AlertMeasure, { traffic, now }: Known): Found {
  const minute = traffic.since(now, MINUTE);
  const few = minute.of('requests') < ENOUGH;
  const work = few ? traffic.since(now, 5 * MINUTE) : minute;
  const over = few ? 'over the last 5 minutes' : 'over the last minute';
  const requests = work.of('requests');
  const perSecond = (n: number): number | null => (work.coveredMs === 0 ? null : (1000 * n) / work.coveredMs);
  const ofEnough = (value: number): number | null => (requests < FEWEST ? null : value);
  switch (when) {
    case 'p50Ms':
      return { value: ofEnough(work.ms(0.5)), of: `for half of the answers ${over}` };
    case 'p95Ms':
      return { value: ofEnough(work.ms(0.95)), of: `for 95 % of the answers ${over}` };
    case 'p99Ms':
      return { value: ofEnough(work.ms(0.99)), of: `for 99 % of the answers ${over}` };
    case 'errorRate':
      return { value: ofEnough(work.statuses('5') / requests), of: `of ${requests} requests failed ${over}` };
    case 'refusedRate':
      return {
        value: ofEnough(work.statuses('4') / requests),
        of: `of ${requests} requests were refused ${over}`,
      };
    case 'turnedAwayRate':
      return { value: turnedAway(work), of: `of all requests to this server were turned away ${over}` };
    case 'requestsPerSecond':
      return { value: perSecond(requests), of: `requests came ${over}` };
    case 'eventsPerSecond':
      return { value: perSecond(work.of('events')), of: `events came ${over}` };
    case 'lostAnswers':
      return { value: lost(traffic, now), of: 'answers could not be written down in the last 5 minutes' };
    default:
      return { value: degraded(work), of: `of the slates were plain ${over}` };
  }
}

const lost = (traffic: Traffic, now: number): number => traffic.since(now, 5 * MINUTE).of('lost');

const turnedAway = (work: Work): number | null =>
  work.of('asked') < FEWEST
    ? null
    : TURNED_AWAY.reduce((sum, status) => sum + work.of(`away${status}`), 0) / work.of('asked');

const degraded = (work: Work): number | null =>
  work.of('answers') < FEWEST ? null : work.of('degraded') / work.of('answers');

function ofDrift(report: WatchedReport | null): Found {
  const columns = report?.drift?.columns ?? [];
  const drifted = columns.filter((c) => c.drifted).map((c) => JSON.stringify(c.name.slice(0, LONGEST)));
  const named =
    drifted.length === 0 ? '' : `: ${drifted.slice(0, 5).join(', ')}${drifted.length > 5 ? ' …' : ''}`;
  return {
    value: columns.length === 0 ? null : drifted.length,
    of: `${drifted.length === 1 ? 'differs' : 'differ'} from training${named}`,
  };
}

function ofAccuracy(report: WatchedReport | null): Found {
  const { champion = null } = report?.versions ?? {};
  const found = report?.accuracy?.versions.find((v) => v.version === champion && !v.shadow);
  return {
    value: found?.difference?.value == null ? null : -found.difference.value,
    sure: found?.worse === true,
    of: `of ${report?.accuracy?.primary ?? 'the metric'} lost since the test, on ${found?.rows ?? 0} labels`,
  };
}

const round = (value: number): string => String(Number(value.toPrecision(3)));

/** A figure with its unit. */
function figure(value: number, unit: string): string {
  if (unit === 'share') return `${round(100 * value)} %`;
  if (unit === 'columns') return `${value} ${value === 1 ? 'column' : 'columns'}`;
  if (unit === 'answers' || unit === 'of the metric') return round(value);
  return `${round(value)} ${unit}`;
}

/** What to do first when a rule is broken. */
export const ACTIONS: Readonly<Record<AlertMeasure, string>> = {
  p50Ms: 'Use a smaller model or fewer candidates, or more processes.',
  p95Ms: 'Use a smaller model or fewer candidates, or more processes.',
  p99Ms: 'Look for work that keeps answers waiting: large requests, a busy machine, a slow disk.',
  errorRate:
    'Read the log of the server for the codes of the errors; roll back when it began with a promotion.',
  turnedAwayRate:
    '401: a client without a good key; 429: one that asks too often; 503: more processes, or less to do.',
  refusedRate: 'Read an answer that was refused: it says what the client got wrong.',
  degradedRate: 'Give slates more time, use fewer retrievers or candidates, or more processes.',
  requestsPerSecond: 'Check whether clients still reach this server.',
  eventsPerSecond: 'Check whether the product still sends its events.',
  lostAnswers: 'Check the disk under .millwright: it is full, or cannot be written.',
  drift:
    'Check the source of these columns first (units, new categories, a broken join); if the change is real, train again.',
  accuracyDrop: 'Train again on recent data, compare in shadow, and promote it when it is better.',
  outcomeDrop: 'Compare what both versions show, and roll back when nothing else changed meanwhile.',
  staleDays: 'Run "millwright run", or see in the log of the server why training again failed.',
};
