import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { NEVER, type OpenRetriever, type Query, type Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { planContent } from '../learn/content/fit-content.ts';
import { ItemVectors, productOf, type VectorPlan } from '../learn/content/item-vectors.ts';
import { TermPostings } from '../learn/content/term-postings.ts';
import { SparseSums } from '../learn/similar/sparse-sums.ts';
import type { Catalogue } from '../table/catalogue.ts';
import type { Frame } from '../table/frame.ts';
import { preferencesOf } from '../table/preferences.ts';

const params = {
  leaveOut: {
    type: 'names',
    default: [],
    about: 'Attributes that it does not look at.',
  },
} as const satisfies ParamSpecs;

/** telling [columns x TERMS], knots: see VectorPlan. */
interface ContentState extends State {
  readonly facts: {
    readonly items: number;
    readonly columns: readonly {
      readonly name: string;
      readonly weight: number;
      readonly knots: readonly number[];
    }[];
  };
  readonly arrays: { readonly telling: Float32Array; readonly knots: Float64Array };
}

/**
 * Items whose attributes are like those of the past: categories with their tags, numbers, and words of texts, by tf-idf;
 * columns weigh by how well they tell what one user is for. New items need no training.
 *
 * Pazzani and Billsus 2007, "Content-based recommendation systems": the profile of a user is the sum of his items, those
 * that he is against taken off; scores are cosines. Vectors are made as items come, once: an attribute that changes
 * afterwards is seen when the retriever is opened again. O(entries of the terms of the past) a query; 512 KiB a column and 16 bytes an entry.
 */
export const content: Retriever<ParamsOf<typeof params>, ContentState> = {
  room: 'retrievers',
  name: 'content',
  version: 1,
  about: 'Items whose attributes are like those of the past, new ones too (Pazzani and Billsus 2007).',
  params,
  traits: { tier: 'simple', needs: ['attributes'], coldItems: true },
  fit({ events, catalogue }, { leaveOut }, run) {
    run.checkCancelled();
    const attributes = without(catalogue.attributes, leaveOut);
    const { columns, knots, telling } = planContent(attributes, preferencesOf(events), run);
    return { facts: { items: events.items, columns }, arrays: { telling, knots } };
  },
  open: ({ facts: { items, columns }, arrays }) =>
    openContent(items, { ...arrays, columns: columns as unknown as VectorPlan['columns'] }),
};

const without = ({ rows, schema, columns }: Frame, names: readonly string[]): Frame => ({
  rows,
  schema: schema.filter(({ name }) => !names.includes(name)),
  columns: new Map([...columns].filter(([name]) => !names.includes(name))),
});

function openContent(items: number, plan: VectorPlan): OpenRetriever {
  const vectors = new ItemVectors(plan);
  const postings = new TermPostings(vectors);
  const profile = new Float64Array(vectors.terms);
  const terms = new Set<number>();
  let sums = new SparseSums(0);
  const add = (item: number, weight: number): void => {
    for (let p = vectors.start[item]!; p < vectors.start[item + 1]!; p++) {
      terms.add(vectors.term[p]!);
      profile[vectors.term[p]!]! += weight * vectors.value[p]!;
    }
  };
  /** The products of all items with what was added, and what they are multiplied by to be cosines; forgets what was added. */
  const gather = (): number => {
    if (sums.places.length < vectors.items) sums = new SparseSums(Math.ceil(1.25 * vectors.items));
    sums.clear();
    postings.addProducts(profile, terms, sums);
    let squared = 0;
    for (const term of terms) {
      squared += profile[term]! ** 2;
      profile[term] = 0;
    }
    terms.clear();
    return squared > 0 ? 1 / Math.sqrt(squared) : 0;
  };
  const gatherFor = (query: Query, { attributes, size }: Catalogue): number => {
    vectors.follow(attributes);
    const unit = unitOf(query);
    for (let e = 0; e < query.length; e++)
      if (query.item[e]! < size) add(query.item[e]!, query.weight[e]! / unit);
    return gather();
  };
  const spread = (by: number, { size }: Catalogue, out: Float32Array): void => {
    out.fill(NEVER, 0, size);
    eachOf(sums, by, size, (item, score) => {
      out[item] = score;
    });
  };
  return {
    items,
    score: (query, catalogue, out) => spread(gatherFor(query, catalogue), catalogue, out),
    sparse(query, catalogue, item, score) {
      let count = 0;
      const by = gatherFor(query, catalogue);
      eachOf(sums, by, catalogue.size, (it, s) => {
        item[count] = it;
        score[count++] = s;
      });
      return count;
    },
    similar(item, catalogue, out) {
      vectors.follow(catalogue.attributes);
      add(item, 1);
      spread(gather(), catalogue, out);
    },
    because(query, item, out) {
      const unit = unitOf(query);
      for (let e = 0; e < query.length; e++)
        out[e] =
          query.item[e]! < vectors.items && item < vectors.items
            ? (query.weight[e]! / unit) * productOf(vectors, query.item[e]!, item)
            : 0;
    },
  };
}

/** The items of a catalogue whose sums come to more than nothing, with these as scores. */
function eachOf(
  sums: SparseSums,
  by: number,
  size: number,
  give: (item: number, score: number) => void,
): void {
  for (let i = 0; i < sums.count; i++) {
    const item = sums.places[i]!;
    const score = sums.at(item) * by;
    if (item < size && score > 0) give(item, score);
  }
}

/** What the weights of a history are divided by, so that the largest is 1: their squares stay finite. */
function unitOf({ length, weight }: Query): number {
  let most = 0;
  for (let e = 0; e < length; e++) most = Math.max(most, Math.abs(weight[e]!));
  return most || 1;
}
