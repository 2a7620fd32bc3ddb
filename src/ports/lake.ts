import type { Dataset } from '../contracts/dataset.ts';

/** Datasets: immutable Parquet files named by content, each with its facts beside it. */
export interface Lake {
  /** The dataset of this cache key, if its file is whole. */
  findByKey(key: string): Promise<Dataset | undefined>;
  get(sha256: string): Promise<Dataset>;
  /** Path of a fresh file to write a dataset to; nothing is visible until `keep`. */
  draft(): Promise<string>;
  /** Sync the draft, name it by its sha256 and record its facts. */
  keep(draft: string, facts: Omit<Dataset, 'sha256' | 'format'>): Promise<Dataset>;
  /**
   * Put a draft in place of a dataset, for erasing a person from it and for nothing else: it gets a name of its own, the old
   * file goes, and from now on the old name leads to the new one. Its facts are those of the old but for `changed`.
   */
  replace(
    sha256: string,
    draft: string,
    changed: Partial<Omit<Dataset, 'sha256' | 'format'>>,
  ): Promise<Dataset>;
  /** Path of the Parquet file. */
  path(sha256: string): string;
}
