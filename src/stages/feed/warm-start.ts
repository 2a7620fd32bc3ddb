import type { FittedFeed } from '../../contracts/feed.ts';
import type { FeedDesign } from '../../contracts/feed-design.ts';
import { canonicalJson } from '../../contracts/json.ts';
import { multiTaskModels } from '../../multitask/index.ts';

/** A version that goes on learning: from the pages since its data ended, its features and dictionaries as they were. */
export interface WarmStart {
  /** sha256 of its manifest. */
  readonly sha256: string;
  readonly version: number;
  readonly fitted: FittedFeed;
  /** The last instant of its data, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Whether a version can go on learning for a design: it predicts the same, by a model that resumes and that the design
 * still names, and it is known when its data ended. Where it cannot, a feed learns from scratch.
 */
export function canGoOn({ fitted, until }: WarmStart, { framing, models }: FeedDesign): boolean {
  const { name, params } = fitted.model;
  const same = (a: unknown, b: unknown): boolean => canonicalJson(a as never) === canonicalJson(b as never);
  return (
    Number.isFinite(until) &&
    multiTaskModels.some((model) => model.name === name && model.traits.resumes === true) &&
    models.some((model) => model.name === name && same(model.params, params)) &&
    same(fitted.heads, framing.heads)
  );
}
