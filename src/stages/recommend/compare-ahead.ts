import type { AheadComparison } from '../../contracts/recommend-evaluation.ts';
import type { FittedRecommender } from '../../contracts/recommender.ts';
import { askedUsers } from '../../explain/ranking/asked-users.ts';
import { judgeUsers } from '../../explain/ranking/judge-users.ts';
import { knownItems } from '../../explain/ranking/known-items.ts';
import {
  type Cut,
  meanInterval,
  nameOf,
  pairedUserDifference,
  valuesOf,
} from '../../explain/ranking/measure-lists.ts';
import { seedFor } from '../../kernels/random.ts';
import type { EventSplit, HeldOut } from '../../splitters/events/parts.ts';
import type { Frame } from '../../table/frame.ts';
import { type Interactions, interactionsFrom } from '../../table/interactions.ts';
import { recommenderScorer } from './evaluate-recommender.ts';
import type { RecommendPorts } from './recommend-task.ts';

export interface AheadInput {
  readonly split: EventSplit;
  readonly users: Frame | null;
  readonly primary: Cut;
  readonly samples: number;
  readonly level: number;
  readonly seed: number;
}

const MOST_USERS = 1000;

/**
 * What slates lose that are made ahead, before the test events, against ones made when asked: of users with several test
 * events the last is wanted, and the recommender knows those before it, or does not. Null where there is nobody to ask.
 */
export function compareAhead(
  fitted: FittedRecommender,
  { split, users, primary, samples, level, seed: from }: AheadInput,
  {
    progress,
    checkCancelled,
    scoringKernels,
  }: Pick<RecommendPorts, 'progress' | 'checkCancelled' | 'scoringKernels'>,
): AheadComparison | null {
  const { past, wanted } = split.test;
  if (!past.timed) return null;
  const { last, earlier } = lastOf(wanted);
  const seed = seedFor(from, 'ahead');
  const { catalogue, repeats, history } = fitted;
  const asking = { repeats, graded: false, history, negatives: null, seed };
  const asked = (of: Interactions, most: number | null) => {
    const heldOut: HeldOut = { past: of, wanted: last };
    return askedUsers(heldOut, catalogue, users, { ...asking, users: most });
  };
  const online = asked(joined(past, earlier), MOST_USERS);
  const known = new Set(online.map(({ user }) => user));
  const before = new Map(asked(past, null).map((user) => [user.user, user]));
  const ahead = online.flatMap(({ user }) => before.get(user) ?? []);
  if (known.size === 0 || ahead.length < online.length) return null;
  progress.begin('compare slates made ahead');
  const scorer = recommenderScorer(fitted, primary.k, scoringKernels?.());
  const popularity = knownItems(split.fitting);
  const [fresh, stale] = [online, ahead].map((of) =>
    valuesOf(
      judgeUsers(of, scorer, catalogue, primary.k, false, () => checkCancelled()),
      primary,
      popularity,
    ),
  );
  const options = { samples, level, seed };
  progress.end(`${online.length} users`);
  return {
    users: online.length,
    metric: nameOf(primary),
    online: meanInterval(fresh!, options),
    ahead: meanInterval(stale!, options),
    loss: pairedUserDifference(fresh!, stale!, options),
  };
}

/** The last event of each user who has several, and those before it. */
function lastOf(events: Interactions): { readonly last: Interactions; readonly earlier: Interactions } {
  const several = (u: number): boolean => events.start[u + 1]! - events.start[u]! > 1;
  const columns = (from: (u: number) => number, to: (u: number) => number): Interactions => {
    const user: number[] = [];
    const at: number[] = [];
    for (let u = 0; u < events.users; u++)
      if (several(u))
        for (let e = from(u); e < to(u); e++) {
          user.push(u);
          at.push(e);
        }
    return interactionsFrom(events.users, events.items, {
      user: Int32Array.from(user),
      item: Int32Array.from(at, (e) => events.item[e]!),
      at: Float64Array.from(at, (e) => events.at[e]!),
      weight: Float32Array.from(at, (e) => events.weight[e]!),
    });
  };
  const end = (u: number): number => events.start[u + 1]!;
  return {
    last: columns((u) => end(u) - 1, end),
    earlier: columns(
      (u) => events.start[u]!,
      (u) => end(u) - 1,
    ),
  };
}

/** The events of both tables, of the same users and items. */
function joined(one: Interactions, other: Interactions): Interactions {
  const userOf = ({ users, start, item }: Interactions): Int32Array => {
    const user = new Int32Array(item.length);
    for (let u = 0; u < users; u++) user.fill(u, start[u]!, start[u + 1]!);
    return user;
  };
  return interactionsFrom(one.users, one.items, {
    user: Int32Array.from([...userOf(one), ...userOf(other)]),
    item: Int32Array.from([...one.item, ...other.item]),
    at: Float64Array.from([...one.at, ...other.at]),
    weight: Float32Array.from([...one.weight, ...other.weight]),
  });
}
