import type { FeedSource } from '../contracts/feed-source.ts';

/** Every source of posts there is. Adding one costs its file, its test and a line here. */
export const feedSources: readonly FeedSource[] = [];
