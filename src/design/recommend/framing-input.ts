/**
 * What a design says of success: the part of `RecommendInput` under `framing`, and of impressions. The sentences are those of
 * the JSON Schema in framing-shape.ts; a test holds the two together.
 */
export interface RecommendFraming {
  /** How it is told from an event whether its item was right for the user. */
  readonly label?: LabelInput;
  /** What may be brought about, by name, instead of one label: all are trained and compared. */
  readonly objectives?: { readonly [name: string]: LabelInput };
  /** Name of the objective that answers. Inferred: the first. */
  readonly objective?: string;
  /** What events bring to the business: by it objectives are compared. Inferred: the rule of the objective that answers. */
  readonly business?: BusinessInput;
  /** Tell what users would rate items, learned from rated pairs, from all pairs with a low weight, or from all alike. */
  readonly ratings?: 'observed' | 'weighted' | 'all';
  /** Whether an item that the user knows may be recommended again. Inferred: where many come back to one on another day. */
  readonly repeats?: boolean;
  /** What is known when the prediction is made, in words. */
  readonly input?: string;
  /** What the prediction is used for, in words. */
  readonly output?: string;
}

export interface LabelInput {
  /** Weight by action, below 0 where it speaks against the item; actions that are not here count nothing. Inferred by their names. */
  readonly actions?: { readonly [action: string]: number };
  /** An event with a value below this speaks against its item. Inferred: the lowest quarter of a scale of ratings. */
  readonly atLeast?: number;
  /** True lets the value multiply the weight. */
  readonly weighted?: boolean;
  /** Only events count that follow one of these actions with the same item: conversions. */
  readonly after?: readonly string[];
  /** So many minutes after it at most. Inferred: a week. */
  readonly withinMinutes?: number;
}

export interface BusinessInput extends LabelInput {
  /** Metric by which objectives are compared. Inferred: worthAt10, the sum of what the first ten places bring. */
  readonly metric?: string;
}

export interface ImpressionsInput {
  /** The action that says that an item was shown. */
  readonly action: string;
  /** True notes every slate that is answered as shown. Left out: clients tell what users came to see. */
  readonly served?: boolean;
  /** An event belongs to the last impression of its item, if that is at most so many minutes older. Inferred: a day. */
  readonly windowMinutes?: number;
  /** How it is undone that some places are looked at more than others. Inferred: by propensities, else by positions. */
  readonly correction?: 'none' | 'position' | 'propensity';
}
