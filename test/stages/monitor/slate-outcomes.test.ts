import { describe, expect, test } from 'vitest';
import type { UserAction } from '../../../src/contracts/product-event.ts';
import { random } from '../../../src/kernels/random.ts';
import type { SlateRow } from '../../../src/stages/monitor/slate-rows.ts';
import { outcomeCheck } from '../../../src/stages/monitor/slates/outcome-check.ts';
import { slateOutcomes } from '../../../src/stages/monitor/slates/slate-outcomes.ts';
import { slateStatistics } from '../../../src/stages/monitor/slates/slate-statistics.ts';
import { bareCatalogue, itemsOf } from '../../../src/table/catalogue.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rule = { says: '', actions: { view: 0, click: 1, hide: -1 }, atLeast: null, weighted: false };
const slate = (id: string, user: string | null, at: number, items: string[], version = 1, k = items.length) =>
  ({ id, user, at, items, version, k, sources: items.map(() => 'ease') }) as unknown as SlateRow;
const did = (type: string, user: string, item: string, at: number, requestId?: string): UserAction => ({
  type,
  user,
  item,
  at,
  ...(requestId !== undefined && { requestId }),
});

test('an event is credited to the slate it names, else to the last of its user that showed the item in time', () => {
  const slates = [
    slate('s0', 'ann', 0, ['a', 'b']),
    slate('s1', 'ann', HOUR, ['b', 'c']),
    slate('s2', null, HOUR, ['c']),
  ];
  const { taken, events } = slateOutcomes(
    slates,
    [
      did('click', 'ann', 'b', 2 * HOUR),
      did('click', 'ann', 'a', HOUR, 's0'),
      did('view', 'ann', 'c', 2 * HOUR),
      did('hide', 'ann', 'c', 2 * HOUR),
      did('click', 'ben', 'c', 2 * HOUR, 's2'),
      did('click', 'ben', 'b', 2 * HOUR),
      did('click', 'ann', 'b', 3 * DAY),
      { ...did('click', 'ann', 'c', 2 * HOUR), quarantined: 'no' },
    ],
    rule,
    DAY,
  );
  expect(taken.map((t) => [...t])).toEqual([[1, 0], [1, 0], [1]]);
  expect(events.map((e) => Object.fromEntries(e))).toEqual([
    { click: 1 },
    { click: 1, view: 1, hide: 1 },
    { click: 1 },
  ]);
});

describe('rates by version', () => {
  const r = random(3);
  const now = 100 * DAY;
  const served = (version: number, count: number, rate: number, at: number) =>
    Array.from({ length: count }, (_, n) => {
      const user = `u${n % 300}`;
      const id = `${version}-${n}`;
      const shown = slate(id, user, at + n, ['x', 'y'], version);
      return { shown, action: r() < rate ? [did('click', user, 'x', at + n + 1, id)] : [] };
    });
  const check = (all: ReturnType<typeof served>) =>
    outcomeCheck({
      slates: all.map(({ shown }) => shown),
      actions: all.flatMap(({ action }) => action),
      rule,
      hours: 24,
      now,
      champion: 2,
      former: 1,
      falseAlarmRate: 0.05,
      seed: 1,
    });

  test('hold their intervals, and a champion that is surely worse is called so', () => {
    const found = check([...served(1, 1500, 0.2, now - 9 * DAY), ...served(2, 1500, 0.1, now - 5 * DAY)]);
    const [two, one] = found.versions;
    expect(two).toMatchObject({ version: 2, slates: 1500, settled: 1 });
    expect(two!.rate.low!).toBeLessThan(0.1);
    expect(two!.rate.high!).toBeGreaterThan(0.1);
    expect(one!.byPlace).toEqual([one!.rate.value, 0]);
    expect(found.difference).toMatchObject({ before: 1, worse: true });
    expect(found.smallestLoss!).toBeLessThan(0.06);
  });

  test('of slates whose time is not over are not compared', () => {
    const found = check([...served(1, 500, 0.2, now - 9 * DAY), ...served(2, 500, 0, now - HOUR)]);
    expect(found.versions[0]).toMatchObject({ settled: 0, rate: { value: 0 } });
    expect(found.difference).toBeNull();
  });
});

test('slates are counted: empty and short ones, coverage, popular, cold and fresh items', () => {
  const bare = bareCatalogue(4);
  const addedAt = Float64Array.of(Number.NaN, 0, 99 * DAY, Number.NaN);
  const catalogue = itemsOf(bare.attributes, addedAt, Uint8Array.of(1, 1, 1, 0));
  const index = ['a', 'b', 'c', 'd'];
  const found = slateStatistics(
    [
      slate('1', 'ann', 100 * DAY, ['a', 'b']),
      slate('2', 'new', 100 * DAY, ['c', 'later'], 1, 5),
      slate('3', null, 100 * DAY, [], 1, 5),
    ],
    {
      item: (id) => (index.includes(id) ? index.indexOf(id) : undefined),
      knowsUser: (id) => id === 'ann',
      catalogue,
      popularity: Float32Array.of(9, 5, 0, 1),
    },
  );
  expect(found).toMatchObject({ slates: 3, shown: 4, coverage: 1, cold: 0.5, fresh: 0.5, head: 0.25 });
  expect(found.empty.value).toBeCloseTo(1 / 3, 12);
  expect(found.short.value).toBeCloseTo(2 / 3, 12);
  expect(found.newcomers).toBeCloseTo(2 / 3, 12);
  expect(found.sources).toEqual({ ease: 1 });
});
