import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { bodyParams } from '../learn/nn/table/body-params.ts';
import { fitTable } from '../learn/nn/table/fit-table.ts';
import { imageLayers, imageSize } from '../learn/nn/table/image-layers.ts';
import { hiddenLayers, scores } from '../learn/nn/table/table-layers.ts';
import { learningParams, quick, withoutChance } from '../learn/nn/table/table-settings.ts';
import { openFurther, openTable, type TableState } from '../learn/nn/table/table-state.ts';

const { embeddingWidth: _, ...hiddenParams } = bodyParams;
const params = {
  height: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 4096,
    unit: 'pixels',
    about: 'Rows of pixels; 0 = the image is a square where columns make one, else a single row.',
  },
  colours: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 16,
    about: 'Columns of a pixel, side by side: 1 = grey, 3 = red, green and blue.',
  },
  blocks: {
    type: 'integer',
    default: 2,
    min: 1,
    max: 8,
    about: 'Convolutions of 3 x 3, each followed by the largest of 2 x 2.',
  },
  channels: {
    type: 'integer',
    default: 16,
    min: 1,
    max: 512,
    about: 'Channels of the first convolution; each further one has twice as many.',
  },
  ...hiddenParams,
  ...learningParams,
  layers: { ...bodyParams.layers, default: 1 },
} as const satisfies ParamSpecs;

/**
 * A convolutional network over small images whose pixels are the columns, in their order: row after row of the image.
 *
 * Of pixels that are the same in every row the design leaves out the columns, unless it declares their type. Throws
 * 'train/image-shape'. O(epochs x rows x pixels x weights). Source: LeCun et al. 1998.
 */
export const convolutionalNetwork: Model<ParamsOf<typeof params>, TableState> = {
  room: 'models',
  name: 'convolutional-network',
  version: 1,
  about: 'Convolutions and pooling, for small images whose pixels are columns, row after row.',
  params,
  traits: {
    tier: 'complex',
    categories: ['binary', 'multiclass', 'regression'],
    onlyNamed: true,
    missing: 'refused',
    categorical: 'refused',
    scaled: false,
    heads: true,
    resumes: true,
    withoutChance,
    quick: { ...quick, channels: 4, blocks: 1 },
  },
  fit: (train, given, run) =>
    fitTable(
      train,
      (shape) => {
        const size = imageSize(shape.numbers, given.height, given.colours);
        const image = imageLayers(size, given.blocks, given.channels, given);
        const hidden = hiddenLayers({ ...given, embeddingWidth: 0 }, 'flat');
        return [...image, ...hidden, scores(shape)];
      },
      given,
      run,
    ),
  open: openTable,
  openHeads: openFurther,
};
