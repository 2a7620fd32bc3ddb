import type { MonitorReport, Operations, Quantiles } from '../../contracts/monitoring.ts';
import { quantile } from '../../kernels/quantile.ts';
import type { PredictionRow } from './prediction-rows.ts';

/** Predictions as work done: how many, how fast. rows: the latest, oldest first. */
export function operationsOf(rows: readonly PredictionRow[]): Operations {
  const from = rows[0]?.at ?? null;
  const to = rows.at(-1)?.at ?? null;
  const seconds = from === null || to === null ? 0 : (to - from) / 1000;
  const shadowed = rows.at(-1)?.shadow?.version ?? rows.findLast((row) => row.shadow)?.shadow?.version;
  const shadow = rows.flatMap((row) => (row.shadow?.version === shadowed ? (row.shadow ?? []) : []));
  const shadowMs = latencyMs(shadow.map((s) => s.micros));
  return {
    predictions: rows.length,
    from,
    to,
    perSecond: seconds > 0 ? (rows.length - 1) / seconds : null,
    latencyMs: latencyMs(rows.map((row) => row.micros)),
    shadow:
      shadowed === undefined || shadowMs === null
        ? null
        : { version: shadowed, predictions: shadow.length, latencyMs: shadowMs },
  };
}

/** Versions that answered, most rows first. */
export function liveVersions(
  rows: readonly Pick<PredictionRow, 'version' | 'at'>[],
): MonitorReport['versions']['live'] {
  const live = new Map<number, { version: number; rows: number; lastAt: number }>();
  for (const { version, at } of rows)
    live.set(version, { version, rows: (live.get(version)?.rows ?? 0) + 1, lastAt: at });
  return [...live.values()].sort((a, b) => b.rows - a.rows);
}

/** Quantiles of times; null of none. */
export function latencyMs(micros: readonly number[]): Quantiles | null {
  if (micros.length === 0) return null;
  const sorted = Float64Array.from(micros).sort();
  const at = (p: number): number => quantile(sorted, p) / 1000;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
