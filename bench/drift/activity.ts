/**
 * How often a window of events alarms when users do what they did in training, and when they do not: windows and training
 * drawn apart from one population, all looks at each window counted.
 *
 *   node bench/drift/activity.ts
 */
import { random, randomInt } from '../../src/kernels/random.ts';
import { activityReference, type PlacedEvent } from '../../src/stages/monitor/slates/activity.ts';
import { activityDrift } from '../../src/stages/monitor/slates/activity-drift.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';

const [USERS, ITEMS, EVENTS, RUNS] = [5000, 500, 40_000, 200];
const ids = Array.from({ length: USERS }, (_, u) => `u${u}`);
const items = Array.from({ length: ITEMS }, (_, i) => `i${i}`);

/** Sessions of one to nine events, of some users and items more often than of others. */
function stream(count: number, r: () => number) {
  const some = (most: number): number => Math.min(randomInt(r, most), randomInt(r, most));
  const events: { user: number; item: number }[] = [];
  while (events.length < count) {
    const user = some(USERS);
    for (let n = randomInt(r, 9); n >= 0; n--) events.push({ user, item: some(ITEMS) });
  }
  return events.slice(0, count);
}

async function alarms(window: number, changed: number, r: () => number): Promise<boolean> {
  const made = stream(EVENTS, r);
  const events = interactionsFrom(USERS, ITEMS, {
    user: Int32Array.from(made, (e) => e.user),
    item: Int32Array.from(made, (e) => e.item),
    at: Float64Array.from(made, (_, n) => n),
    weight: null,
  });
  const reference = activityReference({ ids, events }, items);
  const live = stream(window, r).map(({ user, item }, n): PlacedEvent => {
    const to = r() < changed ? ITEMS - 1 - item : item;
    return { user: `u${user}`, item: `i${to}`, weight: 1, at: n, place: { seq: n + 1, line: 0 } };
  });
  for (const part of [1 / 8, 1 / 4, 1 / 2, 1]) {
    const shown = live.slice(0, Math.ceil(window * part));
    const check = { version: 1, reference, begin: null, events: shown, full: window };
    const { alarm } = activityDrift({ ...check, falseAlarmRate: 0.05, seed: 1 });
    if (alarm) return true;
  }
  return false;
}

console.log('| window | events of turned taste | windows that alarmed |\n| ---: | ---: | ---: |');
for (const window of [500, 5000])
  for (const changed of [0, 0.1]) {
    const r = random(7);
    let found = 0;
    for (let run = 0; run < RUNS; run++) if (await alarms(window, changed, r)) found++;
    console.log(
      `| ${window} | ${100 * changed} % | ${found} of ${RUNS}: ${((100 * found) / RUNS).toFixed(1)} % |`,
    );
  }
