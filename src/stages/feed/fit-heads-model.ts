import type { StepChoice } from '../../contracts/design.ts';
import type { FittedFeed } from '../../contracts/feed.ts';
import type { FeedHead } from '../../contracts/feed-design.ts';
import type { MatrixColumn } from '../../contracts/model.ts';
import type { State } from '../../contracts/state.ts';
import { inversePropensity } from '../../kernels/inverse-propensity.ts';
import { seedFor } from '../../kernels/random.ts';
import { multiTaskModels } from '../../multitask/index.ts';
import { openFeedScorer } from '../../recipe/feed/feed-scorer.ts';
import { calibrateHeads } from './calibrate-heads.ts';
import { runOf } from './feed-parts.ts';
import { type FeedPart, type FeedPorts, readerOfRows, taskRows } from './feed-task.ts';
import { saidOf } from './score-part.ts';

/** What a model learns from, and is stopped and calibrated by. */
export interface HeadsTask {
  readonly heads: readonly FeedHead[];
  readonly columns: readonly MatrixColumn[];
  readonly train: FeedPart;
  readonly validation: FeedPart;
  readonly seed: number;
}

/** A model that has learned all heads, and its calibrators. */
export interface FittedHeads {
  readonly heads: readonly FeedHead[];
  readonly model: FittedFeed['model'];
  readonly calibrators: FittedFeed['calibrators'];
  /** Rows weighed by inverse propensity while it learned. */
  readonly weighed: boolean;
  readonly fitSeconds: number;
}

/** Fit a model of several heads and calibrate each on validation pages. Its chance comes from the seed and its name. */
export async function fitHeadsModel(
  choice: StepChoice,
  weighed: boolean,
  { heads, columns, train, validation, seed }: HeadsTask,
  ports: FeedPorts,
  start?: State,
): Promise<FittedHeads> {
  const found = multiTaskModels.find(({ name }) => name === choice.name);
  if (found === undefined) throw new Error(`a model that is not in the room: ${choice.name}`);
  const { name, version } = found;
  const weights = weighed ? inversePropensity(Float64Array.from(train.occasions.propensity)) : null;
  const set = {
    heads: heads.map(({ name: head, kind }) => ({ name: head, kind })),
    columns,
    ...taskRows(train, weights),
    validation: taskRows(validation),
    ...(start === undefined ? {} : { start }),
  };
  const began = ports.clock.elapsed();
  const state = await found.fit(set, choice.params, runOf(ports, seedFor(seed, name)));
  const fitSeconds = (ports.clock.elapsed() - began) / 1000;
  const model = { name, version, params: choice.params, state };
  const raw = openFeedScorer(
    { heads: alone(heads), model, calibrators: heads.map(() => null) },
    ports.kernels,
  );
  const said = saidOf(raw, validation.x, heads.length);
  const calibrators = calibrateHeads(
    heads,
    validation.occasions.truth,
    said,
    readerOfRows(validation.occasions),
  );
  return { heads, model, calibrators, weighed, fitSeconds };
}

/** Heads as if none were given another: their chances then are those given what they are given. */
export const alone = (heads: readonly FeedHead[]): readonly FeedHead[] =>
  heads.map((head) => ({ ...head, given: null }));

/** Whether it is known of enough rows by what chance they were shown, and chances differ. */
export function areDrawn({ propensity }: FeedPart['occasions']): boolean {
  const known = propensity.filter((p) => p > 0 && p <= 1);
  return 2 * known.length >= propensity.length && known.some((p) => p !== known[0]);
}
