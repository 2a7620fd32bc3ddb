import { expect, test } from 'vitest';
import { type AlertState, nextState, QUIET } from '../../../src/stages/watch/alert-states.ts';

/** Phases along judgements that are a minute apart: "x" broken, "." whole, "?" not known. */
function phases(judgements: string, forMinutes: number): string {
  let state: AlertState = QUIET;
  return [...judgements]
    .map((judged, minute) => {
      const broken = judged === '?' ? null : judged === 'x';
      state = nextState(state, broken, minute * 60_000, forMinutes * 60_000);
      return state.phase[0];
    })
    .join('');
}

test('a rule fires once it was broken for as long as it asks, and is over once it held as long', () => {
  expect(phases('.xxxx...', 2)).toBe('qppffffq');
  expect(phases('xx.xx', 2)).toBe('ppqpp');
  expect(phases('xxx.x...', 2)).toBe('ppfffffq');
});

test('without a duration it fires and ends at once', () => {
  expect(phases('.x.', 0)).toBe('qfq');
});

test('what is not known changes nothing', () => {
  expect(phases('x?x?.?.', 1)).toBe('ppffffq');
  expect(phases('???', 0)).toBe('qqq');
});
