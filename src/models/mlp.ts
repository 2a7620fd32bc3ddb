import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { bodyParams } from '../learn/nn/table/body-params.ts';
import { fitTable } from '../learn/nn/table/fit-table.ts';
import { hiddenLayers, scores, tableInput } from '../learn/nn/table/table-layers.ts';
import { learningParams, quick, withoutChance } from '../learn/nn/table/table-settings.ts';
import { openFurther, openTable, type TableState } from '../learn/nn/table/table-state.ts';

const params = { ...bodyParams, ...learningParams } as const satisfies ParamSpecs;

/**
 * A multi-layer perceptron: dense layers over standardised numbers and learned vectors of categories.
 *
 * Takes missing values (the mean, and a mark) and category codes as they are. Source: Rumelhart et al. 1986; vectors of
 * categories: Guo and Berkhahn 2016.
 */
export const mlp: Model<ParamsOf<typeof params>, TableState> = {
  room: 'models',
  name: 'mlp',
  version: 1,
  about: 'A multi-layer perceptron: dense layers over numbers and learned vectors of categories.',
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
  fit: (train, given, run) =>
    fitTable(
      train,
      (shape) => [...tableInput(shape, given), ...hiddenLayers(given), scores(shape)],
      given,
      run,
    ),
  open: openTable,
  openHeads: openFurther,
};
