import { setImmediate as turn } from 'node:timers/promises';
import type { SlateEntry } from '../../../contracts/slate.ts';
import type { AheadFacts } from '../../../contracts/slate-line.ts';
import { seedFor } from '../../../kernels/random.ts';
import type { SlateMaker, SlateQuestion } from './make-slate.ts';
import type { SlatesAhead } from './slates-ahead.ts';

const USERS_A_TURN = 50;

/** Make a slate for each of these users, as of one moment. O(users x a slate). */
export async function makeAhead(
  maker: SlateMaker,
  users: readonly string[],
  facts: AheadFacts,
  tell: (done: number) => void = () => {},
): Promise<SlatesAhead> {
  const { ids } = maker.state.items;
  const items = new Places();
  const sources = new Places();
  const made: SlateEntry[][] = [];
  for (const [u, user] of users.entries()) {
    made.push([...maker.make(questionOf(user, facts), false).entries]);
    if (u % USERS_A_TURN === 0) {
      tell(u / users.length);
      await turn();
    }
  }
  const start = new Int32Array(users.length + 1);
  made.forEach((entries, u) => {
    start[u + 1] = start[u]! + entries.length;
  });
  const all = made.flat();
  return {
    version: maker.version.version,
    facts,
    users,
    start,
    item: Int32Array.from(all, ({ item }) => items.of(ids[item]!)),
    source: Uint8Array.from(all, ({ source }) => sources.of(source)),
    score: Float64Array.from(all, ({ score }) => score),
    propensity: Float64Array.from(all, ({ propensity }) => propensity),
    items: items.texts,
    sources: sources.texts,
  };
}

const questionOf = (user: string, { at, seed, k }: AheadFacts): SlateQuestion => ({
  at,
  user,
  k,
  context: {},
  filters: [],
  before: [],
  seed: seedFor(seed, user),
});

/** Texts as places, in the order in which they come. */
class Places {
  readonly texts: string[] = [];
  readonly #places = new Map<string, number>();

  of(text: string): number {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.texts.push(text) - 1;
      this.#places.set(text, place);
    }
    return place;
  }
}
