import type { DriftCheck, MonitorReport } from '../../contracts/monitoring.ts';
import type { OutcomeCheck } from '../../contracts/slate-monitoring.ts';
import type { LookPoint, QualityPoint } from '../../contracts/watching.ts';

/** What a report of any kind of system may hold of what is kept over time. */
export interface WatchedReport {
  readonly at: number;
  readonly drift?: DriftCheck;
  readonly versions?: { readonly champion: number | null };
  /** Of systems that predict. */
  readonly accuracy?: MonitorReport['accuracy'];
  /** Of systems that show slates. */
  readonly outcomes?: Pick<OutcomeCheck, 'versions' | 'difference'>;
}

/** Drift as a point of a time line; null while nothing was tested. It stands where the rows that were judged end. */
export function lookPoint({ drift }: WatchedReport): LookPoint | null {
  if (drift === undefined || drift.columns.length === 0 || drift.window.to === null) return null;
  return {
    at: drift.window.to,
    version: drift.version,
    rows: drift.window.rows,
    columns: drift.columns.map(({ name, role, shift, smallestShift, shiftUnit, drifted }) => ({
      name,
      role,
      shift,
      smallest: smallestShift,
      unit: shiftUnit,
      drifted,
    })),
  };
}

/** How good each version was, as far as it is known: the primary metric, or the share of slates with an item taken. */
export function qualityPoints({ at, accuracy, outcomes }: WatchedReport): QualityPoint[] {
  const { primary = null } = accuracy ?? {};
  const ofLabels = (accuracy?.versions ?? []).flatMap(({ version, shadow, rows, live, tested }) => {
    const found = primary === null ? undefined : live[primary];
    if (found?.value == null) return [];
    const { value, low, high } = found;
    return [
      {
        at,
        metric: primary!,
        version,
        shadow,
        rows,
        value,
        low,
        high,
        tested: tested[primary!]?.value ?? null,
      },
    ];
  });
  const ofSlates = (outcomes?.versions ?? []).flatMap(({ version, slates, rate: { value, low, high } }) =>
    value === null
      ? []
      : [{ at, metric: 'taken', version, shadow: false, rows: slates, value, low, high, tested: null }],
  );
  return [...ofLabels, ...ofSlates];
}

/** Moments of a time line that are kept. */
const MOST = 240;

/**
 * The points with those of one more moment. Above 240 moments every second of the older half goes: the newest stay dense,
 * and the line still reaches back to its beginning.
 */
export function withPoints<P extends { readonly at: number }>(
  points: readonly P[],
  added: readonly P[],
): readonly P[] {
  const all = [...points, ...added];
  const moments = [...new Set(all.map(({ at }) => at))];
  if (moments.length <= MOST) return all;
  const gone = new Set(moments.filter((_, i) => i < MOST / 2 && i % 2 === 1));
  return all.filter(({ at }) => !gone.has(at));
}
