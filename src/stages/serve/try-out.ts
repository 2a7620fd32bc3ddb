import { setImmediate as turn } from 'node:timers/promises';
import type { StepChoice } from '../../contracts/design.ts';
import type { PageLine } from '../../contracts/page-line.ts';
import type { SlateLine } from '../../contracts/slate-line.ts';
import { slateLines } from '../../contracts/slate-line.ts';
import type { Thing, TriedRequest, TryAnswer, TryInput } from '../../contracts/try-out.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { LiveItems } from '../../recipe/live-items.ts';
import { rowValues } from '../../table/row-values.ts';
import type { ServedFeed } from './feed/served-feed.ts';
import { feedTrier } from './feed/try-feed.ts';
import type { ServedRecommender } from './recommend/served-recommender.ts';
import { recommendTrier } from './recommend/try-recommender.ts';
import type { Trier } from './trier.ts';

const K = 10;
/** Of a page that is asked for by hand: the same draws each time, so that what differs is what was moved. */
const SEED = 1;
/** Candidates that diversity may choose from, as many as its step does by itself. */
const DEPTH = 100;
const USERS = 50;

/**
 * Make pages as they would be, over what is known now, with the champion: one in full, and the newest recorded requests
 * again. Nothing is logged, noted or learned. Other requests are answered between two pages.
 */
export async function tryOut(
  system: ServedFeed | ServedRecommender,
  input: TryInput,
  { journal, clock }: { readonly journal: Journal; readonly clock: Clock },
): Promise<TryAnswer> {
  await system.log.flush();
  const lines = await newestSlates(journal, system.name, input.recorded ?? 0);
  const trier = system.kind === 'feed' ? feedTrier(system) : recommendTrier(system);
  const at = clock.now();
  const now = { worth: trier.worth, steps: trier.steps };
  const tried = {
    worth: { ...trier.worth, ...input.worth },
    steps: withDiversity(trier.steps, input.diversity),
  };
  const { user = null, k = K, why = [] } = input;
  const asked = { at, user, k, context: {}, filters: [], before: [], seed: SEED, explain: true };
  const usual = trier.page({ ...asked, ...now, why: [] });
  const other = trier.page({ ...asked, ...tried, why });
  const recorded: TriedRequest[] = [];
  for (const { id, line } of lines) {
    await turn();
    const question = { ...line, at, k: Math.min(line.k, line.items.length || K), explain: false, why: [] };
    const ids = (of: typeof now): string[] => trier.page({ ...question, ...of }).items.map((item) => item.id);
    const reordered = reorderedBy(tried.worth, trier, line);
    const { user: of, items: shown } = line;
    recorded.push({ id, at: line.at, user: of, shown, ...reordered, now: ids(now), tried: ids(tried) });
  }
  const named = new Set([
    ...[...usual.items, ...other.items].flatMap((item) => [item.id, ...item.because]),
    ...recorded.flatMap((r) => [...r.shown, ...r.now, ...r.tried]),
  ]);
  const recent = lines.flatMap(({ line }) => line.user ?? []);
  return {
    version: trier.version,
    at,
    worth: trier.worth,
    diversity: diversityOf(trier.steps),
    now: usual.items,
    tried: other.items,
    missing: other.missing,
    recorded,
    things: thingsOf(named, trier.items, at),
    columns: trier.columns,
    users: [...new Set([...recent, ...trier.users])].slice(0, USERS),
  };
}

/** What a page showed, put in the order of other worths by what this version expected of each post when it was shown. */
function reorderedBy(
  worth: Readonly<Record<string, number>>,
  { version, heads: names }: Trier,
  line: SlateLine & Partial<PageLine>,
): Pick<TriedRequest, 'reordered'> {
  const { items, heads: expected = [] } = line;
  if (items.length === 0 || line.version !== version || expected.length !== items.length) return {};
  const value = expected.map((chances) =>
    chances.reduce((sum, chance, h) => sum + chance * (worth[names[h]!] ?? 0), 0),
  );
  const places = items.map((_, i) => i).sort((a, b) => value[b]! - value[a]! || a - b);
  return { reordered: places.map((i) => items[i]!) };
}

/** The newest requests that were answered in full, newest first. Those of users who were erased are left out. */
async function newestSlates(
  journal: Journal,
  system: string,
  most: number,
): Promise<{ readonly id: string; readonly line: SlateLine }[]> {
  if (most === 0) return [];
  const records = await journal.read({ kind: 'slates', system, newestFirst: true, limit: most });
  return records
    .flatMap((record) =>
      slateLines(record)
        .flatMap((line, i) => ('erased' in line || line.degraded ? [] : [{ id: `${record.id}.${i}`, line }]))
        .reverse(),
    )
    .slice(0, most);
}

const DIVERSITY = 'mmr';

/** How much unlikeness counts; null where no step minds it. */
function diversityOf(steps: readonly StepChoice[]): number | null {
  const found = steps.find(({ name }) => name === DIVERSITY);
  return found === undefined ? null : 1 - Number(found.params.relevance);
}

/** The steps with another strength of diversity: in its place where there is one, else before the rules. */
function withDiversity(steps: readonly StepChoice[], strength: number | undefined): readonly StepChoice[] {
  if (strength === undefined) return steps;
  const step = { name: DIVERSITY, params: { relevance: 1 - strength, depth: DEPTH } };
  return steps.some(({ name }) => name === DIVERSITY)
    ? steps.map((s) =>
        s.name === DIVERSITY ? { ...s, params: { ...s.params, relevance: 1 - strength } } : s,
      )
    : [step, ...steps];
}

const HOUR_MS = 3_600_000;
const LONGEST_TEXT = 400;

function thingsOf(ids: ReadonlySet<string>, items: LiveItems, at: number): Record<string, Thing> {
  const { attributes, addedAt } = items.catalogue;
  const told: [string, Thing][] = [];
  for (const id of ids) {
    const item = items.find(id);
    if (item === undefined) continue;
    const values = Object.entries(rowValues(attributes, item)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value,
    ]);
    const since = (at - addedAt[item]!) / HOUR_MS;
    told.push([id, { attributes: Object.fromEntries(values), ageHours: Number.isNaN(since) ? null : since }]);
  }
  return Object.fromEntries(told);
}
