import { parsePredictionId } from '../contracts/record.ts';
import { type SlateLine, slateLines } from '../contracts/slate-line.ts';
import { fail } from '../errors/fail.ts';
import type { Journal } from '../ports/journal.ts';
import { registeredKinds, registryOf, type Version, versionOf } from './deploy/registry.ts';
import { LiveState } from './serve/recommend/live-state.ts';
import { SlateMaker } from './serve/recommend/make-slate.ts';
import type { OpenRecommenderVersion } from './serve/recommend/open-recommender.ts';

/** A slate as the journal has it. */
export interface LoggedSlate extends SlateLine {
  readonly id: string;
  readonly system: string;
}

export interface SlateReplay {
  readonly slate: LoggedSlate;
  /** What the logged version gives now for what was known then. */
  readonly replayed: Pick<SlateLine, 'items' | 'scores' | 'propensities'>;
  /** Items, scores and propensities are equal to the last bit. */
  readonly equal: boolean;
}

/** The slate of that id, of any system. Throws 'recommend/no-slate' or 'recommend/erased'. */
export async function loggedSlate(journal: Journal, id: string): Promise<LoggedSlate> {
  const place = parsePredictionId(id);
  if (place !== undefined)
    for (const [system, kind] of await registeredKinds(journal)) {
      const record = kind === 'recommend' ? await journal.find('slates', system, place.batch) : undefined;
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
  }: {
    readonly journal: Journal;
    readonly loadRecommender: (version: Version) => Promise<OpenRecommenderVersion>;
  },
): Promise<SlateReplay> {
  const slate = await loggedSlate(journal, id);
  const registry = await registryOf(journal, slate.system);
  const version = await loadRecommender(versionOf(registry, slate.version));
  const state = await LiveState.over(await version.origin(), slate.user);
  await state.follow(journal, slate.known);
  const { entries } = new SlateMaker(version, state).make(slate, false);
  const replayed = {
    items: entries.map(({ item }) => state.items.ids[item]!),
    scores: entries.map(({ score }) => score),
    propensities: entries.map(({ propensity }) => propensity),
  };
  const { items, scores, propensities } = slate;
  const equal = JSON.stringify({ items, scores, propensities }) === JSON.stringify(replayed);
  return { slate, replayed, equal };
}
