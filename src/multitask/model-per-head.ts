import type { Model } from '../contracts/model.ts';
import type { MultiTaskModel, MultiTaskSet, TaskHead, TaskRows } from '../contracts/multi-task.ts';
import type { ComponentChoice, ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { partOfRun } from '../contracts/run.ts';
import { isTaught, type Task } from '../contracts/task.ts';
import { fail } from '../errors/fail.ts';
import { seedFor } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { membersNamed } from '../learn/ensemble/fit-members.ts';
import { type EnsembleState, packMembers, unpackMembers } from '../learn/ensemble/member-states.ts';
import { models } from '../models/index.ts';
import { takeMatrix } from '../table/matrix.ts';

const params = {
  models: {
    type: 'components',
    room: 'models',
    default: [{ name: 'boosted-trees', params: {} }],
    about: 'What learns each head: the first of them that is for heads of its kind.',
  },
} as const satisfies ParamSpecs;

const find = (name: string): Model | undefined => models.find((model) => model.name === name);

/**
 * A model of its own for each head, such as boosted trees: the simple alternative to one network for all.
 *
 * A head's model learns from the rows whose truth it has. Throws 'train/head-model' where no model named is for a kind of
 * head and takes missing values and categories as they are.
 */
export const modelPerHead: MultiTaskModel<ParamsOf<typeof params>, EnsembleState> = {
  room: 'multitask',
  name: 'model-per-head',
  version: 1,
  about: 'A model of its own for each head: boosted trees, or any that takes missing values and categories.',
  params,
  traits: {
    tier: 'simple',
    quick: { models: [{ name: 'boosted-trees', params: { learningRate: 0.3, rounds: 30 } }] },
  },
  async fit(train, { models: choices }, run) {
    const fitted = [];
    for (const [h, head] of train.heads.entries()) {
      const { model, params: own } = fitting(choices, head);
      const { y, ...rows } = knownRows(train, h);
      const validation = train.validation && knownRows(train.validation, h);
      const set = {
        ...rows,
        y,
        task: taskOf(head),
        columns: train.columns,
        ...(validation !== undefined && validation.y.length > 0 ? { validation } : {}),
      };
      const part = partOfRun(run, h / train.heads.length, 1 / train.heads.length);
      const state = await model.fit(set, own, { ...part, seed: seedFor(run.seed, head.name) });
      fitted.push({ model, state, from: 0, to: train.x.cols });
    }
    return packMembers(fitted, new Float64Array(0), 'value', train.heads.length);
  },
  open(state, kernels) {
    const members = unpackMembers(state, find);
    const scorers = members.map(({ model, state: own }) => model.open(own, kernels));
    let said = new Float64Array(1);
    return (rows, out) => {
      if (said.length < rows.rows) said = new Float64Array(rows.rows);
      scorers.forEach((score, h) => {
        score(rows, said);
        for (let r = 0; r < rows.rows; r++) out[r * scorers.length + h] = said[r]!;
      });
    };
  },
  importances: (state) =>
    unpackMembers(state, find).map(
      ({ model, state: own, to }) => model.importances?.(own) ?? new Float64Array(to),
    ),
};

const taskOf = ({ kind }: TaskHead): Task =>
  kind === 'binary' ? { category: 'binary', classes: ['no', 'yes'] } : { category: 'regression' };

function fitting(choices: readonly ComponentChoice[], head: TaskHead) {
  const task = taskOf(head);
  const named = membersNamed(choices, find);
  const found = named.find(
    ({ model: { traits } }) =>
      isTaught(task) &&
      traits.categories.includes(task.category) &&
      traits.missing === 'native' &&
      traits.categorical === 'native',
  );
  if (found === undefined)
    throw fail('train/head-model', {
      head: head.name,
      kind: head.kind,
      named: named.map(({ name }) => name),
    });
  return found;
}

/** The rows that say something of a head. Where none does, one that says no: a head is never without a model. */
function knownRows({ x, y, weights }: TaskRows & Partial<MultiTaskSet>, h: number) {
  const truth = y[h]!;
  const known = range(truth.length).filter((r) => !Number.isNaN(truth[r]!));
  if (known.length === truth.length) return { x, y: truth, weights };
  const rows = known.length > 0 ? known : Int32Array.of(0);
  return {
    x: takeMatrix(x, rows),
    y: known.length > 0 ? Float64Array.from(rows, (r) => truth[r]!) : new Float64Array(1),
    weights: weights && Float64Array.from(rows, (r) => weights[r]!),
  };
}
