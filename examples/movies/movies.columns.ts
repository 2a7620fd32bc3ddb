/** Columns of ml-latest-small/ratings.csv, ml-latest-small/movies.csv, as last read. Written by millwright on `init` and `run`; do not edit. */
export interface Columns {
  readonly interactions: {
    /** discrete: 671 different whole numbers */
    readonly userId: number;
    /** continuous: 9,066 different whole numbers */
    readonly movieId: number;
    /** continuous: 10 different numbers */
    readonly rating: number;
    /** continuous: 78,141 different whole numbers */
    readonly timestamp: number;
  };
  readonly items: {
    /** identifier: 9,066 different numbers that count rows */
    readonly movieId: string;
    /** text: 8,831 different texts of 3.3 words; 5 missing */
    readonly title: string | null;
    /** discrete: 103 different whole numbers; 5 missing */
    readonly year: number | null;
    /** nominal: 901 values */
    readonly genres: string;
  };
}
