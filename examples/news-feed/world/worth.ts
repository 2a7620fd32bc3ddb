import { noExposure } from './exposure.ts';
import { exposureOf, type Past } from './past.ts';
import type { Session } from './sessions.ts';
import type { Town } from './town.ts';
import { emptyOutlook, type Truth } from './truth.ts';

/**
 * What a session is worth, in expectation over the looks and acts of the reader, given how far he scrolls: less noisy than
 * what he happens to do, and of the same mean.
 */
export interface Worth {
  /** True value. */
  readonly value: number;
  readonly looks: number;
  readonly opens: number;
  /** Opens of clickbait. */
  readonly baited: number;
  readonly hides: number;
}

export type Judge = (past: Past, session: Session, slate: ArrayLike<number>) => Worth;

/** With what probability a post is looked at that is scrolled past. position: from 0. */
export const attention = ({ parameters }: Town, position: number): number =>
  (position + 1) ** -parameters.attentionExponent;

/** Judges slates without showing them: nothing changes. Posts stand as they did when the reader came. */
export function judge(town: Town, truth: Truth): Judge {
  const outlook = emptyOutlook();
  const exposure = noExposure();
  return (past, { reader, at, depth }, slate) => {
    const worth = { value: 0, looks: 0, opens: 0, baited: 0, hides: 0 };
    for (let position = 0; position < Math.min(depth, slate.length); position++) {
      const post = slate[position]!;
      exposureOf(town, past, reader, slate, position, post, exposure);
      truth(reader, post, at, exposure, outlook);
      const looks = attention(town, position);
      worth.value += looks * outlook.value;
      worth.looks += looks;
      worth.opens += looks * outlook.open;
      worth.baited += looks * outlook.open * town.posts.clickbait[post]!;
      worth.hides += looks * outlook.hide;
    }
    return worth;
  };
}
