import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { random, shuffle } from '../kernels/random.ts';
import { openNearUsers } from '../learn/similar/near-users.ts';
import { type Preferences, preferencesOf } from '../table/preferences.ts';

const params = {
  neighbours: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 100_000,
    unit: 'users',
    search: { scale: 'log', low: 20, high: 1000 },
    about: 'Users of most like taste that are asked.',
  },
  similarity: {
    type: 'choice',
    choices: ['cosine', 'tf-idf'],
    default: 'cosine',
    search: true,
    about:
      'How two users are compared: by the cosine of what they are for, or the same with popular items counting less.',
  },
  shrink: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1_000_000,
    search: { scale: 'log', low: 0.1, high: 1000 },
    about: 'Added to the divisor of the cosine, so that users who share few items are held less alike.',
  },
  power: {
    type: 'number',
    default: 2,
    min: 0.1,
    max: 10,
    search: { scale: 'log', low: 0.5, high: 4 },
    about: 'Exponent of likeness: above 1 the nearest users count the more (case amplification).',
  },
  mostUsers: {
    type: 'integer',
    default: 200_000,
    min: 1,
    max: 10_000_000,
    unit: 'users',
    about: 'Users that are kept; of more, so many are drawn.',
  },
} as const satisfies ParamSpecs;

/** start [users kept + 1], item [pairs]: what each of them is for. */
interface UserKnnState extends State {
  readonly facts: {
    readonly items: number;
    readonly neighbours: number;
    readonly shrink: number;
    readonly power: number;
    readonly rareTells: boolean;
  };
  readonly arrays: { readonly start: Int32Array; readonly item: Int32Array };
}

/**
 * What those are for who are for the same as the user. Keeps what users did: 4 bytes a pair.
 *
 * Resnick et al. 1994, "GroupLens: an open architecture for collaborative filtering of netnews"; inverse user frequency
 * and case amplification: Breese, Heckerman and Kadie 1998. Items that the user is against make him unlike those who are
 * for them.
 */
export const userKnn: Retriever<ParamsOf<typeof params>, UserKnnState> = {
  room: 'retrievers',
  name: 'user-knn',
  version: 1,
  about: 'What users of like taste are for (Resnick et al. 1994; Breese et al. 1998).',
  params,
  traits: { tier: 'simple', needs: [], grid: [{}, { neighbours: 500 }, { neighbours: 50, power: 1 }] },
  fit({ events }, { neighbours, similarity, shrink, power, mostUsers }, run) {
    run.checkCancelled();
    const { items, start, item } = someUsers(preferencesOf(events), mostUsers, run.seed);
    return {
      facts: { items, neighbours, shrink, power, rareTells: similarity === 'tf-idf' },
      arrays: { start, item },
    };
  },
  open: ({ facts: { items, ...settings }, arrays: { start, item } }) =>
    openNearUsers(
      { users: start.length - 1, items, start, item, strength: new Float32Array(item.length).fill(1) },
      settings,
    ),
};

/** Those who are for anything; of more than `most`, so many by chance, in their order. */
function someUsers(
  { users, items, start, item }: Preferences,
  most: number,
  seed: number,
): Pick<Preferences, 'items' | 'start' | 'item'> {
  let who = Int32Array.from({ length: users }, (_, u) => u).filter((u) => start[u + 1]! > start[u]!);
  if (who.length > most) who = shuffle(who, random(seed)).slice(0, most).sort();
  const from = new Int32Array(who.length + 1);
  who.forEach((u, i) => {
    from[i + 1] = from[i]! + start[u + 1]! - start[u]!;
  });
  const kept = new Int32Array(from[who.length]!);
  who.forEach((u, i) => {
    kept.set(item.subarray(start[u]!, start[u + 1]!), from[i]!);
  });
  return { items, start: from, item: kept };
}
