import type { Cursor, DriftCheck } from '../../../contracts/monitoring.ts';
import { judgeWindow, type Pair } from '../drift.ts';
import { summarise } from '../reference.ts';
import { type ActivityReference, activityColumns, type PlacedEvent } from './activity.ts';

export interface ActivityDriftInput {
  readonly version: number | null;
  /** Null where the version knows no times. */
  readonly reference: ActivityReference | null;
  readonly begin: Cursor | null;
  /** Since then, oldest first. */
  readonly events: readonly PlacedEvent[];
  readonly full: number;
  readonly falseAlarmRate: number;
  readonly seed: number;
}

/** Compare what users did lately with what they did when the version learned: see activityReference and judgeWindow. */
export function activityDrift(input: ActivityDriftInput): DriftCheck {
  const { reference, events } = input;
  return judgeWindow({
    ...input,
    rows: events,
    compare: (rows) => ({
      pairs: reference === null || rows.length === 0 ? [] : pairsOf(rows, reference),
      unwatched: [],
    }),
    absent:
      reference === null
        ? 'Nothing to compare with: the version learned from events without times, or from too many to look at in a process that answers ("millwright monitor" does).'
        : null,
  });
}

/** Rows of a full window: what the design asks for, as far as training had as many events. */
export const fullWindow = (asked: number, reference: ActivityReference | null): number =>
  Math.max(1, Math.min(asked, reference?.most ?? asked));

function pairsOf(rows: readonly PlacedEvent[], { columns, known }: ActivityReference): Pair[] {
  const then = columns(rows.length);
  return [...activityColumns(rows, known(rows.length))].flatMap(([name, window]) => {
    const reference = summarise(name, then.get(name)!, null);
    return reference.detector === null ? [] : [{ role: 'input' as const, reference, window }];
  });
}
