import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { LayerSpec } from '../learn/nn/network.ts';
import { bodyParams } from '../learn/nn/table/body-params.ts';
import { fitTable, type TableShape } from '../learn/nn/table/fit-table.ts';
import {
  crossLayers,
  hiddenLayers,
  scores,
  TABLE,
  tableInput,
  tableWidth,
} from '../learn/nn/table/table-layers.ts';
import { learningParams, quick, withoutChance } from '../learn/nn/table/table-settings.ts';
import { openFurther, openTable, type TableState } from '../learn/nn/table/table-state.ts';

const params = {
  crosses: {
    type: 'integer',
    default: 2,
    min: 1,
    max: 16,
    unit: 'layers',
    search: { scale: 'linear', low: 1, high: 4 },
    about: 'Cross layers; n of them multiply up to n + 1 columns.',
  },
  rank: {
    type: 'integer',
    default: 8,
    min: 0,
    max: 8192,
    about: 'Rank of the matrix of a cross layer; 0 = full. Lower is smaller and quicker.',
  },
  arrangement: {
    type: 'choice',
    choices: ['parallel', 'stacked'],
    default: 'parallel',
    search: true,
    about: 'The hidden layers stand beside the cross layers, or on top of them.',
  },
  ...bodyParams,
  ...learningParams,
} as const satisfies ParamSpecs;

type DeepCrossParams = ParamsOf<typeof params>;

/**
 * Deep & Cross Network, version 2: cross layers that multiply columns with each other, and a multi-layer perceptron.
 *
 * Takes missing values (the mean, and a mark) and category codes as they are. Source: Wang et al. 2021, DCN V2.
 */
export const deepCrossNetwork: Model<DeepCrossParams, TableState> = {
  room: 'models',
  name: 'deep-cross-network',
  version: 1,
  about: 'DCN-v2: layers that multiply columns with each other, and a perceptron beside or on top of them.',
  params,
  traits: {
    tier: 'complex',
    categories: ['binary', 'multiclass', 'regression'],
    onlyNamed: true,
    missing: 'native',
    categorical: 'native',
    manyCategories: true,
    scaled: false,
    heads: true,
    parallel: ['model', 'data'],
    resumes: true,
    withoutChance,
    quick,
  },
  fit: (train, given, run) => fitTable(train, (shape) => bodyOf(shape, given), given, run),
  open: openTable,
  openHeads: openFurther,
};

function bodyOf(shape: TableShape, given: DeepCrossParams): LayerSpec[] {
  const table = tableInput(shape, given);
  const crosses = crossLayers(given.crosses, given.rank, TABLE, tableWidth(shape, given));
  const crossed = crosses.at(-1)!.name;
  const stacked = given.arrangement === 'stacked';
  const hidden = hiddenLayers(given, stacked ? crossed : TABLE);
  const deep = hidden.at(-1)?.name;
  if (stacked || deep === undefined) return [...table, ...crosses, ...hidden, scores(shape)];
  const both: LayerSpec = { kind: 'concat', name: 'both', from: [crossed, deep] };
  return [...table, ...crosses, ...hidden, both, scores(shape)];
}
