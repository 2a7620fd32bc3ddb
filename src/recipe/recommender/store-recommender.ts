import { packTensors, unpackTensors } from '../../contracts/pack.ts';
import type {
  FittedPart,
  FittedRanker,
  FittedRecommender,
  RecommenderManifest,
  StoredPart,
} from '../../contracts/recommender.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import { Failure, fail } from '../../errors/fail.ts';
import { type Catalogue, itemsOf } from '../../table/catalogue.ts';
import { packColumns, unpackColumns } from './packed-columns.ts';
import { packTexts, unpackTexts } from './packed-texts.ts';

/** The part of a manifest that a fitted recommender is; hashes and lineage are added by who stores it. */
export type RecommenderPart = Omit<RecommenderManifest, 'tensors' | 'histories' | 'parents' | 'program'>;

/** Turn a fitted recommender into data: its manifest, and a safetensors file. Equal recommenders give equal bytes. */
export function recommenderData(fitted: FittedRecommender): {
  manifest: RecommenderPart;
  tensors: Uint8Array;
} {
  const { system, ids, catalogue, popularity, repeats, candidates, history, ranker, ratings } = fitted;
  const arrays: Record<string, Tensor> = { ...packTexts('ids', ids), popularity };
  const keep = (prefix: string, { state, ...part }: FittedPart): StoredPart => {
    for (const [name, array] of Object.entries(state.arrays)) arrays[`${prefix}/${name}`] = array;
    return { ...part, facts: state.facts };
  };
  arrays.addedAt = catalogue.addedAt;
  arrays.live = catalogue.live;
  Object.assign(arrays, packColumns(catalogue.attributes));
  if (ranker.kind === 'blend') arrays.blend = ranker.weights;
  for (const [name, array] of Object.entries(ratings?.arrays ?? {})) arrays[`ratings/${name}`] = array;
  return {
    manifest: {
      format: 1,
      kind: 'recommend',
      system,
      items: ids.length,
      attributes: catalogue.attributes.schema,
      repeats,
      candidates,
      history,
      retrievers: fitted.retrievers.map((part, i) => keep(`retriever/${i}`, part)),
      ranker:
        ranker.kind === 'blend'
          ? { kind: 'blend', ...(ranker.newcomers === undefined ? {} : { newcomers: ranker.newcomers }) }
          : { ...ranker, part: keep('ranker', ranker.part) },
      rerankers: fitted.rerankers,
      ...(ratings && { ratings: ratings.facts }),
    },
    tensors: packTensors(arrays),
  };
}

/** A stored recommender as it was fitted. Throws 'artifact/malformed' when the parts do not fit together. */
export function recommenderFrom(manifest: RecommenderPart, tensors: Uint8Array): FittedRecommender {
  const arrays = unpackTensors(tensors);
  try {
    return fittedFrom(manifest, arrays);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw fail('artifact/malformed', { what: 'the recommender', problem });
  }
}

function fittedFrom(manifest: RecommenderPart, arrays: Readonly<Record<string, Tensor>>): FittedRecommender {
  const { format, kind, system, repeats, candidates, history, rerankers } = manifest;
  if (format !== 1 || kind !== 'recommend')
    throw new Error(`it is of kind ${kind} and format ${format}, expected recommend and 1`);
  const ids = unpackTexts('ids', arrays).map(String);
  if (ids.length !== manifest.items) throw new Error(`it has ${ids.length} ids of ${manifest.items} items`);
  const { popularity } = arrays;
  if (!(popularity instanceof Float32Array) || popularity.length !== ids.length)
    throw new Error('it does not tell the popularity of each item');
  return {
    system,
    ids,
    catalogue: catalogueFrom(manifest, arrays),
    popularity,
    repeats,
    retrievers: manifest.retrievers.map((part, i) => partFrom(part, `retriever/${i}/`, arrays)),
    ranker: rankerFrom(manifest, arrays),
    rerankers,
    ...(manifest.ratings && { ratings: stateFrom(manifest.ratings, 'ratings/', arrays) }),
    candidates,
    history,
  };
}

function rankerFrom(
  { ranker, retrievers }: RecommenderPart,
  arrays: Readonly<Record<string, Tensor>>,
): FittedRanker {
  if (ranker.kind === 'model') return { ...ranker, part: partFrom(ranker.part, 'ranker/', arrays) };
  const { blend } = arrays;
  if (!(blend instanceof Float64Array) || blend.length !== retrievers.length)
    throw new Error(`it does not weigh each of ${retrievers.length} retrievers`);
  const { newcomers } = ranker;
  return { kind: 'blend', weights: blend, ...(newcomers === undefined ? {} : { newcomers }) };
}

function partFrom(
  { name, version, params, facts }: StoredPart,
  prefix: string,
  arrays: Readonly<Record<string, Tensor>>,
): FittedPart {
  return { name, version, params, state: stateFrom(facts, prefix, arrays) };
}

function stateFrom(facts: State['facts'], prefix: string, arrays: Readonly<Record<string, Tensor>>): State {
  const own = Object.entries(arrays).filter(([path]) => path.startsWith(prefix));
  return {
    facts,
    arrays: Object.fromEntries(own.map(([path, array]) => [path.slice(prefix.length), array])),
  };
}

function catalogueFrom(
  { items: size, attributes: schema }: RecommenderPart,
  arrays: Readonly<Record<string, Tensor>>,
): Catalogue {
  const { addedAt, live } = arrays;
  if (!(addedAt instanceof Float64Array && live instanceof Uint8Array))
    throw new Error('it does not tell which items there are');
  return itemsOf(unpackColumns(schema, size, arrays), addedAt, live);
}
