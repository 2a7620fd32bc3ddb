import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { NEVER, type OpenRetriever, type Query, type Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { planContent } from '../learn/content/fit-content.ts';
import { TERMS } from '../learn/content/item-terms.ts';
import { ItemVectors, productOf, type VectorPlan } from '../learn/content/item-vectors.ts';
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
 * afterwards is seen when the retriever is opened again. O(terms of all items) a query; 256 KiB a column.
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
  const profile = new Float64Array(plan.columns.length * TERMS);
  const add = (item: number, weight: number): void => {
    for (let p = vectors.start[item]!; p < vectors.start[item + 1]!; p++)
      profile[vectors.term[p]!]! += weight * vectors.value[p]!;
  };
  const clear = (item: number): void => {
    for (let p = vectors.start[item]!; p < vectors.start[item + 1]!; p++) profile[vectors.term[p]!] = 0;
  };
  /** What the weights of a history are divided by, so that the largest is 1: their squares stay finite. */
  const unitOf = ({ length, weight }: Query): number => {
    let most = 0;
    for (let e = 0; e < length; e++) most = Math.max(most, Math.abs(weight[e]!));
    return most || 1;
  };
  const scoreAll = (out: Float32Array, size: number, squared: number): void => {
    const by = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    for (let item = 0; item < size; item++) {
      let sum = 0;
      for (let p = vectors.start[item]!; p < vectors.start[item + 1]!; p++)
        sum += profile[vectors.term[p]!]! * vectors.value[p]!;
      out[item] = sum * by > 0 ? sum * by : NEVER;
    }
  };
  const within = (item: number, { size }: Catalogue): boolean => item < size;
  return {
    items,
    score(query, catalogue, out) {
      vectors.follow(catalogue.attributes);
      const unit = unitOf(query);
      const past = query.item.subarray(0, query.length).filter((item) => within(item, catalogue));
      for (let e = 0; e < query.length; e++)
        if (within(query.item[e]!, catalogue)) add(query.item[e]!, query.weight[e]! / unit);
      const terms = new Set<number>();
      for (const item of past)
        for (let p = vectors.start[item]!; p < vectors.start[item + 1]!; p++) terms.add(vectors.term[p]!);
      let squared = 0;
      for (const term of terms) squared += profile[term]! ** 2;
      scoreAll(out, catalogue.size, squared);
      past.forEach(clear);
    },
    similar(item, catalogue, out) {
      vectors.follow(catalogue.attributes);
      add(item, 1);
      scoreAll(out, catalogue.size, productOf(vectors, item, item));
      clear(item);
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
