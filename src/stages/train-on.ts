import type { Design, ModelChoice } from '../contracts/design.ts';
import type { SearchRecord } from '../contracts/search.ts';
import { fail } from '../errors/fail.ts';
import type { Frame } from '../table/frame.ts';
import type { MeasuredModel, MeasurePorts } from './train/keep-model.ts';
import { labelledRows } from './train/labelled.ts';
import { bestOf, measureModels } from './train/measure-models.ts';
import { measureSearched } from './train/measure-searched.ts';
import { partsOf } from './train/parts.ts';
import { withPrequential } from './train/prequential.ts';
import type { SearchLimits } from './train/search/search-models.ts';

export interface TrainOnInput {
  readonly design: Design;
  readonly train: Frame;
  /** Read with the schema of `train`. Rows without a target that the task knows are left out. */
  readonly test: Frame;
  /** Search among these models under a budget, instead of training those of the design as they are. */
  readonly search?: SearchLimits & { readonly candidates: readonly ModelChoice[] };
}

export interface TrainedOn {
  readonly models: readonly MeasuredModel[];
  /** Index in `models` of the best on validation rows. */
  readonly best: number;
  /** Test rows that could not be measured on: their target is missing or of an unknown class, or the design drops them. */
  readonly unused: number;
  /** What was tried; null without a search. */
  readonly search: SearchRecord | null;
}

/** Part of the training rows that choices are made on, before the model is fitted on all of them. */
const VALIDATION_SHARE = 0.2;

/**
 * Train on one table, score on another: for published splits. Choices are made on a part of the training rows, by the
 * design's own rule; then every training row is used.
 */
export async function trainOn(
  { design, train, test, search }: TrainOnInput,
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
  const all = { ...parts, test: held };
  const { models, record } =
    search === undefined
      ? { models: await measureModels(design, all, ports), record: null }
      : await measureSearched(design, search.candidates, all, search, ports);
  const measured = await withPrequential(design, models, all, ports);
  return {
    models: measured,
    best: bestOf(design, measured),
    unused: test.rows - held.truth.length,
    search: record,
  };
}
