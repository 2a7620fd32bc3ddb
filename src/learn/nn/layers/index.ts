import type { LayerKind } from '../layer.ts';
import { type ActivationSpec, activation } from './activation.ts';
import { type AddSpec, add } from './add.ts';
import { type AttentionSpec, attention } from './attention.ts';
import { type BatchNormSpec, batchNorm } from './batch-norm.ts';
import { type ConcatSpec, concat } from './concat.ts';
import { type ConvolutionSpec, convolution } from './convolution.ts';
import { type DenseSpec, dense } from './dense.ts';
import { type DropoutSpec, dropout } from './dropout.ts';
import { type EmbeddingSpec, embedding } from './embedding.ts';
import { type LayerNormSpec, layerNorm } from './layer-norm.ts';
import { type MixtureSpec, mixture } from './mixture.ts';
import { type MultiplySpec, multiply } from './multiply.ts';
import { type PoolingSpec, pooling } from './pooling.ts';
import { type PositionsSpec, positions } from './positions.ts';
import { type ReshapeSpec, reshape } from './reshape.ts';

/** What a layer is told, as data. */
export type LayerSettings =
  | ActivationSpec
  | AddSpec
  | AttentionSpec
  | BatchNormSpec
  | ConcatSpec
  | ConvolutionSpec
  | DenseSpec
  | DropoutSpec
  | EmbeddingSpec
  | LayerNormSpec
  | MixtureSpec
  | MultiplySpec
  | PoolingSpec
  | PositionsSpec
  | ReshapeSpec;

/** Every kind of layer. Adding one costs its file, its test and two lines here. */
const kinds: { readonly [K in LayerSettings['kind']]: LayerKind<Extract<LayerSettings, { kind: K }>> } = {
  activation,
  add,
  attention,
  'batch-norm': batchNorm,
  concat,
  convolution,
  dense,
  dropout,
  embedding,
  'layer-norm': layerNorm,
  mixture,
  multiply,
  pooling,
  positions,
  reshape,
};

/** The kind that understands these settings. */
export const kindOf = (settings: LayerSettings): LayerKind<LayerSettings> =>
  kinds[settings.kind] as LayerKind<LayerSettings>;
