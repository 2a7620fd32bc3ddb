/** How large a town is. Rates are those of the parameters; only the numbers of people, authors and days differ. */
export interface Size {
  readonly readers: number;
  readonly authors: number;
  /** Days of the log. */
  readonly days: number;
  /** Days after it, for which posts are there too: to try rankers, or to go on live. */
  readonly after: number;
}

export const SIZES = {
  /** For tests: some 2,000 impressions. */
  tiny: { readers: 40, authors: 30, days: 3, after: 1 },
  /** Some 70,000 impressions. */
  demo: { readers: 500, authors: 300, days: 7, after: 2 },
  /** Some 10 million events. */
  full: { readers: 25_000, authors: 5_000, days: 17, after: 1 },
} as const satisfies Record<string, Size>;
export type SizeName = keyof typeof SIZES;
