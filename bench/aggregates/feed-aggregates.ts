import type { DeclaredAggregate } from '../../src/contracts/declared-aggregate.ts';
import type { AggregateDeclarations } from '../../src/recipe/aggregates/aggregate-set.ts';

const ACTIONS = ['impression', 'open', 'like', 'comment', 'hide'] as const;

const windowed = (by: readonly string[], action: string, minutes: number): DeclaredAggregate => ({
  name: `${by.join('-')}.${action}.${minutes}m`,
  by,
  counts: { [action]: 1 },
  aggregate: { name: 'window-sum', params: { windowMinutes: minutes, buckets: 60 } },
});
const counted = (by: readonly string[], action: string): DeclaredAggregate => ({
  name: `${by.join('-')}.${action}`,
  by,
  counts: { [action]: 1 },
  aggregate: { name: 'count', params: {} },
});
const faded = (by: readonly string[], action: string): DeclaredAggregate => ({
  name: `${by.join('-')}.${action}.faded`,
  by,
  counts: { [action]: 1 },
  aggregate: { name: 'decayed-sum', params: { halfLifeHours: 72 } },
});
const last = (by: readonly string[]): DeclaredAggregate => ({
  name: `${by.join('-')}.last`,
  by,
  counts: null,
  aggregate: { name: 'since-last', params: {} },
});

/** Forty features as a feed has them: counters of posts, authors, topics and readers, and affinities of pairs. */
export const feedAggregates: AggregateDeclarations = {
  entities: ['post', 'author', 'topic', 'reader'],
  types: ACTIONS,
  aggregates: [
    ...ACTIONS.map((action) => windowed(['post'], action, 60)),
    ...ACTIONS.map((action) => counted(['post'], action)),
    ...ACTIONS.slice(0, 3).map((action) => windowed(['author'], action, 24 * 60)),
    ...ACTIONS.map((action) => counted(['author'], action)),
    ...ACTIONS.slice(0, 2).map((action) => windowed(['topic'], action, 24 * 60)),
    ...ACTIONS.slice(0, 3).map((action) => counted(['reader'], action)),
    last(['reader']),
    ...ACTIONS.map((action) => faded(['reader', 'author'], action)),
    last(['reader', 'author']),
    ...ACTIONS.slice(0, 3).map((action) => faded(['reader', 'topic'], action)),
  ],
  ratios: [
    { name: 'post.openRate', of: 'post.open', per: 'post.impression', prior: 0.1, strength: 20 },
    { name: 'post.likeRate', of: 'post.like', per: 'post.impression', prior: 0.02, strength: 50 },
    { name: 'author.openRate', of: 'author.open', per: 'author.impression', prior: 0.1, strength: 20 },
    { name: 'author.hideRate', of: 'author.hide', per: 'author.impression', prior: 0.01, strength: 100 },
    {
      name: 'affinity.openRate',
      of: 'reader-author.open.faded',
      per: 'reader-author.impression.faded',
      prior: 0.1,
      strength: 5,
    },
    {
      name: 'topic.openRate',
      of: 'reader-topic.open.faded',
      per: 'reader-topic.impression.faded',
      prior: 0.1,
      strength: 5,
    },
    { name: 'post.freshRate', of: 'post.open.60m', per: 'post.impression.60m', prior: 0.1, strength: 20 },
  ],
};
