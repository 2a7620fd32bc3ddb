import type { Dataset } from '../../contracts/dataset.ts';
import { canonicalJson } from '../../contracts/json.ts';
import type { RecommendData } from '../../contracts/recommend-data.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import type { DesignFile } from '../../design/file.ts';
import type { RecommendInput } from '../../design/recommend/input.ts';
import { resolveRecommender } from '../../design/recommend/resolve.ts';
import { type InferredTables, resolveTableSources } from '../../design/recommend/resolve-tables.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PreparePorts } from '../prepare.ts';
import type { ToldEvents } from '../told-events.ts';
import { type CodedEvents, codeEvents } from './prepare/coded-events.ts';
import { eventFindings } from './prepare/event-findings.ts';
import { eventProfile } from './prepare/event-profile.ts';
import { withActions, withChanges } from './prepare/journal-events.ts';
import { impressionOf, type LoadedEvents, loadEvents, shapeTable } from './prepare/load-tables.ts';
import { recommendData, type TableFrames, withFriends } from './prepare/recommend-data.ts';

export interface RecommendPrepareInput {
  readonly file: DesignFile<RecommendInput>;
  /** Version of the program: part of the cache key. */
  readonly program: string;
  /** What the system was told while it was served; absent: only the sources count. */
  readonly told?: (system: string) => Promise<ToldEvents>;
}

export interface RecommendPreparePorts extends PreparePorts {
  readonly clock: Clock;
}

export interface PreparedRecommender {
  readonly design: RecommendDesign;
  /** Of the interactions; it names those of the other tables. */
  readonly dataset: Dataset;
  readonly data: RecommendData;
  /** The columns of all tables as met. */
  readonly tables: InferredTables;
  /** The lake had it already. */
  readonly cached: boolean;
  /** Sequence number up to which what the journal tells is in `data`; null = none was asked for. */
  readonly known: number | null;
}

/**
 * Read the sources of a recommender, infer what its design leaves open, and keep its tables as immutable datasets.
 *
 * Throws what is wrong with the design, and 'source/...'. Nothing is visible in the lake until a dataset is whole; the one
 * of interactions, by which the others are found, comes last.
 */
export async function prepareRecommender(
  input: RecommendPrepareInput,
  ports: RecommendPreparePorts,
): Promise<PreparedRecommender> {
  const { engine, progress, locate } = ports;
  const sources = resolveTableSources(input.file);
  const { interactions, items, users, friends } = sources;
  const given = [interactions, items, users, friends].filter((s) => s !== null);
  progress.begin('prepare');
  const early = await fromLake(input, await engine.fingerprint(locate(given)), ports);
  if (early !== undefined) return early;
  progress.at(0.05, 'reading sources');
  const loaded = await loadEvents(input.file, ports);
  const late = await fromLake(input, loaded.prints, ports);
  if (late !== undefined) return late;
  const made = await makeDatasets(input, loaded, ports);
  progress.end(counted(made.dataset));
  return { ...made, cached: false };
}

/** The datasets of these rows, when the lake has all of them; a print of null is of no known rows. */
async function fromLake(
  input: RecommendPrepareInput,
  prints: readonly (string | null)[],
  ports: RecommendPreparePorts,
): Promise<PreparedRecommender | undefined> {
  const { lake, engine, progress } = ports;
  const known = prints.filter((print) => print !== null);
  if (known.length < prints.length) return undefined;
  const dataset = await lake.findByKey(keyOf(input, known, ports));
  if (dataset?.events === undefined) return undefined;
  const { facts, items, users, friends = null } = dataset.events;
  const tables = await Promise.all(
    [items, users, friends].map((name) => (name === null ? null : lake.get(name).catch(() => undefined))),
  );
  const [itemTable, userTable, tieTable] = tables;
  if (itemTable === undefined || userTable === undefined || tieTable === undefined) return undefined;
  const inferred: InferredTables = {
    interactions: dataset.inferred,
    items: itemTable?.inferred ?? null,
    users: userTable?.inferred ?? null,
    friends: tieTable?.inferred ?? null,
  };
  const { design } = resolveRecommender(input.file, inferred, facts);
  const read = async (of: Dataset) => engine.read(lake.path(of.sha256), of.schema);
  const coded = codeEvents(await read(dataset), design.data.interactions, impressionOf(input.file));
  const frames = {
    items: itemTable && (await read(itemTable)),
    users: userTable && (await read(userTable)),
    friends: tieTable && (await read(tieTable)),
  };
  const told = await input.told?.(design.name);
  const data = dataWith(design, coded, frames, told);
  progress.end(`${counted(dataset)}, unchanged since the last run`);
  return { design, dataset, data, tables: inferred, cached: true, known: told?.known ?? null };
}

/** All that a recommender is made of: the sources, and what was told since. */
function dataWith(
  design: RecommendDesign,
  coded: CodedEvents,
  frames: TableFrames,
  told: ToldEvents | undefined,
): RecommendData {
  const own = recommendData(design, coded, frames).data;
  const impression = design.data.impressions?.action ?? null;
  if (told === undefined || told.known === 0) return withFriends(own, design.data, frames.friends);
  const all = recommendData(design, withActions(coded, told.actions, impression), frames).data;
  const known = new Set(own.itemIds);
  const changed = withChanges(all, told, (item) => known.has(item));
  return withFriends(changed, design.data, frames.friends, told.users);
}

/** Shape, profile and judge what was loaded, and write it to the lake. */
async function makeDatasets(
  input: RecommendPrepareInput,
  loaded: LoadedEvents,
  ports: RecommendPreparePorts,
): Promise<Omit<PreparedRecommender, 'cached'>> {
  const { engine, lake, progress, clock } = ports;
  const { coded, facts, tables, schema } = loaded;
  const { design } = resolveRecommender(input.file, tables, facts);
  const key = keyOf(input, loaded.prints, ports);
  progress.at(0.5, 'profiling events');
  const shown = schema.filter(
    (c) => ![design.data.interactions.user, design.data.interactions.item].includes(c.name),
  );
  const profile = await engine.profile(shown, null);
  const duplicates = await engine.duplicateRows();
  const draft = await lake.draft();
  progress.at(0.65, 'writing the datasets');
  await engine.write(draft, key);
  const items = await shapeTable('items', design, loaded, `${key}:items`, ports);
  const users = await shapeTable('users', design, loaded, `${key}:users`, ports);
  const friends = await shapeTable('friends', design, loaded, `${key}:friends`, ports);
  const frames = {
    items: items?.frame ?? null,
    users: users?.frame ?? null,
    friends: friends?.frame ?? null,
  };
  const { data, met } = recommendData(design, coded, frames);
  const seen = eventProfile(coded, facts.pairs, data);
  const now = clock.now();
  const dataset = await lake.keep(draft, {
    key,
    rows: loaded.rows,
    schema,
    sources: loaded.sources,
    inferred: tables.interactions,
    profile,
    findings: eventFindings({ design, coded, facts, profile: seen, data, met, duplicates, now }),
    events: {
      facts,
      profile: seen,
      items: items?.dataset.sha256 ?? null,
      users: users?.dataset.sha256 ?? null,
      ...(friends && { friends: friends.dataset.sha256 }),
    },
  });
  const told = await input.told?.(design.name);
  const whole = dataWith(design, coded, frames, told);
  return { design, dataset, data: whole, tables, known: told?.known ?? null };
}

/** What the datasets depend on, as one hash: the rows, how the design reads them, the program. */
function keyOf(
  { file, program }: RecommendPrepareInput,
  prints: readonly string[],
  { sha256 }: RecommendPreparePorts,
): string {
  const { data, framing } = file.input;
  const { split: _, ...tables } = data;
  // Through JSON: a design in TypeScript may hold fields that are undefined.
  const spec = JSON.parse(JSON.stringify({ tables, label: framing?.label ?? null, ...labelled(framing) }));
  return sha256(canonicalJson({ program, prints, spec }));
}

/** What the weights of events depend on besides the label. */
const labelled = ({
  objectives,
  objective,
  business,
  ratings,
}: NonNullable<RecommendInput['framing']> = {}) =>
  objectives === undefined && ratings === undefined ? {} : { objectives, objective, business, ratings };

function counted({ events, findings }: Dataset): string {
  const n = (count: number, noun: string): string =>
    `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
  const { facts } = events!;
  return `${n(facts.events, 'event')} of ${n(facts.users, 'user')} with ${n(facts.items, 'item')}, ${n(findings.length, 'finding')}`;
}
