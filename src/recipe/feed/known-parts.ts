import type { State, Tensor } from '../../contracts/state.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import type { Frame } from '../../table/frame.ts';
import type { FeedRules } from './event-roles.ts';
import type { OpenTexts } from './post-vectors.ts';

/** An event, as the fold takes it; indices are its own. */
export interface KnownEvent {
  readonly type: string;
  readonly reader: number;
  readonly post: number;
  /** Milliseconds since 1970, when it happened and when it came. */
  readonly at: number;
  readonly seenAt: number;
  /** NaN = brings none. */
  readonly value: number;
}

/** What a fold begins with. */
export interface KnownStart {
  readonly rules: FeedRules;
  /** All types of events, in the order of the log. */
  readonly types: readonly string[];
  readonly texts: OpenTexts | null;
  readonly posts: readonly string[];
  readonly catalogue: Catalogue;
  readonly readers: readonly string[];
  /** Row r is reader r; null = nothing is known of any. */
  readonly readerAttributes: Frame | null;
}

/** A part of what is known, that a state is made of. */
export interface Part {
  state(): Readonly<Record<string, Tensor>>;
  restore(arrays: State['arrays']): void;
}
