import type { Dataset, Finding } from '../../contracts/dataset.ts';
import type { FeedDesign, PostScore } from '../../contracts/feed-design.ts';
import type { FeedLog } from '../../contracts/feed-log.ts';
import { canonicalJson } from '../../contracts/json.ts';
import type { FeedInput } from '../../design/feed/input.ts';
import { resolveFeed } from '../../design/feed/resolve.ts';
import {
  FEED_TABLES,
  type FeedTable,
  type InferredFeedTables,
  resolveFeedSources,
} from '../../design/feed/resolve-tables.ts';
import type { DesignFile } from '../../design/file.ts';
import { fail } from '../../errors/fail.ts';
import { type OpenPostScore, withPostScores } from '../../recipe/feed/post-scores.ts';
import type { Frame } from '../../table/frame.ts';
import type { PreparePorts } from '../prepare.ts';
import { feedFindings } from './prepare/feed-findings.ts';
import { type FeedFrames, type FeedLogFacts, feedLog } from './prepare/feed-log.ts';
import { type LoadedFeed, loadFeed, shapeTable } from './prepare/feed-tables.ts';
import { type ToldFeed, wholeLog } from './prepare/told-log.ts';

export interface FeedPrepareInput {
  readonly file: DesignFile<FeedInput>;
  /** Version of the program: part of the cache key. */
  readonly program: string;
  /** What the feed was told while it was served, and who was erased; absent: only the sources count. */
  readonly told?: (system: string) => Promise<ToldFeed>;
  /** The champions of the systems that compute scores of posts. */
  readonly scores: (scores: readonly PostScore[]) => Promise<readonly OpenPostScore[]>;
}

export interface PreparedFeed {
  readonly design: FeedDesign;
  /** Of the events; it names those of the other tables. */
  readonly dataset: Dataset;
  readonly log: FeedLog;
  /** The columns of all tables as met. */
  readonly tables: InferredFeedTables;
  /** The lake had it already. */
  readonly cached: boolean;
  /** Which versions computed scores of posts. */
  readonly scores: readonly OpenPostScore[];
  /** Sequence number up to which what the journal tells is in `log`; null = none was asked for. */
  readonly known: number | null;
}

/** The tables beside the events. */
const BESIDE = FEED_TABLES.filter((table) => table !== 'events');

/**
 * Read the tables of a feed, infer what its design leaves open, and keep them as immutable datasets.
 *
 * Throws what is wrong with the design, 'source/...', and 'feed/no-events' when no event has a reader, a type and an instant.
 * The dataset of events, by which the others are found, becomes visible last.
 */
export async function prepareFeed(input: FeedPrepareInput, ports: PreparePorts): Promise<PreparedFeed> {
  const { engine, progress, locate } = ports;
  const sources = resolveFeedSources(input.file);
  const given = FEED_TABLES.flatMap((table) => sources[table] ?? []);
  progress.begin('prepare');
  const early = await fromLake(input, await engine.fingerprint(locate(given)), ports);
  if (early !== undefined) return early;
  progress.at(0.05, 'reading sources');
  const loaded = await loadFeed(input.file, ports);
  const late = await fromLake(input, loaded.prints, ports);
  if (late !== undefined) return late;
  const made = await makeDatasets(input, loaded, ports);
  progress.end(counted(made));
  return { ...made, cached: false };
}

/** The datasets of these rows, when the lake has all of them; a print of null is of no known rows. */
async function fromLake(
  input: FeedPrepareInput,
  prints: readonly (string | null)[],
  ports: PreparePorts,
): Promise<PreparedFeed | undefined> {
  const { lake, engine, progress } = ports;
  const known = prints.filter((print) => print !== null);
  if (known.length < prints.length) return undefined;
  const dataset = await lake.findByKey(keyOf(input, known, ports));
  if (dataset?.feed === undefined) return undefined;
  const beside: Partial<Record<FeedTable, Dataset>> = {};
  for (const table of BESIDE) {
    const name = dataset.feed[table];
    if (name === null) continue;
    const found = await lake.get(name).catch(() => undefined);
    if (found === undefined) return undefined;
    beside[table] = found;
  }
  const inferredOf = (table: FeedTable) => beside[table]?.inferred ?? null;
  const tables: InferredFeedTables = {
    events: dataset.inferred,
    posts: inferredOf('posts'),
    readers: inferredOf('readers'),
    follows: inferredOf('follows'),
    friends: inferredOf('friends'),
  };
  const { design } = resolveFeed(input.file, tables);
  const scores = await input.scores(design.data.posts.scores ?? []);
  const frameOf = async (of: Dataset | undefined): Promise<Frame | null> =>
    of === undefined ? null : engine.read(lake.path(of.sha256), of.schema);
  const frames: FeedFrames = {
    events: (await frameOf(dataset))!,
    posts: withPostScores((await frameOf(beside.posts))!, scores),
    readers: await frameOf(beside.readers),
    follows: await frameOf(beside.follows),
    friends: await frameOf(beside.friends),
  };
  const told = await input.told?.(design.name);
  const log = isNews(told) ? wholeLog(design, frames, told) : feedLog(design, frames).log;
  progress.end(`${counted({ dataset, log })}, sources unchanged since the last run`);
  return { design, dataset, log, tables, scores, cached: true, known: told?.told.known ?? null };
}

/** Shape, profile and judge what was loaded, and write it to the lake. */
async function makeDatasets(
  input: FeedPrepareInput,
  loaded: LoadedFeed,
  ports: PreparePorts,
): Promise<Omit<PreparedFeed, 'cached'>> {
  const { tables } = loaded;
  const { design } = resolveFeed(input.file, tables);
  const scores = await input.scores(design.data.posts.scores ?? []);
  const key = keyOf(input, loaded.prints, ports);
  ports.progress.at(0.4, 'writing the tables');
  const plain = () => ({ findings: [] });
  const table = (name: FeedTable) => shapeTable(name, design, loaded, `${key}:${name}`, ports, plain);
  const posts = (await table('posts'))!;
  const [readers, follows, friends] = [
    await table('readers'),
    await table('follows'),
    await table('friends'),
  ];
  const scored = withPostScores(posts.frame, scores);
  ports.progress.at(0.7, 'writing the events');
  let made: { readonly log: FeedLog; readonly facts: FeedLogFacts } | undefined;
  const framesWith = (events: Frame): FeedFrames => ({
    events,
    posts: scored,
    readers: readers?.frame ?? null,
    follows: follows?.frame ?? null,
    friends: friends?.frame ?? null,
  });
  const shaped = await shapeTable('events', design, loaded, key, ports, (events) => {
    made = feedLog(design, framesWith(events));
    if (made.log.at.length === 0)
      throw fail('feed/no-events', {
        rows: events.rows,
        reader: design.data.events.reader,
        type: design.data.events.type,
        at: design.data.events.at,
      });
    const findings: readonly Finding[] = feedFindings(design, made.log, made.facts);
    const nameOf = (of: typeof readers): string | null => of?.dataset.sha256 ?? null;
    return {
      findings,
      feed: {
        posts: posts.dataset.sha256,
        readers: nameOf(readers),
        follows: nameOf(follows),
        friends: nameOf(friends),
      },
    };
  });
  const { dataset, frame } = shaped!;
  const told = await input.told?.(design.name);
  const log = isNews(told) ? wholeLog(design, framesWith(frame), told) : made!.log;
  return { design, dataset, log, tables, scores, known: told?.told.known ?? null };
}

/** Whether the journal tells anything. */
const isNews = (told: ToldFeed | undefined): told is ToldFeed => told !== undefined && told.told.known > 0;

/** What the datasets depend on, as one hash: the rows, how the design reads them, the program. */
function keyOf(
  { file, program }: FeedPrepareInput,
  prints: readonly string[],
  { sha256 }: PreparePorts,
): string {
  const { split: _, ...tables } = file.input.data;
  // Through JSON: a design in TypeScript may hold fields that are undefined.
  const spec = JSON.parse(JSON.stringify({ tables }));
  return sha256(canonicalJson({ program, prints, spec }));
}

function counted({ dataset: { findings }, log }: { dataset: Dataset; log: FeedLog }): string {
  const n = (count: number, noun: string): string =>
    `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
  return `${n(log.at.length, 'event')} of ${n(log.readers.length, 'reader')} with ${n(log.posts.length, 'post')}, ${n(findings.length, 'finding')}`;
}
