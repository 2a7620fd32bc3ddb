import type { Measured } from '../../../contracts/evaluation.ts';
import type { FeedHead } from '../../../contracts/feed-design.ts';
import type {
  CounterFreshness,
  FeedFacts,
  HeadInService,
  ValueOverTime,
} from '../../../contracts/feed-monitoring.ts';
import type { PageLine } from '../../../contracts/page-line.ts';
import type { UserAction } from '../../../contracts/product-event.ts';
import type { StoredRecord } from '../../../contracts/record.ts';
import { calibration } from '../../../explain/calibration.ts';
import { overReaders } from '../../../explain/feed/over-readers.ts';
import { quantile } from '../../../kernels/quantile.ts';
import { latencyMs } from '../operations.ts';
import type { SlateRow } from '../slate-rows.ts';
import { type Credited, creditActions } from './credit-actions.ts';

/** A page as it was shown. */
export type PageRow = SlateRow & PageLine;

const MINUTE_MS = 60_000;
const SESSION_MINUTES = 30;
/** Spans of time that value is told in. */
const POINTS = 12;
const OPTIONS = { samples: 200, level: 0.95 };
/** Once so many actions came, it is known after what time nearly all have; before, the window of the design counts. */
const ENOUGH = 20;
const SETTLED = 0.99;

export interface FeedFactsInput {
  /** Of the champion, oldest first. */
  readonly pages: readonly PageRow[];
  readonly actions: readonly UserAction[];
  /** Records of events since the first page, in order of the journal. */
  readonly records: readonly Pick<StoredRecord, 'seq' | 'at'>[];
  readonly heads: readonly FeedHead[];
  readonly windowMinutes: number;
  readonly now: number;
  readonly seed: number;
}

/** What came of pages beside what was expected, what they brought, and how fresh counters were. O(places x heads + events). */
export function feedFacts({ records, ...input }: FeedFactsInput): FeedFacts {
  const counters = counterFreshness(input.pages, records);
  const whole = input.pages.filter(({ degraded }) => degraded === undefined);
  const credited = creditActions(whole, input.actions, input.windowMinutes * MINUTE_MS);
  const settles = settledAfter(whole, credited, input.windowMinutes * MINUTE_MS);
  const settled = whole.map(({ at }) => at + settles <= input.now);
  const came = cameOf(whole, credited, input.heads);
  const kept = whole.filter((_, p) => settled[p]);
  const keptCame = came.filter((_, p) => settled[p]);
  const reader = readersOf(kept);
  const options = { ...OPTIONS, seed: input.seed };
  return {
    heads: input.heads.map((head, h) => headInService(head, h, kept, keptCame, reader, options)),
    value: valueOverTime(kept, keptCame, input.heads, options),
    counters,
  };
}

/** Milliseconds after a page by which nearly all has come that comes of it. */
function settledAfter(pages: readonly PageRow[], credited: readonly Credited[], windowMs: number): number {
  if (credited.length < ENOUGH) return windowMs;
  const lags = Float64Array.from(credited, ({ action, slate }) => Math.max(0, action.at - pages[slate]!.at));
  return Math.min(windowMs, quantile(lags.sort(), SETTLED));
}

/** By page: [places x heads] what came of each post. */
function cameOf(
  pages: readonly PageRow[],
  credited: readonly Credited[],
  heads: readonly FeedHead[],
): Float64Array[] {
  const came = pages.map(({ items }) => new Float64Array(items.length * heads.length));
  for (const { action, slate, place } of credited)
    heads.forEach(({ kind, actions, atLeast, below }, h) => {
      const { type, value = Number.NaN } = action;
      if (!actions.includes(type)) return;
      const at = place * heads.length + h;
      if (kind === 'amount') came[slate]![at]! += Number.isNaN(value) ? 0 : value;
      else if ((atLeast === null || value >= atLeast) && (below === null || value < below))
        came[slate]![at] = 1;
    });
  return came;
}

/** [pages] numbers of readers; nobody in particular is each time somebody else. */
function readersOf(pages: readonly PageRow[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(pages, ({ user, id }) => {
    const key = user ?? `\0${id}`;
    if (!known.has(key)) known.set(key, known.size);
    return known.get(key)!;
  });
}

type Options = typeof OPTIONS & { readonly seed: number };
const NOTHING: Measured = { value: null, low: null, high: null };

const meansOver = (
  measures: readonly Float64Array[],
  reader: Int32Array,
  options: Options,
): readonly Measured[] =>
  reader.length === 0 ? measures.map(() => NOTHING) : overReaders(measures, reader, options);

function headInService(
  { name, kind }: FeedHead,
  h: number,
  pages: readonly PageRow[],
  came: readonly Float64Array[],
  reader: Int32Array,
  options: Options,
): HeadInService {
  const heads = pages.map((page, p) => came[p]!.length / Math.max(1, page.items.length));
  const perPost = Float64Array.from(pages, ({ items }, p) => {
    let sum = 0;
    for (let place = 0; place < items.length; place++) sum += came[p]![place * heads[p]! + h]!;
    return items.length === 0 ? Number.NaN : sum / items.length;
  });
  const first = (of: (page: PageRow, p: number) => number | undefined): Float64Array =>
    Float64Array.from(pages, (page, p) =>
      page.items.length === 0 ? Number.NaN : (of(page, p) ?? Number.NaN),
    );
  const expected = first((page) => page.heads[0]?.[h]);
  const cameFirst = first((_, p) => came[p]![h]);
  const [rate, said, did, difference] = meansOver(
    [perPost, expected, cameFirst, cameFirst.map((value, p) => value - expected[p]!)],
    reader,
    options,
  );
  const known = Int32Array.from(pages.keys()).filter((p) => !Number.isNaN(expected[p]!));
  const of = (values: Float64Array): Float64Array => Float64Array.from(known, (p) => values[p]!);
  return {
    head: name,
    kind,
    posts: pages.reduce((sum, { items }) => sum + items.length, 0),
    rate: rate!,
    first: {
      posts: known.length,
      expected: said!.value,
      came: did!.value,
      difference: difference!,
      calibration: kind === 'binary' ? calibration(of(cameFirst), of(expected)) : [],
    },
  };
}

function valueOverTime(
  pages: readonly PageRow[],
  came: readonly Float64Array[],
  heads: readonly FeedHead[],
  options: Options,
): ValueOverTime {
  const sessions = sessionsOf(pages, (page, p) => broughtBy(page, came[p]!, heads));
  const reader = Int32Array.from(sessions, ({ reader: who }) => who);
  const perSession = (some: readonly Session[]): Measured =>
    meansOver(
      [Float64Array.from(some, ({ value }) => value)],
      Int32Array.from(some, ({ reader: who }) => who),
      options,
    )[0]!;
  const [from, to] = [pages[0]?.at ?? 0, pages.at(-1)?.at ?? 0];
  const step = Math.max(1, (to - from) / POINTS);
  const points = Array.from({ length: POINTS }, (_, i) => {
    const begin = from + i * step;
    const end = begin + step;
    const own = sessions.filter(({ at }) => at >= begin && (at < end || i === POINTS - 1));
    const shown = own.reduce((sum, session) => sum + session.pages, 0);
    return { from: begin, to: end, pages: shown, sessions: own.length, perSession: perSession(own) };
  });
  return {
    sessionMinutes: SESSION_MINUTES,
    perSession: reader.length === 0 ? NOTHING : perSession(sessions),
    points: points.filter(({ sessions: n }) => n > 0),
  };
}

/** What a page brought, by what heads were worth when it was made. */
function broughtBy({ items, worth }: PageRow, came: Float64Array, heads: readonly FeedHead[]): number {
  let value = 0;
  for (let place = 0; place < items.length; place++)
    heads.forEach(({ name }, h) => {
      value += (worth[name] ?? 0) * came[place * heads.length + h]!;
    });
  return value;
}

interface Session {
  readonly reader: number;
  /** When it began. */
  readonly at: number;
  pages: number;
  value: number;
}

function sessionsOf(pages: readonly PageRow[], brought: (page: PageRow, p: number) => number): Session[] {
  const reader = readersOf(pages);
  const open = new Map<number, { readonly session: Session; last: number }>();
  const all: Session[] = [];
  pages.forEach((page, p) => {
    const who = reader[p]!;
    let own = open.get(who);
    if (own === undefined || page.at - own.last > SESSION_MINUTES * MINUTE_MS) {
      own = { session: { reader: who, at: page.at, pages: 0, value: 0 }, last: page.at };
      open.set(who, own);
      all.push(own.session);
    }
    own.last = page.at;
    own.session.pages++;
    own.session.value += brought(page, p);
  });
  return all;
}

/** records: in order of the journal. */
function counterFreshness(pages: readonly PageRow[], records: FeedFactsInput['records']): CounterFreshness {
  const waited = pages.map(({ at, known }) => {
    // The first that was not counted yet.
    let [low, high] = [0, records.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (records[middle]!.seq > known) high = middle;
      else low = middle + 1;
    }
    const next = records[low];
    return next === undefined ? 0 : Math.max(0, at - next.at);
  });
  return {
    pages: pages.length,
    behind: pages.length === 0 ? null : waited.filter((ms) => ms > 0).length / pages.length,
    waitedMs: latencyMs(waited.map((ms) => 1000 * ms)),
  };
}
