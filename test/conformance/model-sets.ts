import type { Model, TrainingSet } from '../../src/contracts/model.ts';
import { takeMatrix } from '../../src/table/matrix.ts';
import { type Sample, sample, type World } from '../worlds/prediction-worlds.ts';

/** Rows of each world, for all models. */
const made = new Map<World, Readonly<Record<'train' | 'unseen' | 'held', Sample>>>();
export function drawn(world: World): Readonly<Record<'train' | 'unseen' | 'held', Sample>> {
  const rows = made.get(world) ?? {
    train: sample(world, 2000, 1),
    unseen: sample(world, 2000, 2),
    held: sample(world, 500, 3),
  };
  made.set(world, rows);
  return rows;
}

export const fits = (model: Model, { task, needs, counts }: World): boolean =>
  model.traits.categories.includes(task.category) &&
  model.traits.counts === counts &&
  (needs?.missing === undefined || model.traits.missing === 'native') &&
  (needs?.categorical === undefined || model.traits.categorical === 'native');

export const trainingSet = (rows: Sample, held: Sample): TrainingSet => ({
  ...rows,
  weights: null,
  validation: { x: held.x, y: held.y, weights: null, ...listsOf(held) },
  ...listsOf(rows),
});

/** Lists of eight rows each, where the task has lists. */
const listsOf = ({ task, y }: Sample): Pick<TrainingSet, 'groups'> =>
  task.category === 'ranking' ? { groups: Int32Array.from(y, (_, r) => r >> 3) } : {};

export const takeSet = (set: TrainingSet, rows: Int32Array): TrainingSet => ({
  ...set,
  x: takeMatrix(set.x, rows),
  y: Float64Array.from(rows, (r) => set.y[r]!),
  ...(set.groups && { groups: Int32Array.from(rows, (r) => set.groups![r]!) }),
});

export const withoutValidation = ({ validation: _, ...set }: TrainingSet): TrainingSet => set;
