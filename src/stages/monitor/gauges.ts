import type { MonitorReport } from '../../contracts/monitoring.ts';

/** The gauges of one name, as Prometheus wants them. */
export interface GaugeFamily {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge';
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

type Sample = GaugeFamily['samples'][number];
/** The samples of one gauge in one report; a value of null is not known and left out: absent is not 0. */
type Values = (report: MonitorReport) => readonly { labels?: Sample['labels']; value: number | null }[];

const ALERTS = ['drift', 'accuracy', 'latency', 'errors', 'no-champion'] as const;
const QUANTILES = [
  ['p50', '0.5'],
  ['p95', '0.95'],
  ['p99', '0.99'],
] as const;

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
  (what: 'pValue' | 'statistic'): Values =>
  ({ drift }) =>
    drift.columns.map((line) => ({ labels: { column: line.name, role: line.role }, value: line[what] }));

const GAUGES: readonly { name: string; help: string; values: Values }[] = [
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
    values: ({ operations: { latencyMs } }) =>
      QUANTILES.map(([key, quantile]) => ({
        labels: { quantile },
        value: latencyMs && latencyMs[key] / 1000,
      })),
  },
  {
    name: 'alert',
    help: 'Whether monitoring raises an alert of this kind.',
    values: ({ alerts }) =>
      ALERTS.map((kind) => ({ labels: { kind }, value: alerts.some((a) => a.kind === kind) ? 1 : 0 })),
  },
];

/** Reports, one a system, as gauges for /metrics: base units, shares as `_ratio`. Families without a value are left out. */
export function monitorGauges(reports: readonly MonitorReport[]): GaugeFamily[] {
  return GAUGES.map(({ name, help, values }) => ({
    name: `millwright_${name}`,
    help,
    type: 'gauge' as const,
    samples: reports.flatMap((report) =>
      values(report).flatMap(({ labels = {}, value }): Sample[] =>
        value === null ? [] : [{ labels: { system: report.system, ...labels }, value }],
      ),
    ),
  })).filter(({ samples }) => samples.length > 0);
}
