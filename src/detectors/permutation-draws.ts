/** Draws that a simulated p-value may use: enough to come well below the level at which it is judged. */
export const permutationDraws = (level: number): number =>
  Math.min(100_000, Math.max(1999, Math.ceil(5 / level)));
