/** Rows [from, to). */
export interface RowPart {
  readonly from: number;
  readonly to: number;
}

/** Rows of one part. */
const PART = 16_384;

/** Stretches of rows that may be worked on side by side; they follow from the number of rows alone. */
export const rowParts = (rows: number): RowPart[] =>
  Array.from({ length: Math.ceil(rows / PART) }, (_, p) => ({
    from: p * PART,
    to: Math.min(rows, (p + 1) * PART),
  }));
