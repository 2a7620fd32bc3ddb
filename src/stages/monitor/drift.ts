import type { Detector, DriftResult } from '../../contracts/detector.ts';
import type {
  Cursor,
  DriftCheck,
  DriftLine,
  Reference,
  ReferenceColumn,
} from '../../contracts/monitoring.ts';
import type { Task } from '../../contracts/task.ts';
import { holm } from '../../kernels/combine-p-values.ts';
import { seedFor } from '../../kernels/random.ts';
import { type Column, columnRows } from '../../table/column.ts';
import type { Schema } from '../../table/schema.ts';
import { liveColumn } from './live-columns.ts';
import { firstLook, lookDue } from './looks.ts';
import { outputColumns } from './output-columns.ts';
import type { PredictionRow } from './prediction-rows.ts';
import { detectorOf } from './reference.ts';

export interface DriftInput {
  readonly version: number | null;
  /** Null when the version was stored without one. */
  readonly reference: Reference | null;
  readonly inputs: Schema;
  readonly task: Task;
  /** Inputs to watch; all when empty. */
  readonly columns: readonly string[];
  /** Where the window began. */
  readonly begin: Cursor | null;
  /** Rows since then, oldest first; when there are more than `full`, the newest `full`. */
  readonly rows: readonly PredictionRow[];
  readonly full: number;
  readonly falseAlarmRate: number;
  readonly seed: number;
}

type Watched = Extract<ReferenceColumn, { detector: string }>;

/** A column of the window beside its reference. */
export interface Pair {
  readonly role: DriftLine['role'];
  readonly reference: Watched;
  readonly window: Column;
}

/** Compare a window of served rows with the reference: every watched input, and the answers. */
export function driftCheck(input: DriftInput): DriftCheck {
  const { reference } = input;
  return judgeWindow({
    ...input,
    compare: (rows) => pairUp(input, rows),
    absent:
      reference === null
        ? 'This version was stored without a reference: nothing to compare with. Train again.'
        : null,
  });
}

/** A row of a window: where it stands in the journal, and when it was. */
interface Placed {
  readonly place: Cursor;
  readonly at: number;
}

export interface WindowInput<R extends Placed> {
  readonly version: number | null;
  /** Where the window began. */
  readonly begin: Cursor | null;
  /** Rows since then, oldest first; when there are more than `full`, the newest `full`. */
  readonly rows: readonly R[];
  readonly full: number;
  readonly falseAlarmRate: number;
  readonly seed: number;
  /** The columns of a window beside their references. */
  compare(rows: readonly R[]): {
    readonly pairs: readonly Pair[];
    readonly unwatched: DriftCheck['unwatched'];
  };
  /** Why nothing can be compared; null where it can. */
  readonly absent: string | null;
}

/**
 * Look at a window when a look is due, and compare its columns with their references.
 *
 * The alarm of the system holds the declared rate over all columns by Holm's rule, which needs no assumption on how
 * columns hang together; where a single column drifts it is as powerful as Benjamini-Hochberg, whose guarantee fails
 * under some dependence. Cost: bench/drift/cost.ts.
 */
export function judgeWindow<R extends Placed>(input: WindowInput<R>): DriftCheck {
  const { rows: waiting, full, falseAlarmRate, absent } = input;
  const look = absent === null ? lookDue(waiting.length, full) : null;
  const rows = look === null ? [] : waiting.slice(0, look.rows);
  const { pairs, unwatched } = input.compare(rows);
  const lookRate = falseAlarmRate * (look?.rateShare ?? 0);
  const end = rows.at(-1)?.place ?? null;
  const seed = seedFor(input.seed, `${end?.seq}.${end?.line}`);
  const columns = look === null ? [] : testPairs(pairs, lookRate, seed);
  return {
    version: input.version,
    window: {
      rows: rows.length,
      waiting: waiting.length,
      full,
      from: rows[0]?.at ?? null,
      to: rows.at(-1)?.at ?? null,
      begin: input.begin,
      end,
    },
    falseAlarmRate,
    lookRate,
    testLevel: lookRate / Math.max(1, pairs.length),
    columns,
    unwatched,
    alarm: columns.some((line) => line.drifted),
    says: absent ?? saysOf(waiting.length, rows.length, full, columns),
  };
}

/**
 * Go on from an earlier look: rows of a full window that it knows of are not judged again, and what that window showed
 * stands until as many new rows have come, or an early look at them alarms.
 *
 * @param judge the rows since a place; null = the newest
 */
export async function judgeSince(
  last: DriftCheck | null,
  version: number | null,
  full: number,
  judge: (begin: Cursor | null) => Promise<DriftCheck>,
): Promise<DriftCheck> {
  // What an earlier champion's window showed says nothing of this one.
  const before = last !== null && last.version === version ? last.window : null;
  const wasFull = before !== null && before.rows === before.full;
  const fresh = await judge((wasFull ? before.end : before?.begin) ?? null);
  if (last === null || !wasFull || fresh.alarm || fresh.window.rows === full) return fresh;
  return { ...last, window: { ...last.window, waiting: fresh.window.waiting } };
}

/** Test each pair, drifted ones first; the chance that any is called drifted by mistake is at most `rate`. */
export function testPairs(pairs: readonly Pair[], rate: number, seed: number): DriftLine[] {
  const level = rate / Math.max(1, pairs.length);
  const results: (DriftResult & Pick<Detector, 'traits'>)[] = [];
  for (const { reference, window } of pairs) {
    const detector = detectorOf(reference.detector, reference.version)!;
    const own = seedFor(seed, reference.name);
    results.push({
      traits: detector.traits,
      ...detector.test(reference.state, window, reference.params, level, own),
    });
  }
  const adjusted = holm(results.map((result) => result.pValue));
  return results
    .map(({ traits, statistic, pValue, smallestShift, shift, change }, i) => ({
      name: pairs[i]!.reference.name,
      role: pairs[i]!.role,
      detector: pairs[i]!.reference.detector,
      rows: columnRows(pairs[i]!.window),
      statistic,
      statisticLabel: traits.statisticLabel,
      pValue,
      adjusted: adjusted[i]!,
      drifted: adjusted[i]! <= rate,
      smallestShift: Number.isFinite(smallestShift) ? smallestShift : null,
      shift: Number.isFinite(shift) ? shift : null,
      shiftUnit: traits.shiftUnit,
      change,
    }))
    .sort((a, b) => a.pValue - b.pValue || b.statistic - a.statistic);
}

function pairUp(
  { reference, inputs, task, columns }: DriftInput,
  rows: readonly PredictionRow[],
): { pairs: Pair[]; unwatched: DriftCheck['unwatched'] } {
  const pairs: Pair[] = [];
  const unwatched: { name: string; because: string }[] = [];
  const add = (role: DriftLine['role'], column: ReferenceColumn, window: () => Column): void => {
    const { name } = column;
    if (column.detector === null) unwatched.push({ name, because: column.because });
    else if (role === 'input' && columns.length > 0 && !columns.includes(name))
      unwatched.push({ name, because: 'not among monitoring.columns of the design' });
    else if (detectorOf(column.detector, column.version) === undefined)
      unwatched.push({ name, because: `its detector ${column.detector} has changed; train again` });
    else pairs.push({ role, reference: column, window: window() });
  };
  const json = rows.map((row) => row.row);
  for (const column of reference?.inputs ?? []) {
    const schema = inputs.find((s) => s.name === column.name);
    if (schema !== undefined) add('input', column, () => liveColumn(schema, json));
  }
  const answers = outputColumns(task, rows.length, Float64Array.from(rows.flatMap((row) => row.out)));
  for (const column of reference?.outputs ?? []) {
    const answer = answers.find((a) => a.name === column.name);
    if (answer !== undefined) add('output', column, () => answer.column);
  }
  return { pairs, unwatched };
}

function saysOf(waiting: number, seen: number, full: number, lines: readonly DriftLine[]): string {
  if (lines.length === 0)
    return `${waiting} rows so far; the first look is due at ${firstLook(full)}, the full one at ${full}. Nothing was tested yet.`;
  const worst = (unit: string): number =>
    Math.max(...lines.filter((l) => l.shiftUnit === unit).map((l) => l.smallestShift ?? 0));
  const sd = worst('sd');
  const share = worst('share of rows');
  const limits = [
    ...(sd > 0 ? [`a number column whose mean moves by ${sd.toFixed(2)} sd`] : []),
    ...(share > 0 ? [`a category column of which ${(100 * share).toFixed(0)} % of rows move`] : []),
  ];
  const early = seen < full ? ` Early look: ${full} rows will see smaller ones.` : '';
  return `With ${seen} rows a test finds ${limits.join(', or ')} four times in five; smaller shifts can stay unseen.${early}`;
}
