import { calibrate } from './calibrate.ts';
import { chance } from './chance.ts';
import { inOrder } from './in-order.ts';
import { simulateLog } from './log.ts';
import { makeOracle } from './oracle.ts';
import { copyPast, type Past } from './past.ts';
import type { Ranker, RankerMaker } from './ranker.ts';
import { contextOf } from './rows.ts';
import { type Session, sessionsOf } from './sessions.ts';
import { logEndsAt, makeTown, SHOWN_FOR_MS, type Town, type TownOptions } from './town.ts';
import { type Levels, makeTruth, type Truth } from './truth.ts';
import { postsOf, visibleReader, visibleTown } from './visible.ts';
import { type FeedEvent, visitor } from './visit.ts';
import { judge, type Worth } from './worth.ts';

/** A town whose log is over, in which any ranker can take over the feed. */
export interface Ground {
  readonly town: Town;
  readonly levels: Levels;
  readonly truth: Truth;
  readonly log: readonly FeedEvent[];
  readonly past: Past;
  readonly postOf: ReturnType<typeof postsOf>;
}

/** A session under a ranker. Of the same place in the list the session is the same under all rankers. */
export interface Tried extends Worth {
  readonly session: Session;
}

export interface TrialOptions {
  /** Candidates of a session, the same for all rankers: so many of the fresh posts by chance. Left out, all. */
  readonly candidates?: number;
  /** Called with what is observed too. */
  readonly tell?: (event: FeedEvent) => void;
}

/** Posts that are asked for: as deep as anybody scrolls. */
const ASKED = 60;

export function prepareGround(options: TownOptions): Ground {
  const town = makeTown(options);
  const levels = calibrate(town);
  const truth = makeTruth(town, levels);
  const log: FeedEvent[] = [];
  const past = simulateLog(town, truth, (event) => log.push(event));
  return { town, levels, truth, log, past, postOf: postsOf(town) };
}

/** Order of the places of candidates for a session, with all that happened under it. */
export type Policy = (
  past: Past,
  session: Session,
  candidates: readonly number[],
) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** The days after the log under a ranker: each begins with the same past, and goes on with what it showed itself. */
export async function tryRanker(
  ground: Ground,
  maker: RankerMaker,
  options: TrialOptions = {},
): Promise<Tried[]> {
  const { town, log, postOf } = ground;
  const ranker = await maker.start(visibleTown(town, logEndsAt(town), postOf), log);
  return tryPolicy(ground, policyOf(ground, ranker), ranker.observe?.bind(ranker), options);
}

/** The same days under an oracle that takes the town to be as told: left out, as it is. */
export function tryOracle(
  ground: Ground,
  town: Town = ground.town,
  options: TrialOptions = {},
): Promise<Tried[]> {
  const oracle = makeOracle(town, makeTruth(town, ground.levels));
  const order: Policy = (past, { reader, at }, candidates) => {
    const place = new Map(candidates.map((post, i) => [post, i]));
    return oracle(past, reader, at, candidates, ASKED).map((post) => place.get(post)!);
  };
  return tryPolicy(ground, order, undefined, options);
}

/** A ranker as a policy: it is given what a product sees. */
export const policyOf =
  ({ town, postOf }: Ground, ranker: Ranker): Policy =>
  (_past, { reader, at }, candidates) =>
    ranker.order({
      reader: visibleReader(town, reader),
      at,
      context: contextOf(town, reader, at),
      candidates: candidates.map(postOf),
      count: ASKED,
    });

/** The same days under whatever orders posts. observe: told what happens, before the next session. */
export async function tryPolicy(
  ground: Ground,
  policy: Policy,
  observe?: (event: FeedEvent) => void,
  options: TrialOptions = {},
): Promise<Tried[]> {
  const { town, truth } = ground;
  const past = copyPast(ground.past);
  const visit = visitor(town, truth);
  const worthOf = judge(town, truth);
  const tried: Tried[] = [];
  const events = inOrder<FeedEvent>((event) => {
    observe?.(event);
    options.tell?.(event);
  });
  for (let day = town.size.days; day < town.size.days + town.size.after; day++)
    for (const session of sessionsOf(town, day)) {
      events.tellUntil(session.at);
      const candidates = candidatesOf(town, past, session, options.candidates);
      const order = await policy(past, session, candidates);
      const slate = slateOf(order, candidates);
      tried.push({ session, ...worthOf(past, session, slate) });
      visit(past, session, slate, (action, at, post, position, value) =>
        events.add({
          action,
          at,
          reader: session.reader,
          post,
          value,
          session: session.id,
          position,
          propensity: Number.NaN,
        }),
      );
    }
  events.tellUntil(Number.POSITIVE_INFINITY);
  return tried;
}

/** Fresh posts that the reader was not shown, by index. */
function candidatesOf(town: Town, past: Past, session: Session, most = Number.POSITIVE_INFINITY): number[] {
  const { posts } = town;
  const first = firstAfter(posts.at, session.at - SHOWN_FOR_MS);
  const end = firstAfter(posts.at, session.at);
  const share = most / (end - first);
  const shown = past.shown[session.reader]!;
  const candidates: number[] = [];
  for (let post = first; post < end; post++)
    if (!shown.has(post) && (share >= 1 || chance(town.seed, session.id, post, 0xca) < share))
      candidates.push(post);
  return candidates;
}

/** The first place whose instant is later; instants ascend. */
function firstAfter(instants: Float64Array, at: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instants[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Each place once, and only places that there are: a ranker cannot show what it was not given. */
function slateOf(order: ArrayLike<number>, candidates: readonly number[]): number[] {
  const slate: number[] = [];
  const taken = new Set<number>();
  for (let i = 0; i < Math.min(order.length, ASKED); i++) {
    const place = order[i]!;
    const post = candidates[place];
    if (post === undefined || taken.has(place))
      throw new Error(`place ${place} of ${candidates.length} candidates is not one, or is there twice`);
    taken.add(place);
    slate.push(post);
  }
  return slate;
}
