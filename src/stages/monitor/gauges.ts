import type { Alert, MonitorReport, Quantiles } from '../../contracts/monitoring.ts';
import type { SlateMonitorReport } from '../../contracts/slate-monitoring.ts';

/** The gauges of one name, as Prometheus wants them. */
export interface GaugeFamily {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge';
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

type Sample = GaugeFamily['samples'][number];
/** The samples of one gauge in one report; a value of null is not known and left out: absent is not 0. */
type Values<R = MonitorReport> = (
  report: R,
) => readonly { labels?: Sample['labels']; value: number | null }[];

interface Gauge<R> {
  readonly name: string;
  readonly help: string;
  readonly values: Values<R>;
}

/** What reports of every kind of system have. */
type AnyReport = Pick<MonitorReport, 'system' | 'drift' | 'alerts'>;

const ALERTS: readonly Alert['kind'][] = [
  'drift',
  'accuracy',
  'outcome',
  'degraded',
  'empty',
  'latency',
  'errors',
  'no-champion',
];
const QUANTILES = [
  ['p50', '0.5'],
  ['p95', '0.95'],
  ['p99', '0.99'],
] as const;

const quantileValues = (latencyMs: Quantiles | null): ReturnType<Values> =>
  QUANTILES.map(([key, quantile]) => ({ labels: { quantile }, value: latencyMs && latencyMs[key] / 1000 }));

const versionValues =
  (on: 'live' | 'tested'): Values =>
  ({ system, accuracy }) =>
    accuracy.versions.flatMap((v) =>
      Object.entries(v[on]).map(([metric, { value }]) => ({
        labels: { version: `${system}@${v.version}`, shadow: String(v.shadow), metric },
        value,
      })),
    );

const columnValues =
  (what: 'pValue' | 'statistic'): Values<AnyReport> =>
  ({ drift }) =>
    drift.columns.map((line) => ({ labels: { column: line.name, role: line.role }, value: line[what] }));

const COMMON: readonly Gauge<AnyReport>[] = [
  {
    name: 'drift_alarm',
    help: 'Whether the last window differs from training.',
    values: ({ drift }) => [{ value: drift.alarm ? 1 : 0 }],
  },
  {
    name: 'drift_window_rows',
    help: 'Rows of the last window that was judged.',
    values: ({ drift }) => [{ value: drift.window.rows }],
  },
  {
    name: 'drift_p_value',
    help: 'p-value that the column is as in training.',
    values: columnValues('pValue'),
  },
  {
    name: 'drift_distance',
    help: 'Distance of the column from training, 0 to 1.',
    values: columnValues('statistic'),
  },
  {
    name: 'alert',
    help: 'Whether monitoring raises an alert of this kind.',
    values: ({ alerts }) =>
      ALERTS.map((kind) => ({ labels: { kind }, value: alerts.some((a) => a.kind === kind) ? 1 : 0 })),
  },
];

const OF_PREDICTIONS: readonly Gauge<MonitorReport>[] = [
  {
    name: 'live_quality',
    help: 'Metric of a version on the labels that have come.',
    values: versionValues('live'),
  },
  {
    name: 'tested_quality',
    help: 'The same metric on the test part, when the version was trained.',
    values: versionValues('tested'),
  },
  {
    name: 'label_coverage_ratio',
    help: 'Share of the latest predictions that have a label.',
    values: ({ accuracy }) => [{ value: accuracy.coverage }],
  },
  {
    name: 'scoring_latency_seconds',
    help: 'Time to score one row, over the latest predictions.',
    values: ({ operations: { latencyMs } }) => quantileValues(latencyMs),
  },
];

const OF_SLATES: readonly Gauge<SlateMonitorReport>[] = [
  {
    name: 'slate_latency_seconds',
    help: 'Time to make one slate, over the latest slates.',
    values: ({ operations: { latencyMs } }) => quantileValues(latencyMs),
  },
  {
    name: 'slate_share_ratio',
    help: 'Share of the latest slates that were degraded, empty, shorter than asked for, or for newcomers.',
    values: ({ operations, slates }) =>
      Object.entries({
        degraded: operations.degradedShare.value,
        empty: slates.empty.value,
        short: slates.short.value,
        newcomers: slates.newcomers,
      }).map(([what, value]) => ({ labels: { what }, value })),
  },
  {
    name: 'slate_coverage_ratio',
    help: 'Share of the items that stand in some of the latest slates.',
    values: ({ slates }) => [{ value: slates.coverage }],
  },
  {
    name: 'slate_places_ratio',
    help: 'Share of places that popular, cold or fresh items took in the latest slates.',
    values: ({ slates: { head, cold, fresh } }) =>
      Object.entries({ head, cold, fresh }).map(([what, value]) => ({ labels: { what }, value })),
  },
  {
    name: 'feed_head_rate',
    help: 'What came of one shown post of the latest pages, by head: how often, or how much.',
    values: ({ feed }) =>
      (feed?.heads ?? []).map(({ head, rate }) => ({ labels: { head }, value: rate.value })),
  },
  {
    name: 'feed_head_surplus',
    help: 'What came of posts in first places of the latest pages less what was expected, by head.',
    values: ({ feed }) =>
      (feed?.heads ?? []).map(({ head, first }) => ({ labels: { head }, value: first.difference.value })),
  },
  {
    name: 'feed_session_value',
    help: 'What a session of the latest pages brought, by what heads are worth.',
    values: ({ feed }) => [{ value: feed?.value.perSession.value ?? null }],
  },
  {
    name: 'feed_counters_behind_ratio',
    help: 'Share of the latest pages that were made while an event that had come was not counted yet.',
    values: ({ feed }) => [{ value: feed?.counters.behind ?? null }],
  },
  {
    name: 'slate_taken_ratio',
    help: 'Share of the latest slates of a version of which an item was taken.',
    values: ({ system, outcomes }) =>
      outcomes.versions.map(({ version, rate }) => ({
        labels: { version: `${system}@${version}` },
        value: rate.value,
      })),
  },
];

/**
 * Reports, one a system, as gauges for /metrics: base units, shares as `_ratio`. Families without a value are left out.
 */
export const monitorGauges = (
  reports: readonly MonitorReport[],
  slates: readonly SlateMonitorReport[] = [],
): GaugeFamily[] =>
  [
    ...familiesOf([...reports, ...slates], COMMON),
    ...familiesOf(reports, OF_PREDICTIONS),
    ...familiesOf(slates, OF_SLATES),
  ].filter(({ samples }) => samples.length > 0);

const familiesOf = <R extends AnyReport>(reports: readonly R[], gauges: readonly Gauge<R>[]): GaugeFamily[] =>
  gauges.map(({ name, help, values }) => ({
    name: `millwright_${name}`,
    help,
    type: 'gauge' as const,
    samples: reports.flatMap((report) =>
      values(report).flatMap(({ labels = {}, value }): Sample[] =>
        value === null ? [] : [{ labels: { system: report.system, ...labels }, value }],
      ),
    ),
  }));
