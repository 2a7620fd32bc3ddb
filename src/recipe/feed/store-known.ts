import type { JsonObject } from '../../contracts/json.ts';
import { packTensors, unpackTensors } from '../../contracts/pack.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import { Failure, fail } from '../../errors/fail.ts';
import { type Catalogue, itemsOf } from '../../table/catalogue.ts';
import type { Schema } from '../../table/schema.ts';
import type { LiveItems } from '../live-items.ts';
import { packColumns, unpackColumns } from '../recommender/packed-columns.ts';
import { packTexts, unpackTexts } from '../recommender/packed-texts.ts';
import type { FeedRules } from './event-roles.ts';
import { KnownFeed } from './known-feed.ts';
import { under, within } from './known-posts.ts';
import type { OpenTexts } from './post-vectors.ts';

/** What is known, as a safetensors file. Equal folds give equal bytes. O(all that is known). */
export function packKnown(known: KnownFeed): Uint8Array {
  const { facts, arrays } = known.state();
  return packTensors({
    ...under('state', arrays),
    ...under('posts', packItems(known.postTable.items)),
    ...under('readers', packItems(known.readers)),
    ...packTexts('types', known.types),
    ...packTexts('facts', [JSON.stringify(facts)]),
  });
}

/**
 * A fold that goes on from what was packed, with the rules and texts of the version that it belongs to. Throws
 * 'artifact/malformed'.
 */
export function unpackKnown(bytes: Uint8Array, rules: FeedRules, texts: OpenTexts | null): KnownFeed {
  const arrays = unpackTensors(bytes);
  try {
    const posts = unpackItems(within('posts', arrays));
    const readers = unpackItems(within('readers', arrays));
    const known = new KnownFeed({
      rules,
      types: unpackTexts('types', arrays).map(String),
      texts,
      posts: posts.ids,
      catalogue: posts.catalogue,
      readers: readers.ids,
      readerAttributes: readers.catalogue.attributes,
    });
    const [facts] = unpackTexts('facts', arrays);
    known.restore({ facts: JSON.parse(facts ?? '') as JsonObject, arrays: within('state', arrays) });
    return known;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw fail('artifact/malformed', { what: 'what is known of a feed', problem: (cause as Error).message });
  }
}

function packItems({ ids, catalogue }: LiveItems): Record<string, Tensor> {
  const { attributes, addedAt, live } = catalogue;
  return {
    ...packTexts('ids', ids),
    ...packTexts('schema', [JSON.stringify(attributes.schema)]),
    ...packColumns(attributes),
    addedAt: addedAt.slice() as Float64Array,
    live: live.slice() as Uint8Array,
  };
}

function unpackItems(arrays: State['arrays']): { ids: string[]; catalogue: Catalogue } {
  const ids = unpackTexts('ids', arrays).map(String);
  const [schema] = unpackTexts('schema', arrays);
  const { addedAt, live } = arrays;
  if (!(addedAt instanceof Float64Array && live instanceof Uint8Array && addedAt.length === ids.length))
    throw new Error('it does not tell which posts and readers there are');
  const attributes = unpackColumns(JSON.parse(schema ?? '') as Schema, ids.length, arrays);
  return { ids, catalogue: itemsOf(attributes, addedAt, live) };
}
