/** From when the rows of each part are: how many fall into each of some stretches of equal length. */
export interface PartTimes {
  /** The column that says when a row is from. */
  readonly column: string;
  /** The oldest and the newest instant, ms since 1970; stretch b is the b-th of equal ones between them. */
  readonly first: number;
  readonly last: number;
  readonly train: RowsOverTime;
  readonly validation: RowsOverTime;
  readonly test: RowsOverTime;
  /** Rows of which nobody knows from when they are. */
  readonly untimed: number;
}

export interface RowsOverTime {
  /** Null where no row of the part has a time. */
  readonly first: number | null;
  readonly last: number | null;
  /** [stretches] rows, the oldest first. */
  readonly counts: readonly number[];
}
