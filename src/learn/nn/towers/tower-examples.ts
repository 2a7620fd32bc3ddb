import type { Interactions } from '../../../table/interactions.ts';

/** Items that users met, each with what they were for before. */
export interface TowerExamples {
  /** [examples] */
  readonly user: Int32Array;
  readonly met: Int32Array;
  /** [examples] the past of each: past[from .. to - 1], never empty. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly past: Int32Array;
}

/** Of so many users one's last event is held out, where there are no later events to judge by. */
const HELD_OUT = 10;

/**
 * Every event that speaks for its item but the first of each user, with those before it, `history` of them at most.
 * Judged by the first of `later` of each user where it is given, else by the last event of every tenth user.
 */
export function towerExamples(
  events: Interactions,
  history: number,
  later: Interactions | undefined,
): { train: TowerExamples; held: TowerExamples } {
  const past: number[] = [];
  const train: number[][] = [];
  const held: number[][] = [];
  for (let u = 0; u < events.users; u++) {
    const begin = past.length;
    addPositive(events, u, past);
    const end = past.length;
    if (later !== undefined && u < later.users) addPositive(later, u, past);
    const judged = later === undefined ? u % HELD_OUT === HELD_OUT - 1 && end - begin > 2 : past.length > end;
    const asked = later === undefined ? end - 1 : end;
    for (let p = begin + 1; p < end; p++)
      if (!(judged && p === asked)) train.push([u, past[p]!, Math.max(begin, p - history), p]);
    if (judged && asked > begin) held.push([u, past[asked]!, Math.max(begin, asked - history), asked]);
  }
  const all = Int32Array.from(past);
  return { train: columnsOf(train, all), held: columnsOf(held, all) };
}

function addPositive({ start, item, weight }: Interactions, user: number, to: number[]): void {
  for (let e = start[user]!; e < start[user + 1]!; e++) if (weight[e]! > 0) to.push(item[e]!);
}

const columnsOf = (rows: readonly number[][], past: Int32Array): TowerExamples => {
  const column = (c: number): Int32Array => Int32Array.from(rows, (row) => row[c]!);
  return { user: column(0), met: column(1), from: column(2), to: column(3), past };
};
