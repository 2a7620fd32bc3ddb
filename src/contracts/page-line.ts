import type { SlateLine } from './slate-line.ts';

/** One line of a `slates` record of a feed: what was asked, and the page. Its id is `<record id>.<line>`. */
export interface PageLine extends SlateLine {
  /** By head, what one of each was worth. */
  readonly worth: Readonly<Record<string, number>>;
  /** By post: what was expected of each head; empty where the page is a plain one. */
  readonly heads: readonly (readonly number[])[];
}
