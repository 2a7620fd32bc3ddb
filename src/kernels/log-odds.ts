/** Probabilities nearer to 0 or 1 are taken for this: their log-odds would be infinite. */
const LEAST = 1e-6;

/** log(p / (1 - p)), within 13.9 on either side. */
export function logOdds(p: number): number {
  const held = Math.min(1 - LEAST, Math.max(LEAST, p));
  return Math.log(held / (1 - held));
}

/** log(p), of at least -13.9. */
export const logShare = (p: number): number => Math.log(Math.max(LEAST, p));
