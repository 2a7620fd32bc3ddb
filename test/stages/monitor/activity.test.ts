import { describe, expect, test } from 'vitest';
import { random, randomInt } from '../../../src/kernels/random.ts';
import { activityReference, type PlacedEvent } from '../../../src/stages/monitor/slates/activity.ts';
import { activityDrift, fullWindow } from '../../../src/stages/monitor/slates/activity-drift.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';

const USERS = 1500;
const ITEMS = 100;
const WINDOW = 400;
const ids = Array.from({ length: USERS }, (_, u) => `u${u}`);
const items = Array.from({ length: ITEMS }, (_, i) => `i${i}`);

/** Users and items by chance, some more often than others. */
function stream(count: number, seed: number) {
  const r = random(seed);
  const some = (most: number): number => Math.min(randomInt(r, most), randomInt(r, most));
  return Array.from({ length: count }, (_, n) => ({ user: some(USERS), item: some(ITEMS), at: 1000 * n }));
}
const made = stream(6000, 1);
const reference = activityReference(
  {
    ids,
    events: interactionsFrom(USERS, ITEMS, {
      user: Int32Array.from(made, (e) => e.user),
      item: Int32Array.from(made, (e) => e.item),
      at: Float64Array.from(made, (e) => e.at),
      weight: null,
    }),
  },
  items,
)!;
const placed = (events: { user: number; item: number; at: number }[]): PlacedEvent[] =>
  events.map(({ user, item, at }, n) => ({
    user: `u${user}`,
    item: `i${item}`,
    weight: 1,
    at,
    place: { seq: n + 1, line: 0 },
  }));
const look = (events: PlacedEvent[], seed = 1) =>
  activityDrift({
    version: 1,
    reference,
    begin: null,
    events,
    full: WINDOW,
    falseAlarmRate: 0.05,
    seed,
  });
const drifted = async (events: PlacedEvent[]) =>
  (await look(events)).columns.filter((c) => c.drifted).map((c) => c.name);

describe('drift of what users do', () => {
  test('is not seen where nothing changed, and the smallest shift that would have been is told', async () => {
    let alarms = 0;
    for (let seed = 2; seed < 22; seed++)
      if ((await look(placed(stream(WINDOW, seed)), seed)).alarm) alarms++;
    expect(alarms).toBeLessThanOrEqual(3);
    const { says, columns } = await look(placed(stream(WINDOW, 2)));
    expect(says).toContain('four times in five');
    expect(columns.find((c) => c.name === 'popularity of an item')!.smallestShift).toBeGreaterThan(0);
  });

  test('is seen in users who are new, in items that nobody had met, and in a few users who do much', async () => {
    const plain = stream(WINDOW, 30);
    const fresh = placed(plain).map((e, n) => (n % 4 === 0 ? { ...e, user: `n${n}` } : e));
    expect(await drifted(fresh)).toContain('user is');
    const unmet = placed(plain).map((e, n) => (n % 4 === 0 ? { ...e, item: `n${n}` } : e));
    expect(await drifted(unmet)).toContain('popularity of an item');
    const busy = placed(plain.map((e) => ({ ...e, user: e.user % 60 })));
    expect(await drifted(busy)).toContain('events of a user');
  });

  test('an early look compares with as many events of training', async () => {
    const { window, columns } = await look(placed(stream(WINDOW / 4, 31)));
    expect(window.rows).toBe(100);
    expect(columns.some((c) => c.drifted)).toBe(false);
  });

  test('a window is never larger than half of what training had; without times nothing is compared', async () => {
    expect(fullWindow(50_000, reference)).toBe(3000);
    const untimed = interactionsFrom(1, 1, {
      user: Int32Array.of(0, 0),
      item: Int32Array.of(0, 0),
      at: null,
      weight: null,
    });
    expect(activityReference({ ids: ['u'], events: untimed }, ['i'])).toBeNull();
  });
});
