import type { FeedDesign } from '../../contracts/feed-design.ts';
import { actionKind } from '../../design/feed/feed-words.ts';

/** The parts of a design by which events are read. */
export type FeedRules = Pick<
  FeedDesign,
  'framing' | 'data' | 'aggregates' | 'ratios' | 'filters' | 'serving'
>;

/** What events of a type mean to what is known of readers and posts. */
export interface EventRole {
  /** The reader took to the post: it answers a binary head that is worth something. Of these values; null = none of them. */
  readonly took: { readonly atLeast: number; readonly below: number } | null;
  readonly shown: boolean;
  readonly comment: boolean;
  /** The reader sees no more of the author, or of the topic. */
  readonly mutes: boolean;
  readonly hides: boolean;
  /** The reader follows the author from now on. */
  readonly follows: boolean;
}

/**
 * What events of this type mean. Comments and follows go by the name of their type: a post comes back for new comments,
 * whatever heads a design has.
 */
export function eventRole({ framing, data: { impressions }, filters }: FeedRules, type: string): EventRole {
  const weights = framing.objectives[framing.rankBy] ?? {};
  const head = framing.heads.find(
    ({ name, kind, actions }) => kind === 'binary' && (weights[name] ?? 0) > 0 && actions.includes(type),
  );
  const kind = actionKind(type);
  return {
    took: head === undefined ? null : { atLeast: head.atLeast ?? -Infinity, below: head.below ?? Infinity },
    shown: 'type' in impressions ? impressions.type === type : impressions.opens === type,
    comment: kind === 'comment',
    mutes: filters.mutes.includes(type),
    hides: filters.hides.includes(type),
    follows: kind === 'follow',
  };
}
