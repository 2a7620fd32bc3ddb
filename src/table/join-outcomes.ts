/** What happened, as columns in any order. */
export interface Happenings {
  /** [events] index of the user and of the item. */
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** [events] milliseconds since 1970. */
  readonly at: Float64Array;
  /** [events] number of the slate that it belongs to; -1 unknown. Null = nobody knows of any. */
  readonly request: Int32Array | null;
}

/** What followed from what. */
export interface Joined {
  /** [touches] the first outcome that it is credited with; -1 = none. */
  readonly outcome: Int32Array;
  /** [outcomes] the touch that it is credited to; -1 = none. */
  readonly touch: Int32Array;
}

/**
 * Credit each outcome (a click, a purchase) to one touch (an impression, a click) of the same user and item: the one of the
 * same slate where both name theirs, else the last that is not later than the outcome; and to none that is more than
 * `within` milliseconds earlier. So an item that was shown twice and clicked once was clicked once.
 *
 * A slate proves the order: of the same slate an outcome counts though clocks have it before its touch. An instant of NaN
 * is within no window. O((touches + outcomes) log touches), besides the touches of a pair where slates are named.
 */
export function joinOutcomes(touches: Happenings, outcomes: Happenings, within: number): Joined {
  const order = inOrder(touches);
  const outcome = new Int32Array(touches.user.length).fill(-1);
  const touch = Int32Array.from(outcomes.user, (_, o) => touchOf(touches, order, outcomes, o, within));
  touch.forEach((t, o) => {
    if (t >= 0 && (outcome[t]! < 0 || outcomes.at[o]! < outcomes.at[outcome[t]!]!)) outcome[t] = o;
  });
  return { outcome, touch };
}

/** Places by user, item, time; those without a time, which are credited with nothing, are left out. */
function inOrder({ user, item, at }: Happenings): Int32Array {
  const order = Int32Array.from(user.keys()).filter((i) => !Number.isNaN(at[i]!));
  return order.sort((a, b) => user[a]! - user[b]! || item[a]! - item[b]! || at[a]! - at[b]! || a - b);
}

function touchOf(
  touches: Happenings,
  order: Int32Array,
  outcomes: Happenings,
  o: number,
  within: number,
): number {
  const [user, item, at] = [outcomes.user[o]!, outcomes.item[o]!, outcomes.at[o]!];
  const isPair = (t: number): boolean => touches.user[t] === user && touches.item[t] === item;
  const inWindow = (t: number): boolean => at - touches.at[t]! <= within;
  const after = firstAfter(touches, order, user, item, at);
  const request = outcomes.request?.[o] ?? -1;
  if (request >= 0 && touches.request !== null) {
    const isOf = (t: number): boolean => touches.request![t] === request && inWindow(t);
    for (let i = after - 1; i >= 0 && isPair(order[i]!); i--) if (isOf(order[i]!)) return order[i]!;
    for (let i = after; i < order.length && isPair(order[i]!); i++) if (isOf(order[i]!)) return order[i]!;
  }
  const last = order[after - 1] ?? -1;
  return last >= 0 && isPair(last) && inWindow(last) ? last : -1;
}

/** The first place in the order that stands behind all of this user, item and time. */
function firstAfter(touches: Happenings, order: Int32Array, user: number, item: number, at: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const t = order[middle]!;
    const ahead = touches.user[t]! - user || touches.item[t]! - item || touches.at[t]! - at;
    if (ahead <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
