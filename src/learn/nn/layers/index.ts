import type { LayerKind } from '../layer.ts';
import { type ActivationSpec, activation } from './activation.ts';
import { type AddSpec, add } from './add.ts';
import { type ConcatSpec, concat } from './concat.ts';
import { type DenseSpec, dense } from './dense.ts';
import { type EmbeddingSpec, embedding } from './embedding.ts';
import { type MultiplySpec, multiply } from './multiply.ts';

/** What a layer is told, as data. */
export type LayerSettings = ActivationSpec | AddSpec | ConcatSpec | DenseSpec | EmbeddingSpec | MultiplySpec;

type Kinds = { readonly [K in LayerSettings['kind']]: LayerKind<Extract<LayerSettings, { kind: K }>> };

const kinds: Kinds = { activation, add, concat, dense, embedding, multiply };

/** The kind that understands these settings. */
export const kindOf = (settings: LayerSettings): LayerKind<LayerSettings> =>
  kinds[settings.kind] as LayerKind<LayerSettings>;
