import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A made season of events in one region, written as four tables: events.csv, people.csv, friends.csv, registrations.csv.
 *
 * node make-events.ts [folder] [seed]
 *
 * Everything is by chance, fully told by the seed. Each event is on sale for one to two weeks and then takes place: nobody
 * can learn from registrations for an event that was not on sale yet. Each evening some people look at what is on sale, and
 * register for what is most worth to them: the kind of event that they like, near, not dearer than they like to pay, by
 * a good host, where friends go; or for nothing. Tables say what is known before an event is on sale: all its places are left.
 */
const folder = process.argv[2] ?? import.meta.dirname;
const seed = Number(process.argv[3] ?? 1);

const DAYS = 120;
const EVENTS = 1200;
const PEOPLE = 900;
const HOSTS = 40;
const KINDS = ['concert', 'theatre', 'lecture', 'market', 'sport', 'film', 'dance', 'workshop'];
/** Towns: latitude, longitude; half of all live and happen in the first. */
const TOWNS = [
  [50.0, 10.0],
  [50.25, 10.3],
  [49.8, 10.45],
  [50.1, 9.55],
] as const;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 5);
/** Share of people who look on an evening, and what something must be worth to register. */
const LOOKS = 0.12;
const LEAST_WORTH = 1;

let state = seed >>> 0;
/** A uniform number in [0, 1): mulberry32. */
function chance(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
const pick = (n: number): number => Math.floor(chance() * n);

function somewhere(): readonly [latitude: number, longitude: number] {
  const town = TOWNS[chance() < 0.5 ? 0 : pick(TOWNS.length)]!;
  return [town[0] + 0.05 * normal(), town[1] + 0.08 * normal()];
}

/** Kilometres, near enough for one region. */
const apart = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(111 * (a[0]! - b[0]!), 71 * (a[1]! - b[1]!));

const hosts = Array.from({ length: HOSTS }, () => ({ kind: pick(KINDS.length), good: normal() }));
const events = Array.from({ length: EVENTS }, (_, id) => {
  const host = pick(HOSTS);
  const kind = chance() < 0.8 ? hosts[host]!.kind : pick(KINDS.length);
  const start = FIRST_DAY + (7 + chance() * (DAYS - 7)) * DAY_MS;
  return {
    id,
    host,
    kind,
    start,
    onSale: start - (7 + 7 * chance()) * DAY_MS,
    price: Math.round(Math.exp(2.7 + 0.6 * normal())),
    capacity: 20 + pick(160),
    at: somewhere(),
    registered: new Set<number>(),
  };
});
const people = Array.from({ length: PEOPLE }, (_, id) => {
  // Most people like few kinds of events, and those much.
  const likes = KINDS.map(() => Math.log(1 - chance()) ** 2);
  const most = Math.max(...likes);
  return {
    id,
    likes: likes.map((v) => v / most),
    pays: Math.round(Math.exp(2.9 + 0.4 * normal())),
    at: somewhere(),
    friends: Array.from({ length: 6 }, () => pick(PEOPLE)),
  };
});

const registrations: { person: number; event: number; at: number }[] = [];
for (let day = 0; day < DAYS; day++)
  for (const person of people) {
    if (chance() > LOOKS) continue;
    const now = FIRST_DAY + (day + 0.7 + 0.2 * chance()) * DAY_MS;
    let best = LEAST_WORTH;
    let chosen: (typeof events)[number] | undefined;
    for (const event of events) {
      if (event.onSale > now || event.start <= now) continue;
      if (event.registered.size >= event.capacity || event.registered.has(person.id)) continue;
      const friends = person.friends.filter((f) => event.registered.has(f)).length;
      const worth =
        3 * person.likes[event.kind]! -
        apart(event.at, person.at) / 8 -
        Math.max(0, event.price / person.pays - 1) * 2 +
        0.5 * hosts[event.host]!.good +
        0.7 * friends +
        0.5 * normal();
      if (worth > best) {
        best = worth;
        chosen = event;
      }
    }
    if (chosen === undefined) continue;
    chosen.registered.add(person.id);
    registrations.push({ person: person.id, event: chosen.id, at: now });
  }

const instant = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
const table = (name: string, head: string, rows: readonly (readonly (string | number)[])[]): void =>
  writeFileSync(join(folder, name), `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`);
table(
  'events.csv',
  'event,kind,host,price,latitude,longitude,left,onSale,start,end',
  events.map(({ id, kind, host, price, at, capacity, onSale, start }) => [
    `e${id}`,
    KINDS[kind]!,
    `host ${host}`,
    price,
    at[0].toFixed(4),
    at[1].toFixed(4),
    capacity,
    instant(onSale),
    instant(start),
    instant(start + 2 * 3_600_000),
  ]),
);
table(
  'people.csv',
  'person,price,latitude,longitude',
  people.map(({ id, pays, at }) => [`p${id}`, pays, at[0].toFixed(4), at[1].toFixed(4)]),
);
table(
  'friends.csv',
  'person,friend',
  people.flatMap(({ id, friends }) => [...new Set(friends)].map((friend) => [`p${id}`, `p${friend}`])),
);
table(
  'registrations.csv',
  'person,event,at',
  registrations
    .sort((a, b) => a.at - b.at)
    .map(({ person, event, at }) => [`p${person}`, `e${event}`, instant(at)]),
);
console.log(`${registrations.length} registrations by ${PEOPLE} people for ${EVENTS} events, in ${folder}`);
