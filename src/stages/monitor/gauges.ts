import type { MonitorReport } from '../../contracts/monitoring.ts';

/** One value for Prometheus; gauges of one name share their help and the names of their labels. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const ALERTS = ['drift', 'accuracy', 'latency', 'errors', 'no-champion'] as const;

/**
 * A report as gauges. What is not known is left out: a gauge that is absent is not 0.
 *
 * Names follow the Prometheus conventions: base units, `_ratio` for shares.
 */
export function monitorGauges(report: MonitorReport): Gauge[] {
  const { system, drift, accuracy, alerts, operations } = report;
  const gauges: Gauge[] = [];
  const add = (name: string, help: string, value: number | null, labels: Gauge['labels'] = {}): void => {
    if (value !== null)
      gauges.push({ name: `millwright_${name}`, help, labels: { system, ...labels }, value });
  };
  add('drift_alarm', 'Whether the last window differs from training.', drift.alarm ? 1 : 0);
  add('drift_window_rows', 'Rows of the last window judged.', drift.window.rows);
  for (const { name, role, pValue, statistic } of drift.columns) {
    add('drift_p_value', 'p-value that the column is as in training.', pValue, { column: name, role });
    add('drift_distance', 'Distance of the column from training, 0 to 1.', statistic, { column: name, role });
  }
  add('labels_coverage_ratio', 'Share of the latest predictions that have a label.', accuracy.coverage);
  for (const { version, shadow, live, tested } of accuracy.versions)
    for (const metric of Object.keys(live)) {
      const labels = { version: String(version), shadow: String(shadow), metric };
      const help = 'Metric of a version: on live labels, and on the test part when it was trained.';
      add('quality', help, live[metric]!.value, { ...labels, on: 'live' });
      add('quality', help, tested[metric]?.value ?? null, { ...labels, on: 'test' });
    }
  for (const kind of ALERTS) {
    const raised = alerts.some((alert) => alert.kind === kind);
    add('alert', 'Whether monitoring raises an alert of this kind.', raised ? 1 : 0, { kind });
  }
  for (const [key, label] of QUANTILES)
    add(
      'scoring_latency_seconds',
      'Time to score one row, over the latest predictions.',
      operations.latencyMs && operations.latencyMs[key] / 1000,
      { quantile: label },
    );
  return gauges;
}

const QUANTILES = [
  ['p50', '0.5'],
  ['p95', '0.95'],
  ['p99', '0.99'],
] as const;
