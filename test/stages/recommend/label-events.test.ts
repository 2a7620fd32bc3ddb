import { expect, test } from 'vitest';
import type { LabelRule } from '../../../src/contracts/recommend-design.ts';
import { codeEvents } from '../../../src/stages/recommend/prepare/coded-events.ts';
import { impressionGains, labelEvents } from '../../../src/stages/recommend/prepare/label-events.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';

const MINUTE = 60_000;
/** user, item, minute, action, request, position. */
type Row = readonly [string, string, number, string, string | null, number | null];
const ACTIONS = ['buy', 'click', 'impression'];

function frameOf(rows: readonly Row[]): Frame {
  const number = (at: 2 | 5) => numberColumn(Float64Array.from(rows, (row) => row[at] ?? Number.NaN));
  const at = number(2);
  for (let i = 0; i < rows.length; i++) at.values[i]! *= MINUTE;
  return {
    rows: rows.length,
    schema: [
      { name: 'user', type: 'identifier' },
      { name: 'item', type: 'identifier' },
      { name: 'at', type: 'timestamp' },
      { name: 'action', type: 'nominal' },
      { name: 'request', type: 'identifier' },
      { name: 'position', type: 'continuous' },
    ],
    columns: new Map<string, Column>([
      ['user', textColumn(rows.map((row) => row[0]))],
      ['item', textColumn(rows.map((row) => row[1]))],
      ['at', at],
      [
        'action',
        categoryColumn(
          Int32Array.from(rows, (row) => ACTIONS.indexOf(row[3])),
          ACTIONS,
        ),
      ],
      ['request', textColumn(rows.map((row) => row[4]))],
      ['position', number(5)],
    ]),
  };
}

const coded = codeEvents(
  frameOf([
    ['u', 'a', 0, 'impression', 'r1', 0],
    ['u', 'b', 0, 'impression', 'r1', 1],
    ['u', 'b', 1, 'click', 'r1', null],
    ['u', 'b', 5, 'buy', null, null],
    ['u', 'a', 30, 'buy', null, null],
    ['u', 'b', 90, 'impression', 'r2', 0],
    ['u', 'b', 200, 'buy', null, null],
    ['v', 'c', 201, 'buy', null, null],
  ]),
  {
    user: 'user',
    item: 'item',
    time: 'at',
    value: null,
    action: 'action',
    request: 'request',
    position: 'position',
    propensity: null,
  },
  'impression',
);
const rule = (actions: Record<string, number>, more: Partial<LabelRule> = {}): LabelRule => ({
  says: '',
  actions,
  atLeast: null,
  weighted: false,
  ...more,
});

test('impressions are none of the deeds of users', () => {
  expect(coded.user.length).toBe(5);
  expect([...coded.shown!.item].map((i) => coded.itemIds[i])).toEqual(['a', 'b', 'b']);
  expect([...coded.shown!.position]).toEqual([0, 1, 0]);
  expect(coded.shown!.request[0]).toBe(coded.shown!.request[1]);
  expect(coded.shown!.propensity[0]).toBeNaN();
});

test('a conversion counts where it follows in time what it must follow', () => {
  const buys = { buy: 3 };
  // click b at 1, buy b at 5, buy a at 30, buy b at 200, buy c at 201.
  expect([...labelEvents(coded, rule(buys))]).toEqual([0, 3, 3, 3, 3]);
  const afterClick = rule(buys, { after: ['click'], withinMinutes: 10 });
  expect([...labelEvents(coded, afterClick, 'impression')]).toEqual([0, 3, 0, 0, 0]);
  const afterShown = rule(buys, { after: ['impression'], withinMinutes: 60 });
  expect([...labelEvents(coded, afterShown, 'impression')]).toEqual([0, 3, 3, 0, 0]);
  const afterEither = rule(buys, { after: ['impression', 'click'], withinMinutes: 110 });
  expect([...labelEvents(coded, afterEither, 'impression')]).toEqual([0, 3, 3, 3, 0]);
});

test('an impression has the weights of what followed it within the window', () => {
  const weight = labelEvents(coded, rule({ click: 1, buy: 3 }));
  expect([...impressionGains(coded, weight, 60)]).toEqual([3, 4, 0]);
  expect([...impressionGains(coded, weight, 110)]).toEqual([3, 4, 3]);
});

test('an event without a rating counts nothing where weights are ratings', () => {
  const rated = rule({}, { actions: null, atLeast: 2, weighted: true, rated: true });
  const events = { ...coded, action: null, value: Float64Array.of(4, 1, Number.NaN, 2, 5) };
  expect([...labelEvents(events, rated)]).toEqual([4, -1, 0, 2, 5]);
});
