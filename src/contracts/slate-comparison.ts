/** What the challenger would have shown, against what the champion did. */
export interface SlateComparison {
  readonly champion: number;
  readonly challenger: number;
  /** Slates that both have made. */
  readonly slates: number;
  /** Slates that the challenger had no time for: the queue was full. */
  readonly dropped: number;
  /** Mean share of the longer slate's items that stand in both, whatever their places. Null without slates. */
  readonly overlap: number | null;
  /** Share of slates whose first item is the same. */
  readonly sameFirst: number | null;
  /** Share of slates that are equal, place for place. */
  readonly equal: number | null;
  /** Of items in both: how many places the challenger has them further down (above 0) or up. */
  readonly moved: Spread | null;
  /** Time to make a slate, microseconds. */
  readonly championMicros: Spread | null;
  readonly challengerMicros: Spread | null;
}

/** Nearest-rank quantiles. */
export interface Spread {
  readonly min: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}
