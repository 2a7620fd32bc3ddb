import type { Model, Scorer, TrainingSet } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { partOfRun } from '../contracts/run.ts';
import { outputsOf } from '../contracts/task.ts';
import { fail } from '../errors/fail.ts';
import { type Directions, project } from '../learn/decompose/directions.ts';
import { principalComponents as exact } from '../learn/decompose/principal-components.ts';
import { truncatedSvd } from '../learn/decompose/truncated-svd.ts';
import { averageParam } from '../learn/ensemble/ensemble-params.ts';
import { fitMembers, membersNamed } from '../learn/ensemble/fit-members.ts';
import { equalWeights, poolFor } from '../learn/ensemble/judged-members.ts';
import { type EnsembleState, type FindModel, packMembers } from '../learn/ensemble/member-states.ts';
import { openPooled } from '../learn/ensemble/pooled-scores.ts';
import { type Matrix, matrix } from '../table/matrix.ts';

const params = {
  components: {
    type: 'integer',
    default: 10,
    min: 1,
    max: 1000,
    search: { scale: 'log', low: 2, high: 50 },
    about: 'Directions that are kept; no more than there are columns.',
  },
  method: {
    type: 'choice',
    choices: ['pca', 'truncated-svd'],
    default: 'pca',
    search: true,
    about:
      'Principal components, exactly; or the foremost singular vectors about 0, by a random draw: for hundreds of columns and more.',
  },
  members: {
    type: 'components',
    room: 'models',
    default: [{ name: 'nearest-neighbours', params: {} }],
    about: 'The model that learns from the directions; of several the mean is taken.',
  },
  ...averageParam,
} as const satisfies ParamSpecs;

/** Beside what the members keep: centre [cols], directions [components x cols], share of the variance that they hold. */
type ReducedState = EnsembleState & {
  readonly facts: { readonly share: number };
  readonly arrays: { readonly centre: Float64Array; readonly directions: Float64Array };
};

/**
 * Another model on the few directions in which the table varies most (principal component regression, latent semantic
 * analysis). Columns are scaled first. It tells no contributions: a direction is of all columns.
 */
export const principalComponents = (find: FindModel): Model<ParamsOf<typeof params>, ReducedState> => ({
  room: 'models',
  name: 'principal-components',
  version: 1,
  about: 'Another model, on the principal components or foremost singular vectors of the columns.',
  params,
  traits: {
    tier: 'simple',
    onlyNamed: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
  },
  async fit(train, { components, method, members, average }, run) {
    const named = membersNamed(members, find);
    const { task } = train;
    const { category } = task;
    for (const { name, model } of named) {
      const fits = model.traits.categories;
      if (!fits.includes(category))
        throw fail('design/component-unfit', { room: 'model', name, category, fits, fitting: [] });
    }
    const decompose = method === 'pca' ? exact : truncatedSvd;
    const found = decompose(train.x, train.weights, components, partOfRun(run, 0, 0.3));
    const fitted = await fitMembers(named, reduced(train, found), partOfRun(run, 0.3, 0.7));
    const pool = poolFor(task, average);
    const packed = packMembers(fitted, equalWeights(fitted.length), pool, outputsOf(task));
    const { centre, directions, share } = found;
    return { facts: { ...packed.facts, share }, arrays: { ...packed.arrays, centre, directions } };
  },
  open(state, kernels): Scorer {
    const score = openPooled(state, find, kernels);
    const { centre, directions } = state.arrays;
    const components = directions.length / centre.length;
    let along = matrix(0, components);
    return (rows, out) => {
      if (along.rows !== rows.rows) along = matrix(rows.rows, components);
      project({ centre, directions }, rows, along);
      score(along, out);
    };
  },
});

/** The rows by the directions instead of the columns. */
function reduced({ validation, views: _, ...train }: TrainingSet, found: Directions): TrainingSet {
  const components = found.variances.length;
  const along = (x: Matrix): Matrix => {
    const out = matrix(x.rows, components);
    project(found, x, out);
    return out;
  };
  const names = Array.from({ length: components }, (_, d) => `component ${d + 1}`);
  return {
    ...train,
    x: along(train.x),
    columns: names.map((name) => ({ name, source: name })),
    ...(validation && { validation: { ...validation, x: along(validation.x) } }),
  };
}
