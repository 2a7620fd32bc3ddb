import type { Design } from '../../contracts/design.ts';
import { isClassed } from '../../contracts/task.ts';
import { usableRows } from '../../recipe/plan.ts';
import { appendFrame } from '../../table/append-frame.ts';
import { columnOf, type Frame, takeFrame } from '../../table/frame.ts';
import { rowGroups } from '../../table/row-groups.ts';
import { checkRelevance, truthOf } from './truth.ts';

/** Rows of a table with their truth: class index or value. */
export interface Labelled {
  readonly frame: Frame;
  /** [rows]; NaN in all of them where the design has no target. */
  readonly truth: Float64Array;
  /** [rows] > 0, what each counts for; absent = all 1. */
  readonly weights?: Float64Array;
  /** [rows] index >= 0 of the list that a row stands in; of a ranking. */
  readonly groups?: Int32Array;
}

/** The rows at `indices`, in that order. */
export const takeLabelled = (all: Labelled, indices: Int32Array): Labelled => ({
  frame: takeFrame(all.frame, indices),
  truth: Float64Array.from(indices, (i) => all.truth[i]!),
  ...(all.weights && { weights: Float64Array.from(indices, (i) => all.weights![i]!) }),
  ...(all.groups && { groups: rowsOfLists(Int32Array.from(indices, (i) => all.groups![i]!)) }),
});

/** Lists numbered anew, 0 and on in order of first appearance: those of other rows leave no gaps. */
const rowsOfLists = (group: Int32Array): Int32Array => {
  const known = new Map<number, number>();
  return group.map((list) => {
    const at = known.get(list) ?? known.size;
    known.set(list, at);
    return at;
  });
};

/** Rows, then others of the same schema; those without weights count 1 each. Of tasks without lists. */
export function appendLabelled(rows: Labelled, more: Labelled): Labelled {
  const both = (one: Float64Array, two: Float64Array): Float64Array => {
    const all = new Float64Array(one.length + two.length);
    all.set(one);
    all.set(two, one.length);
    return all;
  };
  const ones = (of: Labelled): Float64Array => of.weights ?? new Float64Array(of.truth.length).fill(1);
  return {
    frame: appendFrame(rows.frame, more.frame),
    truth: both(rows.truth, more.truth),
    ...((rows.weights || more.weights) && { weights: both(ones(rows), ones(more)) }),
  };
}

/**
 * The rows that can be learned from and measured on: their target is known where there is one, and they have a value wherever the design
 * says that a row without one is dropped. Throws 'train/relevance'.
 */
export function labelledRows(design: Design, frame: Frame): Labelled {
  const { target, task } = design.framing;
  const known = target !== null;
  const truth = known
    ? truthOf(columnOf(frame, target), task)
    : new Float64Array(frame.rows).fill(Number.NaN);
  if (known && task.category === 'ranking') checkRelevance(target, truth);
  const groups = task.category === 'ranking' ? rowGroups(columnOf(frame, task.group)).group : undefined;
  const all: Labelled = { frame, truth, ...(groups && { groups }) };
  const rows = usableRows(design, frame).filter((i) => !known || !Number.isNaN(truth[i]!));
  return rows.length === frame.rows ? all : takeLabelled(all, rows);
}

/** The target as rows are spread by; where there is none, all are of one class. */
export const strataTarget = ({ target, task }: Design['framing'], y: Float64Array) =>
  target === null
    ? { y: new Float64Array(y.length), classes: 1 }
    : { y, classes: isClassed(task) ? task.classes.length : null };
