import type { Json } from './json.ts';

/** What an attribute of an item or a user may be, and what a request may tell of the moment. */
export type Attribute = string | number | boolean | null;
export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * Bodies of the `event` records of a recommender: what users did, and what the catalogue and the users became. In the
 * order of their sequence numbers they are all that its live state is made of, on top of what its version learned from.
 */
export type ProductEvent =
  | UserAction
  | ItemChange
  | UserChange
  | UserErased
  | FilesRewritten
  | TieChange
  | WorthChange;

/** A user did something with an item. */
export interface UserAction {
  /** "view", "like": a word of the product; never one that begins with "$". */
  readonly type: string;
  /** When it happened, milliseconds since 1970 UTC. */
  readonly at: number;
  readonly user: string;
  readonly item: string;
  /** A rating, an amount, a share watched. */
  readonly value?: number;
  /** The slate in which the item was shown, and its place there, from 0. */
  readonly requestId?: string;
  readonly position?: number;
  readonly context?: Readonly<Record<string, Json>>;
  /** Why it is stored but must not be used. */
  readonly quarantined?: string;
}

/** An item came, changed or went. */
export interface ItemChange {
  readonly type: '$item';
  readonly item: string;
  /** Those that are named take these values, others stay; null = the item is gone. */
  readonly attributes: Attributes | null;
  /** When a new item was first there; absent: the record's instant. */
  readonly addedAt?: number;
}

/** What is known of a user changed. */
export interface UserChange {
  readonly type: '$user';
  readonly user: string;
  readonly attributes: Attributes;
  /** Of a recommender with a user graph: whom he names a friend from now on; absent: the same as before. */
  readonly friends?: readonly string[];
}

/** A user was erased: all that came before is forgotten, wherever it stood. */
export interface UserErased {
  readonly type: '$erased';
  /** sha256 of system, a zero byte and the id, hexadecimal: the id itself is not kept. */
  readonly user: string;
}

/** Files that held a user who was erased were written again without him. */
export interface FilesRewritten {
  readonly type: '$rewritten';
  readonly files: readonly RewrittenFile[];
}

/** A file under its old name and its new one. */
export interface RewrittenFile {
  readonly kind: 'artifact' | 'dataset';
  readonly from: string;
  readonly to: string;
}

/** Of a feed: a reader follows an author from now on or no more, or two readers are friends or no more. */
export interface TieChange {
  readonly type: '$tie';
  readonly tie: 'follow' | 'friend';
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970; absent: the record's instant. */
  readonly since?: number;
  /** 0..1, of friends. */
  readonly closeness?: number;
  /** The tie is cut. */
  readonly gone?: true;
}

/** Of a feed: what one of each head is worth from now on, beside what its design says; null = as the design says. */
export interface WorthChange {
  readonly type: '$worth';
  readonly worth: Readonly<Record<string, number>> | null;
  readonly by: string;
  readonly why: string;
}
