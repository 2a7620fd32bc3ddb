import type { Attributes } from './product-event.ts';

/** What is tried: pages as they would be with other worths, more or less diversity, another length. Nothing is noted. */
export interface TryInput {
  /** Whose page to show in full; absent = somebody of whom nothing is known. */
  readonly user?: string;
  /** Items on a page; 10. */
  readonly k?: number;
  /** Items of which to say why they are not on his page. */
  readonly why?: readonly string[];
  /** Of a feed: what one of some heads is worth, in place of what they are worth now. */
  readonly worth?: Readonly<Record<string, number>>;
  /** 0 = by value alone .. 1 = by unlikeness alone; absent = as the design says. */
  readonly diversity?: number;
  /** How many of the newest recorded requests to make again; 0 without it. */
  readonly recorded?: number;
}

export interface TryAnswer {
  readonly version: number;
  readonly at: number;
  /** Of a feed: what one of each head is worth now; else empty. */
  readonly worth: Readonly<Record<string, number>>;
  /** The diversity of the design; null where it has no step for it. */
  readonly diversity: number | null;
  /** The page as it is, and as it is tried: the same where nothing differs. */
  readonly now: readonly TriedItem[];
  readonly tried: readonly TriedItem[];
  readonly missing: readonly TriedMissing[];
  readonly recorded: readonly TriedRequest[];
  /** By id, what is known of every item above. */
  readonly things: Readonly<Record<string, Thing>>;
  /** Columns of things that mean more. */
  readonly columns: {
    readonly title: string | null;
    readonly text: string | null;
    readonly by: readonly string[];
  };
  /** Users to choose from. */
  readonly users: readonly string[];
}

export interface TriedItem {
  readonly id: string;
  /** Its value or score. */
  readonly score: number;
  /** The source or retriever that had it furthest ahead. */
  readonly source: string;
  /** What made the score, strongest first: heads, or features of the ranker. */
  readonly contributions: readonly { readonly name: string; readonly value: number }[];
  /** Items of the user's past that had most to do with it. */
  readonly because: readonly string[];
  /** Its place before and after each step, from 0; -1 = not in the list. */
  readonly steps: readonly { readonly step: string; readonly before: number; readonly after: number }[];
}

export interface TriedMissing {
  readonly id: string;
  readonly because: string;
  readonly step?: string;
  readonly place?: number;
}

/** A recorded request: what was shown then, and what would be shown over what is known now. */
export interface TriedRequest {
  readonly id: string;
  readonly at: number;
  readonly user: string | null;
  readonly shown: readonly string[];
  /** What was shown, in the order of the tried worths over the chances that were logged with it; absent where none were. */
  readonly reordered?: readonly string[];
  readonly now: readonly string[];
  readonly tried: readonly string[];
}

export interface Thing {
  readonly attributes: Attributes;
  /** Hours since it was first there; null where nobody knows. */
  readonly ageHours: number | null;
}
