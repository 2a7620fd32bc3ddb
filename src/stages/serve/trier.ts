import type { StepChoice } from '../../contracts/design.ts';
import type { SlateLine } from '../../contracts/slate-line.ts';
import type { TriedItem, TriedMissing, TryAnswer } from '../../contracts/try-out.ts';
import type { LiveItems } from '../../recipe/live-items.ts';

/** How a kind of system makes a page that nobody is shown. */
export interface Trier {
  readonly version: number;
  readonly items: LiveItems;
  readonly worth: Readonly<Record<string, number>>;
  /** What is expected of each post, in the order in which pages are logged with it; none of a recommender. */
  readonly heads: readonly string[];
  /** Steps of the design. */
  readonly steps: readonly StepChoice[];
  readonly columns: TryAnswer['columns'];
  /** Users of whom something is known, the first few. */
  readonly users: readonly string[];
  page(question: TriedQuestion): {
    readonly items: readonly TriedItem[];
    readonly missing: readonly TriedMissing[];
  };
}

/** A request, with what is tried in place of the design. */
export interface TriedQuestion
  extends Pick<SlateLine, 'at' | 'user' | 'k' | 'context' | 'filters' | 'before' | 'seed'> {
  readonly worth: Readonly<Record<string, number>>;
  readonly steps: readonly StepChoice[];
  readonly explain: boolean;
  readonly why: readonly string[];
}
