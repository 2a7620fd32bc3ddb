import type { PageLine } from '../contracts/page-line.ts';
import { parsePredictionId } from '../contracts/record.ts';
import { type SlateLine, slateLines } from '../contracts/slate-line.ts';
import { fail } from '../errors/fail.ts';
import type { Journal } from '../ports/journal.ts';
import { registeredKinds, registryOf, type Version, versionOf } from './deploy/registry.ts';
import { LiveFeed } from './serve/feed/live-feed.ts';
import { PageMaker } from './serve/feed/make-page.ts';
import type { OpenFeedVersion } from './serve/feed/open-feed-version.ts';
import { LiveState } from './serve/recommend/live-state.ts';
import { makeAhead } from './serve/recommend/make-ahead.ts';
import { SlateMaker } from './serve/recommend/make-slate.ts';
import type { OpenRecommenderVersion } from './serve/recommend/open-recommender.ts';
import { AheadSlates } from './serve/recommend/slates-ahead.ts';

/** A slate as the journal has it. */
export interface LoggedSlate extends SlateLine {
  readonly id: string;
  readonly system: string;
}

export interface SlateReplay {
  readonly slate: LoggedSlate;
  /** What the logged version gives now for what was known then. */
  readonly replayed: Pick<SlateLine, 'items' | 'scores' | 'propensities'>;
  /** Items, scores and propensities are equal to the last bit; where an index found candidates nobody promises that. */
  readonly equal: boolean;
}

/** The slate of that id, of any system. Throws 'recommend/no-slate' or 'recommend/erased'. */
export async function loggedSlate(journal: Journal, id: string): Promise<LoggedSlate> {
  const place = parsePredictionId(id);
  if (place !== undefined)
    for (const [system, kind] of await registeredKinds(journal)) {
      const record = kind === 'predict' ? undefined : await journal.find('slates', system, place.batch);
      const line = record && slateLines(record)[place.line];
      if (line === undefined) continue;
      if ('erased' in line) throw fail('recommend/erased', { id });
      return { ...line, id, system };
    }
  throw fail('recommend/no-slate', { id });
}

/**
 * Make a logged slate again, with the version that made it over the events that were known then, and compare to the last
 * bit. O(events of the journal until then).
 *
 * Throws 'recommend/no-slate', 'recommend/erased', or 'artifact/...' when the version cannot be loaded any more.
 */
export async function replaySlate(
  id: string,
  {
    journal,
    loadRecommender,
    loadFeed,
  }: {
    readonly journal: Journal;
    readonly loadRecommender: (version: Version) => Promise<OpenRecommenderVersion>;
    readonly loadFeed: (version: Version) => Promise<OpenFeedVersion>;
  },
): Promise<SlateReplay> {
  const slate = await loggedSlate(journal, id);
  const registry = await registryOf(journal, slate.system);
  const version = versionOf(registry, slate.version);
  const replayed =
    version.kind === 'feed'
      ? await pageAgain(slate as LoggedSlate & PageLine, await loadFeed(version), journal)
      : await slateAgain(slate, await loadRecommender(version), journal);
  const { items, scores, propensities } = slate;
  const equal = JSON.stringify({ items, scores, propensities }) === JSON.stringify(replayed);
  return { slate, replayed, equal };
}

async function slateAgain(
  slate: LoggedSlate,
  version: OpenRecommenderVersion,
  journal: Journal,
): Promise<SlateReplay['replayed']> {
  const state = await LiveState.over(await version.origin(), slate.user);
  const maker = new SlateMaker(version, state);
  const { ahead, user } = slate;
  if (ahead !== undefined && user !== null) {
    await state.follow(journal, ahead.known);
    maker.ahead = new AheadSlates(await makeAhead(maker, [user], ahead), () => true);
  }
  await state.follow(journal, slate.known);
  const { entries } = (ahead && maker.fromAhead(slate)) ?? maker.make(slate, false);
  return {
    items: entries.map(({ item }) => state.items.ids[item]!),
    scores: entries.map(({ score }) => score),
    propensities: entries.map(({ propensity }) => propensity),
  };
}

async function pageAgain(
  line: LoggedSlate & PageLine,
  version: OpenFeedVersion,
  journal: Journal,
): Promise<SlateReplay['replayed']> {
  const live = new LiveFeed(line.system, await version.origin(), version.learned);
  await live.follow(journal, line.known);
  const maker = new PageMaker(version, live);
  const { items, scores, propensities } = maker.told(maker.make(line, false));
  return { items, scores, propensities };
}
