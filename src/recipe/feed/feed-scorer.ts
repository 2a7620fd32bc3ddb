import { calibrators as room } from '../../calibrators/index.ts';
import type { FittedFeed } from '../../contracts/feed.ts';
import type { FeedHead } from '../../contracts/feed-design.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { MultiTaskModel } from '../../contracts/multi-task.ts';
import type { State } from '../../contracts/state.ts';
import { fail } from '../../errors/fail.ts';
import { multiTaskModels } from '../../multitask/index.ts';
import type { Matrix } from '../../table/matrix.ts';

/** What is expected of each row: out [rows x heads], row after row. Allocates nothing once rows were as many before. */
export type FeedScorer = (x: Matrix, out: Float64Array) => void;

/** What tells the chances of a feed, fitted. */
export type FeedChances = Pick<FittedFeed, 'heads' | 'model' | 'calibrators'>;

/**
 * What a feed expects of posts in front of a reader: the calibrated chance, or the amount, of each head, by itself and no
 * longer given that another came true. A row scores the same alone and in any batch, to the last bit.
 *
 * Throws 'artifact/incompatible' when the model or a calibrator is none of this program.
 */
export function openFeedScorer({ heads, model, calibrators }: FeedChances, kernels?: Kernels): FeedScorer {
  const score = multiTaskModelOf(model).open(model.state, kernels);
  const recalibrate = calibrators.map((fitted) => fitted && calibratorOf(fitted).open(fitted.state));
  const given = givenOf(heads);
  let said = new Float64Array(1);
  return (x, out) => {
    score(x, out);
    const { rows } = x;
    if (said.length < rows) said = new Float64Array(rows);
    for (let h = 0; h < heads.length; h++) {
      const put = recalibrate[h];
      if (put) {
        for (let r = 0; r < rows; r++) said[r] = out[r * heads.length + h]!;
        put(said, rows);
        for (let r = 0; r < rows; r++) out[r * heads.length + h] = said[r]!;
      }
      const before = given[h]!;
      if (before >= 0)
        for (let r = 0; r < rows; r++) out[r * heads.length + h]! *= out[r * heads.length + before]!;
    }
  };
}

/** [heads] which head before it each is given; -1 = none. */
export const givenOf = (heads: readonly FeedHead[]): Int32Array =>
  Int32Array.from(heads, ({ given }) =>
    given === null ? -1 : heads.findIndex(({ name }) => name === given),
  );

/** [heads] what one of each is worth; 0 where an objective does not say. */
export const worthOf = (
  heads: readonly FeedHead[],
  objective: Readonly<Record<string, number>>,
): Float64Array => Float64Array.from(heads, ({ name }) => objective[name] ?? 0);

/** The value of each row: the sum over heads of worth x what is expected. out [rows] */
export function valuesOf(expected: Float64Array, worth: Float64Array, out: Float64Array): void {
  const heads = worth.length;
  for (let r = 0; r < out.length; r++) {
    let value = 0;
    for (let h = 0; h < heads; h++) value += worth[h]! * expected[r * heads + h]!;
    out[r] = value;
  }
}

/** The model of a name and version in the room. */
export function multiTaskModelOf({ name, version }: { name: string; version: number }): MultiTaskModel {
  return ofVersion('model', multiTaskModels, name, version);
}

const calibratorOf = ({ name, version }: { name: string; version: number; state: State }) =>
  ofVersion('calibrator', room, name, version);

function ofVersion<T extends { readonly name: string; readonly version: number }>(
  kind: string,
  known: readonly T[],
  name: string,
  wants: number,
): T {
  const found = known.find((one) => one.name === name);
  if (found?.version !== wants)
    throw fail('artifact/incompatible', { kind, name, wants, has: found?.version ?? null });
  return found;
}
