import type { SystemKind } from './record.ts';

/** What is counted of a system while it serves; each is a sum that only grows. */
export const COUNTERS = [
  'requests',
  '400',
  '404',
  '413',
  '422',
  '429',
  '4xx',
  '500',
  '503',
  '5xx',
  'answers',
  'degraded',
  'events',
  'lost',
  'asked',
  'away401',
  'away429',
  'away503',
  'awayOther',
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Statuses of refused and failed requests; "4xx" and "5xx" are all others. */
export const STATUSES = ['400', '404', '413', '422', '429', '4xx', '500', '503', '5xx'] as const;

/**
 * What requests are turned away with before it is known which system they are for: those with no key, too many of one key, too
 * busy a server, and all others, such as for a system that is not there. Counted of the whole server, beside all that it was
 * 'asked' to predict, recommend or store.
 */
export const TURNED_AWAY = ['401', '429', '503', 'Other'] as const;
export type TurnedAway = (typeof TURNED_AWAY)[number];

/** How far back a series goes. */
export const RANGES = ['15m', '1h', '6h', '1d', '7d', '30d'] as const;
export type Range = (typeof RANGES)[number];

/** Values by point of time; null = nobody counted then: the server was down. */
type Points = readonly (number | null)[];

/** Work done over time. `at` are the beginnings of the windows, ms since 1970. */
export interface TrafficSeries {
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  readonly at: readonly number[];
  readonly requestsPerSecond: Points;
  /** Share of requests that were answered with each status; those without any are left out. */
  readonly errors: Readonly<Partial<Record<(typeof STATUSES)[number], Points>>>;
  /** From the head of a request to its answer, within 5.7 %; null also where nothing was asked. */
  readonly latencyMs: { readonly p50: Points; readonly p95: Points; readonly p99: Points };
  /** Rows predicted, or slates and pages answered. */
  readonly answersPerSecond: Points;
  /** Of answers; null also where there was none. */
  readonly degradedShare: Points;
  readonly eventsPerSecond: Points;
  /** Requests a second that the whole server turned away before it knew for which system; those without any are left out. */
  readonly turnedAway: Readonly<Partial<Record<TurnedAway, Points>>>;
}

/** What one look of monitoring found, as a point of a time line. */
export interface LookPoint {
  readonly at: number;
  readonly version: number | null;
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly role: 'input' | 'output';
    /** In `unit`; null where it has no meaning. */
    readonly shift: number | null;
    readonly smallest: number | null;
    readonly unit: string;
    readonly drifted: boolean;
  }[];
}

/** How good a version was on what had come true by then. */
export interface QualityPoint {
  readonly at: number;
  readonly metric: string;
  readonly version: number;
  readonly shadow: boolean;
  /** Labels, or slates. */
  readonly rows: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** On the test part, when it was trained; null where nothing compares. */
  readonly tested: number | null;
}

/** A change of who answers, to be marked on a time line. */
export interface DeployMarker {
  readonly at: number;
  readonly what: 'promote' | 'rollback' | 'retrain' | 'shadow-start' | 'shadow-stop';
  readonly version: number;
  readonly from: number | null;
  readonly by: string;
  readonly why: string;
}

export type AlertMeasure =
  | 'p50Ms'
  | 'p95Ms'
  | 'p99Ms'
  | 'errorRate'
  | 'refusedRate'
  | 'turnedAwayRate'
  | 'degradedRate'
  | 'requestsPerSecond'
  | 'eventsPerSecond'
  | 'lostAnswers'
  | 'drift'
  | 'accuracyDrop'
  | 'outcomeDrop'
  | 'staleDays';

export interface MeasureFacts {
  readonly about: string;
  /** "share", "ms" ... as figures are shown. */
  readonly unit: 'ms' | 'share' | 'a second' | 'columns' | 'days' | 'answers' | 'of the metric';
  /** traffic: of the last minutes; look: of what monitoring found; registry: of the versions. */
  readonly from: 'traffic' | 'look' | 'registry';
  /** Absent = every kind. */
  readonly kinds?: readonly SystemKind[];
}

/** What alerts can be declared on. */
export const ALERT_MEASURES: Readonly<Record<AlertMeasure, MeasureFacts>> = {
  p50Ms: { about: 'half of the answers take longer', unit: 'ms', from: 'traffic' },
  p95Ms: { about: '5 % of answers take longer', unit: 'ms', from: 'traffic' },
  p99Ms: { about: '1 % of answers take longer', unit: 'ms', from: 'traffic' },
  errorRate: { about: 'share of requests that failed: 5xx', unit: 'share', from: 'traffic' },
  refusedRate: { about: 'share of requests that were refused: 4xx', unit: 'share', from: 'traffic' },
  turnedAwayRate: {
    about: 'share of requests that the server turned away before it knew for which system: 401, 429, 503',
    unit: 'share',
    from: 'traffic',
  },
  degradedRate: {
    about: 'share of slates of plain popular items',
    unit: 'share',
    from: 'traffic',
    kinds: ['recommend', 'feed'],
  },
  requestsPerSecond: { about: 'requests', unit: 'a second', from: 'traffic' },
  eventsPerSecond: { about: 'events', unit: 'a second', from: 'traffic', kinds: ['recommend', 'feed'] },
  lostAnswers: { about: 'answers that could not be written down', unit: 'answers', from: 'traffic' },
  drift: { about: 'columns that differ from training', unit: 'columns', from: 'look' },
  accuracyDrop: {
    about: 'loss of the primary metric since the test, where it is surely one',
    unit: 'of the metric',
    from: 'look',
    kinds: ['predict'],
  },
  outcomeDrop: {
    about: 'loss of slates with an item taken against the champion before, where it is surely one',
    unit: 'share',
    from: 'look',
    kinds: ['recommend', 'feed'],
  },
  staleDays: { about: 'since the data of the champion were read', unit: 'days', from: 'registry' },
};

/** When somebody should look. */
export interface AlertRule {
  readonly when: AlertMeasure;
  readonly side: 'above' | 'below';
  readonly limit: number;
  /** It must hold for so long before it fires, and be over for so long before it is resolved. */
  readonly forMs: number;
  /** The environment variable that holds the address to tell; absent = nobody is told. */
  readonly webhook?: string;
}

/** One time that a rule was broken. */
export interface Incident {
  /** Unique in the system. */
  readonly id: string;
  readonly system: string;
  readonly when: AlertMeasure;
  readonly state: 'pending' | 'firing' | 'resolved';
  /** When the rule began to be broken, when it was so for as long as it asks, and when it was over. */
  readonly since: number;
  readonly firedAt: number | null;
  readonly resolvedAt: number | null;
  readonly side: AlertRule['side'];
  readonly limit: number;
  /** The figure: now, or when it was resolved. */
  readonly value: number | null;
  readonly says: string;
  /** What to do about it. */
  readonly action: string;
  readonly acknowledged: { readonly by: string; readonly why: string; readonly at: number } | null;
  /** Whether the webhook of the rule took the last step; null = it has none, or it is being tried. */
  readonly told: { readonly at: number /** Null = it did. */; readonly because: string | null } | null;
}

/** Body of an `alert` record: a step in the life of an incident. */
export interface AlertBody {
  readonly incident: string;
  readonly state: 'firing' | 'resolved' | 'acknowledged' | 'told' | 'untold';
  readonly when: AlertMeasure;
  readonly side: AlertRule['side'];
  readonly limit: number;
  readonly since: number;
  readonly value: number | null;
  readonly says: string;
  readonly by: string;
  readonly why: string;
}

/** A system over time: what GET /v1/systems/{system}/series answers. */
export interface SystemSeries {
  readonly system: string;
  readonly kind: SystemKind;
  readonly range: Range;
  readonly traffic: TrafficSeries;
  readonly looks: readonly LookPoint[];
  readonly quality: readonly QualityPoint[];
  readonly markers: readonly DeployMarker[];
  readonly rules: readonly (AlertRule & { readonly about: string; readonly unit: string })[];
  /** Open ones first, then the newest. */
  readonly incidents: readonly Incident[];
  /** What the design asks of an answer; null where it does not. */
  readonly latencyMs: number | null;
}

/** How a system does now: what GET /v1/watch answers of each. */
export interface SystemNow {
  readonly system: string;
  /** Of the last minute. */
  readonly requestsPerSecond: number | null;
  readonly p95Ms: number | null;
  /** Share of requests of the last minute that were answered with 5xx. */
  readonly errorRate: number | null;
  /** Requests a second of the last hour, from the oldest. */
  readonly lately: Points;
  /** Pending and firing. */
  readonly open: readonly Incident[];
}
