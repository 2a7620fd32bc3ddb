/** What the events of a design are like, as far as its resolution asks. */
export interface EventFacts {
  /** Events of which both the user and the item are known. */
  readonly events: number;
  readonly users: number;
  /** Items that some event is about. */
  readonly items: number;
  /** Different pairs of user and item. */
  readonly pairs: number;
  /** Different triples of user, item and day (UTC); equal to `pairs` where there are no times. */
  readonly pairDays: number;
  /** Null where the design names no time, or less than 99 in 100 events have one. */
  readonly times: {
    /** Milliseconds since 1970. */
    readonly first: number;
    readonly last: number;
    /** Share of the users of the newest fifth of the events who were there before. */
    readonly returning: number;
  } | null;
  /** Of the values that are there; null where the design names none, or there is none. */
  readonly value: { readonly min: number; readonly max: number; readonly distinct: number } | null;
}

/** What there is to see of events before anything is learned from them. */
export interface EventProfile {
  /** Share of all pairs of user and item that some event is about. */
  readonly density: number;
  /** Of events per user, and per item that has any: at 0, 0.25, 0.5, 0.75, 0.9, 0.99, 1. */
  readonly perUser: readonly number[];
  readonly perItem: readonly number[];
  /** Share of events that the most popular share of items has, falling in popularity: from (0, 0) to (1, 1). */
  readonly popularity: readonly { readonly items: number; readonly events: number }[];
  /** Share of events whose pair of user and item was there before. */
  readonly repeated: number;
  /** Events by the weight that the label gives them. */
  readonly positive: number;
  readonly negative: number;
  readonly neutral: number;
  /** Events by action, most first; empty where there are none. */
  readonly actions: readonly { readonly action: string; readonly events: number }[];
  /** Events by value, ascending, at most 20 bars; empty where there are none. */
  readonly values: readonly { readonly from: number; readonly to: number; readonly events: number }[];
  /** Items of the table that no event is about. */
  readonly unmet: number;
}
