import type { Feature } from '../contracts/feature.ts';
import type { MatrixColumn } from '../contracts/model.ts';
import type { Params } from '../contracts/params.ts';
import type { State } from '../contracts/state.ts';
import { features } from '../features/index.ts';
import type { Schema } from '../table/schema.ts';

/**
 * What turns rows into a matrix: a straight-line program, as data.
 *
 * Columns in flight are held in numbered slots. Slots 0 .. inputs-1 are the inputs; each step reads one slot and
 * writes its outputs to the next free ones. Number slots that no step reads are the columns of the matrix, in order.
 */
export interface FittedRecipe {
  /** Columns that a row brings, with the dictionaries of the training rows. */
  readonly inputs: Schema;
  /** Inputs without which a row cannot be scored. */
  readonly required: readonly string[];
  /** Columns of the data that the model does not use; a row may bring them. */
  readonly ignored: readonly string[];
  readonly steps: readonly FittedStep[];
  readonly columns: readonly MatrixColumn[];
}

/** One feature, fitted to one slot. */
export interface FittedStep {
  /** Name in the features room. */
  readonly feature: string;
  readonly version: number;
  readonly params: Params;
  /** Slot that it reads. */
  readonly from: number;
  readonly state: State;
}

/** The feature of that name, if there is one. */
export const findFeature = (name: string): Feature | undefined => features.find((f) => f.name === name);

/** The feature of a name that has been checked before. */
export function featureOf(name: string): Feature {
  const feature = findFeature(name);
  if (feature === undefined) throw new Error(`there is no feature ${JSON.stringify(name)}`);
  return feature;
}
