import type { Retriever } from '../contracts/retriever.ts';
import { bpr } from './bpr.ts';
import { content } from './content.ts';
import { ease } from './ease.ts';
import { friends } from './friends.ts';
import { ials } from './ials.ts';
import { itemKnn } from './item-knn.ts';
import { mostPopular } from './most-popular.ts';
import { recentlyAdded } from './recently-added.ts';
import { sasRec } from './sasrec.ts';
import { transitions } from './transitions.ts';
import { trending } from './trending.ts';
import { twoTower } from './two-tower.ts';
import { userKnn } from './user-knn.ts';

/** Every retriever there is. Adding one costs its file, its test and a line here. */
export const retrievers: readonly Retriever[] = [
  ease,
  ials,
  bpr,
  mostPopular,
  trending,
  recentlyAdded,
  itemKnn,
  userKnn,
  transitions,
  content,
  friends,
  sasRec,
  twoTower,
];
