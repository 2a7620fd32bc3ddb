import { packHistories, unpackHistories } from '../../src/recipe/recommender/histories.ts';
import { LiveState } from '../../src/stages/serve/recommend/live-state.ts';
import { itemsOf } from '../../src/table/catalogue.ts';
import type { Interactions } from '../../src/table/interactions.ts';

/**
 * Memory that users take in a server: RSS before and after their pasts are taken over, and after each had two more events.
 *
 * A user has no vector of his own, whatever the number of factors: it is solved for from his past when he asks.
 *
 * node --expose-gc bench/recommend/memory.bench.ts [--users 1000000] [--events 20] [--history 100]
 */
const flag = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const users = flag('users', 1_000_000);
const eventsOfUser = flag('events', 20);
const history = flag('history', 100);
const ITEMS = 100_000;

/** Resident memory; `given` back what V8 keeps for garbage to come, which is not the users' and differs from run to run. */
async function rssGb(given: boolean): Promise<number> {
  const collect = (globalThis as { gc?: (how: object) => void }).gc!;
  for (let i = 0; i < 4; i++) {
    collect({ type: 'major', execution: 'sync', flavor: given ? 'last-resort' : 'regular' });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().rss / 2 ** 30;
}

/** Pasts of 1 to 2 * events - 1 events, `events` in the mean, as a version stores them. */
function stored(): Uint8Array {
  const start = new Int32Array(users + 1);
  for (let u = 0; u < users; u++) start[u + 1] = start[u]! + 1 + ((u * 7919) % (2 * eventsOfUser - 1));
  const n = start[users]!;
  const events: Interactions = {
    users,
    items: ITEMS,
    start,
    item: Int32Array.from({ length: n }, (_, e) => (e * 7919) % ITEMS),
    at: Float64Array.from({ length: n }, (_, e) => 1.7e12 + e * 1000),
    weight: new Float32Array(n).fill(1),
    timed: true,
  };
  return packHistories({ ids: Array.from({ length: users }, (_, u) => `user-${u}`), events }, history);
}

const origin = (bytes: Uint8Array) => ({
  system: 'movies',
  ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`),
  catalogue: itemsOf({ rows: ITEMS, schema: [], columns: new Map() }),
  histories: unpackHistories(bytes),
  rule: { says: '', actions: null, atLeast: null, weighted: false },
  history,
  open: false,
});

let bytes: Uint8Array | null = stored();
const state = await LiveState.over(origin(bytes));
bytes = null;
const held = await rssGb(false);
const after = await rssGb(true);
let seq = 0;
for (let u = 0; u < users; u++)
  for (let e = 0; e < 2; e++) {
    const body = JSON.stringify({
      type: 'view',
      user: `user-${u}`,
      item: `i${(u + e) % ITEMS}`,
      at: 1.8e12 + e * 1000,
    });
    state.apply({ seq: ++seq, kind: 'event', system: 'movies', id: null, at: 1.8e12, body });
  }
const later = await rssGb(true);
console.log(
  `RSS ${after.toFixed(3)} GiB with ${state.users} users, ${later.toFixed(3)} after 2 events each; ${held.toFixed(3)} before V8 gave back what it keeps for garbage to come`,
);
console.log('run it with --users 1 too: the difference is what users take');
