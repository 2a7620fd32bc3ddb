import type { HeadTarget, TrainingSet } from '../../../contracts/model.ts';
import { isClassed, outputsOf, type Task } from '../../../contracts/task.ts';
import { momentsOf } from '../../linear/standardize.ts';
import { type LayerSpec, NUMBERS } from '../network.ts';
import type { Head } from '../train-network.ts';
import { headOf, type LearningParams } from './table-settings.ts';

/** Further targets of a training set. */
export type Further = NonNullable<TrainingSet['heads']>;

/** The scale of a target: value = mean + scale x score. */
export interface TargetScale {
  readonly mean: number;
  readonly scale: number;
}

/** A further target as a state holds it. */
export type StoredHead = {
  readonly target: string;
  readonly category: 'binary' | 'multiclass' | 'regression';
  readonly classes: readonly string[];
};

export const storedHead = ({ target, task }: HeadTarget): StoredHead => ({
  target,
  category: task.category as StoredHead['category'],
  classes: isClassed(task) ? task.classes : [],
});

export function headTarget({ target, category, classes }: StoredHead): HeadTarget {
  if (category === 'regression') return { target, task: { category } };
  if (category === 'multiclass') return { target, task: { category, classes } };
  return { target, task: { category, classes: [classes[0]!, classes[1]!] } };
}

const layerOf = (h: number): string => `head-${h + 1}`;

/** Whether an array is that of a further head. */
export const ofHead = (array: string): boolean => /^head-\d+\//.test(array);

/** The layers with a head more for each further target, which reads what the layer `scores` reads. */
export function withHeads(
  layers: readonly LayerSpec[],
  scores: string,
  heads: Further,
): { readonly layers: readonly LayerSpec[]; readonly names: readonly string[] } {
  const at = layers.findIndex(({ name }) => name === scores);
  const from = layers[at]!.from ?? [layers[at - 1]?.name ?? NUMBERS];
  const own = heads.map(
    ({ task }, h): LayerSpec => ({
      kind: 'dense',
      name: layerOf(h),
      from,
      units: outputsOf(task),
      gain: 0.1,
    }),
  );
  return { layers: [...layers, ...own], names: own.map(({ name }) => name) };
}

/** What is asked of each: the loss of the network where it fits the target, else the usual one. */
export const askedOf = (heads: Further, params: LearningParams): Head[] =>
  heads.map(({ task }) => {
    const fits = (task.category === 'regression') === ['squared', 'absolute', 'huber'].includes(params.loss);
    const asked = headOf({ task }, fits ? params : { ...params, loss: 'auto' });
    return { ...asked, share: params.headShare };
  });

/** Where the offsets of their scores begin: at the shares of the classes, or the mean. */
export const startsOf = (heads: Further, weights: Float64Array | null): Record<string, Float32Array> =>
  Object.fromEntries(
    heads.map(({ task, y }, h) => [`${layerOf(h)}/bias`, logPriors({ task, y, weights }, outputsOf(task))]),
  );

/** What there is to learn a target from. */
type Truth = Pick<TrainingSet, 'task' | 'y' | 'weights'>;

/** The moments of a value that is known of some rows; classes keep their codes. */
export function targetScale({ task, y, weights }: Truth): TargetScale {
  if (task.category !== 'regression') return { mean: 0, scale: 1 };
  const ones = weights ?? new Float64Array(y.length).fill(1);
  const unknown = y.some(Number.isNaN);
  const known = (of: Float64Array): Float64Array =>
    unknown ? of.filter((_, r) => !Number.isNaN(y[r]!)) : of;
  if (unknown && known(y).length === 0) return { mean: 0, scale: 0 };
  const { mean, deviation } = momentsOf(known(y), known(ones));
  return { mean, scale: deviation };
}

/** The truths of rows in the unit of scores; NaN where a row does not tell. */
export const scaled = (y: Float64Array, { mean, scale }: TargetScale, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (r) =>
    scale === 0 ? (Number.isNaN(y[r]!) ? Number.NaN : 0) : (y[r]! - mean) / scale,
  );

/** Sums of the weights of the rows of each class. */
export function classCounts({ y, weights }: Omit<Truth, 'task'>, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (let r = 0; r < y.length; r++) if (!Number.isNaN(y[r]!)) counts[y[r]!]! += weights?.[r] ?? 1;
  return counts;
}

/** Scores that give the class frequencies, half a row added to each so that an absent class stays finite; 0 of a value. */
export function logPriors(truth: Truth, outputs: number): Float32Array {
  const task: Task = truth.task;
  if (!isClassed(task)) return new Float32Array(outputs);
  const logs = classCounts(truth, task.classes.length).map((n) => Math.log(n + 0.5));
  if (outputs === 1) return Float32Array.of(logs[1]! - logs[0]!);
  const middle = logs.reduce((a, b) => a + b) / logs.length;
  return Float32Array.from(logs, (log) => log - middle);
}
