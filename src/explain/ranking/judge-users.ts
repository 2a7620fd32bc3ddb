import type { Judged } from '../../contracts/ranking-metric.ts';
import { NEVER, type OpenRetriever, type Query } from '../../contracts/retriever.ts';
import { roomForBest } from '../../kernels/top-k.ts';
import { type Catalogue, isThere } from '../../table/catalogue.ts';
import type { AskedUser } from './asked-users.ts';
import { judgeList } from './judge-list.ts';

/** Score every item for a query: NEVER for what would not be shown. excluded [items] 0 = may be shown. */
export type ItemScorer = (query: Query, excluded: Uint8Array, out: Float32Array) => void;

/** Of one retriever alone. */
export function retrieverScorer(retriever: OpenRetriever, catalogue: Catalogue): ItemScorer {
  const { sparse } = retriever;
  if (sparse === undefined) return (query, _excluded, out) => retriever.score(query, catalogue, out);
  const item = new Int32Array(catalogue.size);
  const score = new Float32Array(catalogue.size);
  return (query, _excluded, out) => {
    out.fill(NEVER);
    const count = retriever.sparse!(query, catalogue, item, score);
    for (let i = 0; i < count; i++) out[item[i]!] = score[i]!;
  };
}

/**
 * Ask for a list of k items for each user and hold it against what he then did; `uncut`: and all candidates. `tell` is called now and then with the
 * share that is done. O(users x (scoring + items)).
 */
export function judgeUsers(
  asked: readonly AskedUser[],
  scorer: ItemScorer,
  catalogue: Catalogue,
  k: number,
  uncut: boolean,
  tell: (done: number) => void,
): Judged[] {
  const scores = new Float32Array(catalogue.size);
  const list = roomForBest(k);
  const excluded = new Uint8Array(catalogue.size);
  return asked.map((user, i) => {
    if (i % 64 === 0) tell(i / asked.length);
    exclude(user, catalogue, excluded);
    scorer(user.query, excluded, scores);
    return judgeList(scores, excluded, list, user.wanted, user.past, uncut);
  });
}

/** Mark what a user is not shown: what is gone or not there yet, what he had unless it may be shown again, and what is not drawn. */
export function exclude(user: AskedUser, catalogue: Catalogue, excluded: Uint8Array): void {
  if (user.among !== null) {
    excluded.fill(1);
    for (const item of user.among) excluded[item] = 0;
    return;
  }
  for (let i = 0; i < catalogue.size; i++) excluded[i] = isThere(catalogue, i, user.query.now) ? 0 : 1;
  if (!user.repeats) for (const item of user.past) excluded[item] = 1;
}
