/** Where a rule stands. `since`: when this phase began. */
export interface AlertState {
  readonly phase: 'quiet' | 'pending' | 'firing';
  readonly since: number;
  /** While it fires: since when it would be over; null while it is broken. */
  readonly clearSince: number | null;
}

export const QUIET: AlertState = { phase: 'quiet', since: 0, clearSince: null };

/**
 * The state after one more judgement of a rule.
 *
 * A rule that is broken waits, and fires once it was broken for `forMs` without a break; it is over once it held as long.
 * So a figure that trembles about its limit neither fires nor ends an alert with every tremor.
 *
 * @param broken null = not known: a rule that waits or fires goes on as it is
 */
export function nextState(state: AlertState, broken: boolean | null, at: number, forMs: number): AlertState {
  const { phase, since, clearSince } = state;
  if (broken === null) return state;
  if (phase === 'firing') {
    if (broken) return clearSince === null ? state : { phase, since, clearSince: null };
    const clear = clearSince ?? at;
    return at - clear >= forMs ? QUIET : { phase, since, clearSince: clear };
  }
  if (!broken) return QUIET;
  const began = phase === 'pending' ? since : at;
  return at - began >= forMs
    ? { phase: 'firing', since: at, clearSince: null }
    : { phase: 'pending', since: began, clearSince: null };
}
