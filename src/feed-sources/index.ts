import type { FeedSource } from '../contracts/feed-source.ts';
import { affinityTopics } from './affinity-topics.ts';
import { followedAuthors } from './followed-authors.ts';
import { fresh } from './fresh.ts';
import { friendsActivity } from './friends-activity.ts';
import { outOfNetwork } from './out-of-network.ts';
import { popularNow } from './popular-now.ts';
import { similarToLiked } from './similar-to-liked.ts';

/** Every source of posts there is. Adding one costs its file, its test and a line here. */
export const feedSources: readonly FeedSource[] = [
  followedAuthors,
  friendsActivity,
  affinityTopics,
  similarToLiked,
  outOfNetwork,
  popularNow,
  fresh,
];
