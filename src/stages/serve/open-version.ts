import type { Design } from '../../contracts/design.ts';
import type { Pipeline } from '../../contracts/pipeline.ts';

/** A registered version, loaded and ready to answer. */
export interface OpenVersion {
  readonly version: number;
  /** sha256 of its manifest. */
  readonly sha256: string;
  readonly model: string;
  readonly pipeline: Pipeline;
  readonly threshold: number | null;
  /** Names of the columns that the model takes. */
  readonly inputs: ReadonlySet<string>;
  /** Columns of its data that it does not use; a row may bring them. */
  readonly ignored: ReadonlySet<string>;
  /** The design that it was trained from, where it is still there. */
  readonly design: Design | null;
}
