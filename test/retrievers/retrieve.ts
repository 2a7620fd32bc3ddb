import { resolveParams } from '../../src/contracts/params.ts';
import {
  NEVER,
  type OpenRetriever,
  type Query,
  type RetrievalSet,
  type Retriever,
} from '../../src/contracts/retriever.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import { bareCatalogue, type Catalogue } from '../../src/table/catalogue.ts';
import { type Interactions, interactionsFrom } from '../../src/table/interactions.ts';

/** What somebody did: user, item, weight, when. */
type Event = readonly [user: number, item: number, weight: number, at: number];

export const eventsOf = (users: number, items: number, events: readonly Event[]): Interactions =>
  interactionsFrom(users, items, {
    user: Int32Array.from(events, (e) => e[0]),
    item: Int32Array.from(events, (e) => e[1]),
    weight: Float32Array.from(events, (e) => e[2]),
    at: Float64Array.from(events, (e) => e[3]),
  });

/** Fit with these parameters, the others by default. */
export async function fitted<P>(
  retriever: Retriever<P>,
  set: Interactions | RetrievalSet,
  given: object,
  seed = 1,
): Promise<State> {
  const { params, failures } = resolveParams(retriever.name, retriever.params, { ...given });
  if (failures.length > 0) throw failures[0];
  const whole: RetrievalSet =
    'events' in set ? set : { events: set, catalogue: bareCatalogue(set.items), users: null };
  return retriever.fit(whole, params as P, quietRun(seed));
}

export const opened = async <P>(
  ...[retriever, ...how]: Parameters<typeof fitted<P>>
): Promise<OpenRetriever> => retriever.open(await fitted(retriever, ...how));

/** A history, each event for its item unless said otherwise, an hour apart. */
export const asked = (item: readonly number[], more: Partial<Query> = {}): Query => ({
  length: item.length,
  item: Int32Array.from(item),
  weight: new Float32Array(item.length).fill(1),
  at: Float64Array.from(item, (_, i) => i * 3_600_000),
  now: Number.NaN,
  context: {},
  ...more,
});

/** Scores by item; null = it would never be given. */
export function scored(
  open: OpenRetriever,
  query: Query,
  catalogue: Catalogue = bareCatalogue(open.items),
): (number | null)[] {
  const out = new Float32Array(catalogue.size);
  open.score(query, catalogue, out);
  return Array.from(out, (score) => (score === NEVER ? null : Number(score.toFixed(4))));
}
