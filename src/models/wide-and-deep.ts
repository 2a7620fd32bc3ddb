import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { bodyParams } from '../learn/nn/table/body-params.ts';
import { fitTable } from '../learn/nn/table/fit-table.ts';
import { hiddenLayers, scores, tableInput, wideLayers } from '../learn/nn/table/table-layers.ts';
import { learningParams, quick, withoutChance } from '../learn/nn/table/table-settings.ts';
import { openFurther, openTable, type TableState } from '../learn/nn/table/table-state.ts';

const params = { ...bodyParams, ...learningParams } as const satisfies ParamSpecs;

/**
 * A linear model and a multi-layer perceptron, learned together: the one remembers single categories, the other sees what
 * is alike among them. Their scores are added up.
 *
 * Takes missing values (the mean, and a mark) and category codes as they are. Source: Cheng et al. 2016.
 */
export const wideAndDeep: Model<ParamsOf<typeof params>, TableState> = {
  room: 'models',
  name: 'wide-and-deep',
  version: 1,
  about: 'A linear model that remembers single categories, and a perceptron beside it, learned together.',
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
      (shape) => {
        const wide = wideLayers(shape);
        const deep = [...tableInput(shape, given), ...hiddenLayers(given), scores(shape)];
        const parts = [...wide.map((layer) => layer.name), deep.at(-1)!.name];
        return [...wide, ...deep, { kind: 'add', name: 'wide-and-deep', from: parts }];
      },
      given,
      run,
    ),
  open: openTable,
  openHeads: openFurther,
};
