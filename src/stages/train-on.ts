import type { Design } from '../contracts/design.ts';
import { fail } from '../errors/fail.ts';
import type { Frame } from '../table/frame.ts';
import type { MeasuredModel, MeasurePorts } from './train/keep-model.ts';
import { labelledRows } from './train/labelled.ts';
import { bestOf, measureModels } from './train/measure-models.ts';
import { partsOf } from './train/parts.ts';

export interface TrainOnInput {
  readonly design: Design;
  readonly train: Frame;
  /** Read with the schema of `train`. Rows without a target that the task knows are left out. */
  readonly test: Frame;
}

export interface TrainedOn {
  readonly models: readonly MeasuredModel[];
  /** Index in `models` of the best on validation rows. */
  readonly best: number;
  /** Test rows that could not be measured on: their target is missing or of an unknown class, or the design drops them. */
  readonly unused: number;
}

/** Part of the training rows that choices are made on, before the model is fitted on all of them. */
const VALIDATION_SHARE = 0.2;

/**
 * Train on one table, score on another: for published splits. Choices are made on a part of the training rows, by the
 * design's own rule; then every training row is used.
 */
export async function trainOn(
  { design, train, test }: TrainOnInput,
  ports: MeasurePorts,
): Promise<TrainedOn> {
  const rows = labelledRows(design, train);
  const held = labelledRows(design, test);
  if (held.truth.length === 0)
    throw fail('train/empty-part', { part: 'test', split: 'given', rows: test.rows });
  const parts = partsOf(design, rows, {
    train: 1 - VALIDATION_SHARE,
    validation: VALIDATION_SHARE,
    test: 0,
  });
  const models = await measureModels(design, { ...parts, test: held }, ports);
  return { models, best: bestOf(design, models), unused: test.rows - held.truth.length };
}
