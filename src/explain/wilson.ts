/**
 * The Wilson score interval of a share: `hits` of `rows` (> 0), by default at 95 %. Always within 0..1, and never
 * empty at 0 or 1.
 *
 * Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
 */
export function wilson(hits: number, rows: number, z = 1.959963984540054): { low: number; high: number } {
  const share = hits / rows;
  const spread = 1 + (z * z) / rows;
  const middle = (share + (z * z) / (2 * rows)) / spread;
  const half = (z * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows))) / spread;
  // The ends hold the share exactly at 0 and 1, where rounding would miss it by a hair.
  return {
    low: Math.min(share, Math.max(0, middle - half)),
    high: Math.max(share, Math.min(1, middle + half)),
  };
}
