import type { FeedManifest } from './feed.ts';
import type { FeedChoice, FeedEvaluation } from './feed-evaluation.ts';

/** What a run measured of a feed; lies beside its manifest and names it. The twin of `RecommenderRecord`. */
export interface FeedRecord {
  readonly format: 1;
  readonly kind: 'feed';
  /** sha256 of the manifest. */
  readonly sha256: string;
  readonly manifest: FeedManifest;
  /** On test pages, which chose nothing. */
  readonly evaluation: FeedEvaluation;
  /** On validation pages. */
  readonly choice: FeedChoice;
  /** Of the model that was measured, on the pages before those of the test. */
  readonly fitSeconds: number;
  /**
   * The model that answers learned anew after that: from so many rows, all but the newest, by which it was stopped and
   * calibrated. Absent in versions from before: what was measured answers.
   */
  readonly refit?: { readonly rows: number; readonly fitSeconds: number };
  /** Median time to score a page of a hundred posts, features not counted, in this process. */
  readonly scoreMicros: number;
  /** Manifest, tensors and what is known. */
  readonly bytes: number;
  /** Rows scored as fitted and as read back, in a batch and one by one: how many differ; more than 0 fails the run. */
  readonly parity: { readonly rows: number; readonly reloaded: number; readonly single: number };
}
