import { type Member, type Model, sameNeeds, type TrainingSet } from '../../contracts/model.ts';
import { type ComponentChoice, resolveParams } from '../../contracts/params.ts';
import { partOfRun, type Run } from '../../contracts/run.ts';
import { seedFor } from '../../kernels/random.ts';
import { columnRange, takeMatrix } from '../../table/matrix.ts';
import type { FindModel, FittedMember } from './member-states.ts';

/** The models that are named, with their parameters in full. Names have been checked where the design was resolved. */
export const membersNamed = (choices: readonly ComponentChoice[], find: FindModel): readonly Member[] =>
  choices.map(({ name, params }) => {
    const model = find(name);
    if (model === undefined) throw new Error(`an ensemble names a model that is not in the room: ${name}`);
    return { name, model, params: resolveParams(name, model.params, params).params };
  });

/** Fit each member on the same rows, with a seed of its own. Throws what they throw. */
export async function fitMembers(
  members: readonly Member[],
  train: TrainingSet,
  run: Run,
): Promise<readonly FittedMember[]> {
  const fitted: FittedMember[] = [];
  for (const [i, member] of members.entries()) {
    const part = partOfRun(run, i / members.length, 1 / members.length);
    fitted.push(await fitMember(member, train, { ...part, seed: seedFor(run.seed, `member ${i}`) }));
  }
  return fitted;
}

/** Fit one member on the columns that hold the table as it wants it. */
export async function fitMember(
  { model, params }: Member,
  train: TrainingSet,
  run: Run,
): Promise<FittedMember> {
  const { from, to } = rangeFor(model, params, train);
  const state = await model.fit(narrowed(train, from, to), params, run);
  return { model, state, from, to };
}

/** All columns for a model that is made of others itself: it finds theirs. */
function rangeFor(model: Model, params: unknown, { views, x }: TrainingSet): { from: number; to: number } {
  const all = { from: 0, to: x.cols };
  if (views === undefined || model.members?.(params) !== undefined) return all;
  return views.find(({ needs }) => sameNeeds(needs, model.traits)) ?? all;
}

function narrowed(train: TrainingSet, from: number, to: number): TrainingSet {
  if (from === 0 && to === train.x.cols) return train;
  const { views: _, validation, ...rest } = train;
  return {
    ...rest,
    x: columnRange(train.x, from, to),
    columns: train.columns.slice(from, to),
    ...(validation && { validation: { ...validation, x: columnRange(validation.x, from, to) } }),
  };
}

/** The rows at `indices` as a training set without validation rows. */
export const takeRows = (
  { validation: _, heads: __, ...train }: TrainingSet,
  indices: Int32Array,
): TrainingSet => ({
  ...train,
  x: takeMatrix(train.x, indices),
  y: Float64Array.from(indices, (r) => train.y[r]!),
  weights: train.weights && Float64Array.from(indices, (r) => train.weights![r]!),
  ...(train.groups && { groups: Int32Array.from(indices, (r) => train.groups![r]!) }),
});
