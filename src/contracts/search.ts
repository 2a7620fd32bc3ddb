import type { Params } from './params.ts';

/** How a search goes about the parameters of one model. */
export const SEARCH_METHODS = ['random', 'tpe', 'halving', 'hyperband'] as const;

/** A search that a design asks for. */
export interface SearchChoice {
  readonly method: (typeof SEARCH_METHODS)[number];
  /** Fits at most, small ones included. */
  readonly trials: number;
  /** Stop between trials when they are over; null = as long as it takes. */
  readonly seconds: number | null;
}

/** What a search tried, as it is kept with the model or the run that came of it. */
export interface SearchRecord {
  /** tiers: of all models, under a budget of the run. */
  readonly method: SearchChoice['method'] | 'tiers';
  /** Seconds that it had, and trials at most; null = not limited. */
  readonly budgetSeconds: number | null;
  readonly mostTrials: number | null;
  /** Why it tried no more. */
  readonly stopped: StopReason;
  /** How often each trial was judged: 1 = by the validation rows, else by so many folds. */
  readonly rounds: number;
  readonly judgedRows: number;
  readonly metric: string;
  /** In their order; as many trials again give the same ones. */
  readonly trials: readonly TrialRecord[];
  /** Indexes of trials that answer together, with their shares; null when none is better than one alone. */
  readonly ensemble: readonly { readonly trial: number; readonly share: number }[] | null;
}

/** 'done': the method had no more to try. */
export type StopReason = 'time' | 'trials' | 'not worth it' | 'done';

export interface TrialRecord {
  readonly model: string;
  readonly params: Params;
  /** Of the rows to learn from that it was fitted on. */
  readonly share: number;
  /** By the primary metric on the judged rows, of the first round only where it was given up; null = not defined. */
  readonly score: number | null;
  /** It was given up after the first round. */
  readonly pruned: boolean;
  readonly fitSeconds: number;
}
