import { TEST, TRAIN, VALIDATION } from '../../contracts/splitter.ts';
import { type Interactions, someInteractions } from '../../table/interactions.ts';

/** Besides TRAIN, VALIDATION and TEST: what is told of the past of users of whom nothing else is learned. */
export const VALIDATION_PAST = 4;
export const TEST_PAST = 5;

/** Events that are held out, and what is known of their users when they are asked about. */
export interface HeldOut {
  /** What a recommender is told: the past of each user, those who are not judged included. */
  readonly past: Interactions;
  /** What it is held against. */
  readonly wanted: Interactions;
}

/** Events in parts. All have the same users and items. */
export interface EventSplit {
  /** To learn from while choosing. */
  readonly train: Interactions;
  readonly validation: HeldOut;
  /** To learn from once all is chosen: `train` and every event of validation. */
  readonly fitting: Interactions;
  readonly test: HeldOut;
  /** What every report of it must say; null = nothing. */
  readonly caution: string | null;
}

/** Shares of events, or of users, that are held out; the rest teaches. */
export interface EventShares {
  readonly validation: number;
  readonly test: number;
}

/** Put events together as they were assigned: [events] one of the five parts. O(events). */
export function partedEvents(events: Interactions, parts: Uint8Array, caution: string | null): EventSplit {
  const of = (...wanted: readonly number[]): Interactions =>
    someInteractions(events, (e) => wanted.includes(parts[e]!));
  return {
    train: of(TRAIN),
    validation: { past: of(TRAIN, VALIDATION_PAST), wanted: of(VALIDATION) },
    fitting: of(TRAIN, VALIDATION_PAST, VALIDATION),
    test: { past: of(TRAIN, VALIDATION_PAST, VALIDATION, TEST_PAST), wanted: of(TEST) },
    caution,
  };
}
