import type { Interactions } from '../../../table/interactions.ts';

/** No item: before the first one, and where nothing is to be foretold. */
export const NONE = -1;

/** Stretches of what users did, for a network that foretells at each place what comes next. */
export interface SessionRows {
  readonly rows: number;
  /** [rows x length] items, the newest at the end, NONE before the first. */
  readonly item: Int32Array;
  /** [rows x length] the item that came next; NONE = not asked. */
  readonly next: Int32Array;
}

/** Rows to learn from, and to judge by. */
export interface SessionSets {
  readonly train: SessionRows;
  readonly held: SessionRows;
}

/** Of so many users one's last step is held out, where there are no later events to judge by. */
const HELD_OUT = 10;

/**
 * Cut what users did into stretches of `length` steps, from the newest back; events that do not speak for their item are
 * no steps. Judged by the steps of `later` where it is given, else by the last step of every tenth user. O(events).
 */
export function sessionSets(
  events: Interactions,
  length: number,
  later: Interactions | undefined,
): SessionSets {
  const train: Stretch[] = [];
  const held: Stretch[] = [];
  for (let u = 0; u < events.users; u++) {
    const steps = stepsOf(events, u);
    const after = later === undefined || u >= later.users ? [] : stepsOf(later, u);
    const sits = later === undefined && u % HELD_OUT === HELD_OUT - 1 && steps.length > 2 ? 1 : 0;
    const learned = steps.length - sits;
    for (let end = learned - 1; end > 0; end -= length)
      train.push({ steps, from: Math.max(0, end - length), end, asked: 0 });
    const all = [...steps, ...after];
    if (all.length > learned && all.length > 1) {
      const end = all.length - 1;
      held.push({ steps: all, from: Math.max(0, end - length), end, asked: learned });
    }
  }
  return { train: laid(train, length), held: laid(held, length) };
}

/** Steps from .. end - 1, each with the next one, those from `asked` on being asked for. */
interface Stretch {
  readonly steps: readonly number[];
  readonly from: number;
  readonly end: number;
  readonly asked: number;
}

function laid(stretches: readonly Stretch[], length: number): SessionRows {
  const rows = stretches.length;
  const item = new Int32Array(rows * length).fill(NONE);
  const next = new Int32Array(rows * length).fill(NONE);
  stretches.forEach(({ steps, from, end, asked }, row) => {
    for (let s = from; s < end; s++) {
      const to = (row + 1) * length - (end - s);
      item[to] = steps[s]!;
      if (s + 1 >= asked) next[to] = steps[s + 1]!;
    }
  });
  return { rows, item, next };
}

function stepsOf({ start, item, weight }: Interactions, user: number): number[] {
  const steps: number[] = [];
  for (let e = start[user]!; e < start[user + 1]!; e++) if (weight[e]! > 0) steps.push(item[e]!);
  return steps;
}
