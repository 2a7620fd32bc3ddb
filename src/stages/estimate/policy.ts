import type { LabelRule } from '../../contracts/recommend-design.ts';
import type { FittedRecommender } from '../../contracts/recommender.ts';
import { fail } from '../../errors/fail.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import type { Journal } from '../../ports/journal.ts';
import { openRecommender } from '../../recipe/recommender/open-recommender.ts';
import { championOf, registryOf, type Version, versionOf } from '../deploy/registry.ts';
import type { SlateRow } from '../monitor/slate-rows.ts';
import type { PageRow } from '../monitor/slates/feed-facts.ts';
import { takingRule } from '../monitor-feed.ts';
import { LiveFeed } from '../serve/feed/live-feed.ts';
import { PageMaker } from '../serve/feed/make-page.ts';
import { feedLoader } from '../serve/feed/open-feed-version.ts';
import { LiveState } from '../serve/recommend/live-state.ts';
import { SlateMaker } from '../serve/recommend/make-slate.ts';
import { PLAIN, recommenderLoader } from '../serve/recommend/open-recommender.ts';

/** What could have answered in place of what did. */
export interface Policy {
  /** Whether it draws what it shows. */
  readonly draws: boolean;
  /** What came before is what it learned from. */
  readonly trainedAt: number;
  /** What counts as reward. */
  readonly rule: LabelRule;
  readonly seed: number;
  /** Come to know what was known when a slate was made; only goes forward. */
  follow(journal: Journal, known: number): Promise<void>;
  /** The ids that it shows for the question of a slate. */
  make(slate: SlateRow, seed: number): string[];
}

export interface PolicyInput {
  readonly system: string;
  /** A version: "2". Or of a recommender a retriever of the champion, which then answers alone; of a feed an objective. */
  readonly policy: string;
  /** Type of the event that counts as reward; null = any that speaks for its item by the design. */
  readonly reward: string | null;
}

interface PolicyPorts {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
}

/**
 * A version by its number; or of a recommender a retriever of the champion alone, of a feed another objective of the champion.
 *
 * Throws 'estimate/no-policy', 'serve/no-version' and 'artifact/...'.
 */
export async function policyOf(
  { system, policy, reward }: PolicyInput,
  { journal, artifacts }: PolicyPorts,
): Promise<Policy> {
  const registry = await registryOf(journal, system);
  const numbered = /^(?:.*@)?([1-9][0-9]{0,8})$/.exec(policy)?.[1];
  const number = numbered === undefined ? await championOf(journal, system) : Number(numbered);
  const version = versionOf(registry, number);
  const named = numbered === undefined ? policy : null;
  const rule =
    reward === null ? null : { says: reward, actions: { [reward]: 1 }, atLeast: null, weighted: false };
  const made = version.kind === 'feed' ? ofFeed : ofRecommender;
  return made(version, system, named, rule, artifacts);
}

async function ofRecommender(
  version: Version,
  _system: string,
  retriever: string | null,
  rule: LabelRule | null,
  artifacts: Artifacts,
): Promise<Policy> {
  const loaded = await recommenderLoader(artifacts)(version);
  const fitted = retriever === null ? loaded.fitted : alone(loaded.fitted, retriever);
  const state = await LiveState.over(await loaded.origin());
  const maker = new SlateMaker({ ...loaded, fitted, recommender: openRecommender(fitted) }, state);
  const { ids } = state.items;
  return {
    draws: explores(fitted.rerankers),
    trainedAt: version.at,
    rule: rule ?? loaded.design?.framing.label ?? PLAIN,
    seed: loaded.design?.seed ?? 1,
    follow: (journal, known) => state.follow(journal, known),
    make({ degraded: _, ...question }, seed) {
      return maker.make({ ...question, seed }, false).entries.map(({ item }) => ids[item]!);
    },
  };
}

/** A recommender of one of its retrievers, with the same rules after it. */
function alone(fitted: FittedRecommender, retriever: string): FittedRecommender {
  const part = fitted.retrievers.find(({ name }) => name === retriever);
  const known = fitted.retrievers.map(({ name }) => name);
  if (part === undefined) throw fail('estimate/no-policy', { policy: retriever, known });
  return { ...fitted, retrievers: [part], ranker: { kind: 'blend', weights: Float64Array.of(1) } };
}

/** Pages of a version are valued as the design of that version says, or as another of its objectives does. */
async function ofFeed(
  version: Version,
  system: string,
  objective: string | null,
  rule: LabelRule | null,
  artifacts: Artifacts,
): Promise<Policy> {
  const loaded = await feedLoader(artifacts)(version);
  const { framing, rerankers } = loaded.fitted.design;
  const worth = framing.objectives[objective ?? framing.rankBy];
  if (worth === undefined)
    throw fail('estimate/no-policy', { policy: objective!, known: Object.keys(framing.objectives) });
  const live = new LiveFeed(system, await loaded.origin(), loaded.learned);
  const maker = new PageMaker(loaded, live);
  return {
    draws: explores(rerankers),
    trainedAt: version.at,
    rule: rule ?? takingRule(framing),
    seed: loaded.design?.seed ?? 1,
    follow: (journal, known) => live.follow(journal, known),
    make(slate, seed) {
      const { degraded: _, ...question } = slate as PageRow;
      return [...maker.told(maker.make({ ...question, worth, seed }, false)).items];
    },
  };
}

const explores = (rerankers: readonly { readonly name: string }[]): boolean =>
  rerankers.some(({ name }) => name === 'explore');
