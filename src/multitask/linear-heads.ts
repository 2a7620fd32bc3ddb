import type { MultiTaskModel } from '../contracts/multi-task.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { fitHeads } from '../learn/nn/heads/fit-heads.ts';
import { type HeadsState, openHeads } from '../learn/nn/heads/heads-state.ts';
import { bodyParams } from '../learn/nn/table/body-params.ts';
import { headParams } from './head-params.ts';

const params = { ...headParams, embeddingWidth: bodyParams.embeddingWidth } as const satisfies ParamSpecs;

/** No hidden layer at all: each head is a weighted sum of the columns. */
const LINEAR = {
  layers: 0,
  units: 1,
  activation: 'relu',
  residual: false,
  norm: 'none',
  dropout: 0,
  headUnits: 0,
  experts: 1,
} as const;

/**
 * A weighted sum of the columns for each head: logistic, or robust of the logs of amounts. Where actions are rare it tells
 * more than a network, which has more weights than there are actions to learn them from; and it is the quickest to score.
 *
 * Missing values and categories as `shared-body` takes them; the vectors of categories are shared by all heads.
 * O(epochs x rows x columns).
 */
export const linearHeads: MultiTaskModel<ParamsOf<typeof params>, HeadsState> = {
  room: 'multitask',
  name: 'linear-heads',
  version: 1,
  about: 'A weighted sum of the columns for each head: the strongest where actions are rare.',
  params,
  traits: { tier: 'simple', resumes: true, quick: { epochs: 20, learningRate: 0.01 } },
  fit: (train, given, run) => fitHeads(train, { ...LINEAR, ...given }, run),
  open: openHeads,
};
