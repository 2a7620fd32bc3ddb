import { type Splitter, TEST, TRAIN, VALIDATION } from '../contracts/splitter.ts';

/**
 * The first rows train, the last test, as they stand in the table. For rows that were written down as they came and have
 * no column of instants; where they have one, `time` keeps rows of one instant together. No seed, no chance.
 */
export const tableOrder: Splitter<Record<never, never>> = {
  room: 'splitters',
  name: 'table-order',
  version: 1,
  about: 'The first rows of the table train, the last test; for rows that stand in the order of time.',
  params: {},
  traits: { needs: 'nothing', byChance: false, ordered: true },
  assign({ rows }, { train, validation }) {
    const trainEnd = Math.round(train * rows);
    // Sums of shares such as 0.6 + 0.2 may miss a whole number by a rounding.
    const validationEnd = Math.round((train + validation) * rows);
    return Uint8Array.from({ length: rows }, (_, row) =>
      row < trainEnd ? TRAIN : row < validationEnd ? VALIDATION : TEST,
    );
  },
  folds: ({ rows }, k) => Uint8Array.from({ length: rows }, (_, row) => Math.floor((row * k) / rows)),
};
