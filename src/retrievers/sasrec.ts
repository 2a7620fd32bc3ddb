import { type Kernels, plainKernels } from '../contracts/kernels.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { NEVER, type OpenRetriever, type Query, type Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { epochParams } from '../learn/nn/epoch-params.ts';
import { layNetwork } from '../learn/nn/network.ts';
import { ITEM_TABLE, type SessionShape, sessionNetwork } from '../learn/nn/sequence/session-network.ts';
import { sessionSets } from '../learn/nn/sequence/session-rows.ts';
import { trainSessions } from '../learn/nn/sequence/train-sessions.ts';

const params = {
  length: {
    type: 'integer',
    default: 50,
    min: 2,
    max: 1000,
    unit: 'events',
    about: 'How many of the last events it looks at.',
  },
  width: {
    type: 'integer',
    default: 64,
    min: 4,
    max: 1024,
    search: { scale: 'log', low: 32, high: 256 },
    about: 'Values of the vector of an item; rounded up to a multiple of 4 times the heads.',
  },
  blocks: {
    type: 'integer',
    default: 2,
    min: 1,
    max: 16,
    about: 'Blocks of self-attention.',
  },
  heads: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 16,
    about: 'Parts of a vector that look back for themselves.',
  },
  dropout: {
    type: 'number',
    default: 0.2,
    min: 0,
    max: 0.9,
    search: 'linear',
    about: 'Share of values that is left out while it learns.',
  },
  negatives: {
    type: 'integer',
    default: 512,
    min: 0,
    max: 1_000_000,
    unit: 'items',
    about: 'Items that stand for all others in the loss of a batch; 0 = all of them.',
  },
  ...epochParams,
  batchSize: {
    type: 'integer',
    default: 16,
    min: 1,
    max: 10_000,
    unit: 'histories',
    about: 'Stretches of history of one step of learning.',
  },
} as const satisfies ParamSpecs;

/** The arrays of the network, by name: see sessionNetwork. */
interface SasRecState extends State {
  readonly facts: { readonly [K in keyof SessionShape]: number };
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

/**
 * What comes next by self-attention over the last events: each item has a vector, and so has what was done so far.
 * Taught by cross-entropy over all items, or as many drawn ones as stand for them.
 *
 * Kang and McAuley 2018, "Self-attentive sequential recommendation"; the loss: Klenitskiy and Vasilev 2023, "Turning dross
 * into gold loss". Events that do not speak for their item are no steps. Goes on from a state of the same shape.
 */
export const sasRec: Retriever<ParamsOf<typeof params>, SasRecState> = {
  room: 'retrievers',
  name: 'sasrec',
  version: 1,
  about:
    'What comes next, by self-attention over the last events (Kang and McAuley 2018; Klenitskiy and Vasilev 2023).',
  params,
  traits: {
    tier: 'complex',
    needs: ['time'],
    parallel: ['model', 'data'],
    sequence: true,
    onlyNamed: true,
    quick: {
      length: 10,
      width: 16,
      blocks: 1,
      dropout: 0,
      learningRate: 0.01,
      epochs: 7,
      patience: 2,
    },
  },
  fit({ events, validation, start }, given, run) {
    const { length, width, heads, blocks, dropout, learningRate, ...settings } = given;
    const unit = 4 * heads;
    const facts = {
      items: events.items,
      length,
      width: unit * Math.ceil(width / unit),
      heads,
      blocks,
      dropout,
    };
    run.checkCancelled();
    const arrays = trainSessions(
      sessionSets(events, length, validation),
      facts,
      { ...settings, rate: learningRate, batchRows: settings.batchSize },
      start === undefined ? {} : grownFrom(start as SasRecState, facts),
      run,
    );
    return { facts, arrays };
  },
  open: ({ facts, arrays }, kernels = plainKernels) => openSasRec(facts, arrays, kernels),
};

/** The arrays to go on from; vectors of items that came since begin at 0. Nothing where the shape is another. */
function grownFrom(
  { facts, arrays }: SasRecState,
  shape: SessionShape,
): Readonly<Record<string, Float32Array>> {
  const { items, dropout: _, ...same } = shape;
  const fits = Object.entries(same).every(([name, value]) => facts[name as keyof SessionShape] === value);
  if (!fits || facts.items > items) return {};
  if (facts.items === items) return arrays;
  const { [ITEM_TABLE]: table, ...others } = arrays;
  const grown = new Float32Array((items + 1) * shape.width);
  grown.set(table!.subarray(0, facts.items * shape.width));
  return { ...others, [ITEM_TABLE]: grown };
}

function openSasRec(
  shape: SessionShape,
  values: Readonly<Record<string, Float32Array>>,
  kernels: Kernels,
): OpenRetriever {
  const { items, length, width } = shape;
  const network = layNetwork(sessionNetwork(shape), { kernels, capacity: 1, seed: 0, values });
  const ofItems = network.weights.find(({ name }) => name === ITEM_TABLE)!.value;
  const vector = kernels.f32(width);
  const products = kernels.f32(items);
  const multiply = kernels.bind('rowProducts', vector, width, ofItems, 0, items, products);
  const ofQuery = (query: Query, out: Float32Array): boolean => {
    let to = length;
    for (let e = query.length - 1; e >= 0 && to > 0; e--)
      if (query.weight[e]! > 0 && query.item[e]! < items) network.codes[--to] = query.item[e]!;
    if (to === length) return false;
    network.codes.fill(items, 0, to);
    network.forward(1, false);
    out.set(network.heads[0]!.value.subarray((length - 1) * width, length * width));
    return true;
  };
  const among = (known: boolean, size: number, out: Float32Array): void => {
    if (known) {
      multiply();
      out.set(products);
    }
    out.fill(NEVER, known ? items : 0, size);
  };
  return {
    items,
    score: (query, { size }, out) => among(ofQuery(query, vector), size, out),
    vectors: {
      size: width,
      ofItems: ofItems.subarray(0, items * width),
      ofQuery: (query, _catalogue, out) => ofQuery(query, out),
    },
    similar(item, { size }, out) {
      const known = item < items;
      if (known) vector.set(ofItems.subarray(item * width, (item + 1) * width));
      among(known, size, out);
      for (let i = 0; known && i < items; i++) out[i]! /= lengthOf(ofItems, i, width) || 1;
    },
  };
}

function lengthOf(values: Float32Array, row: number, width: number): number {
  let squared = 0;
  for (let j = 0; j < width; j++) squared += values[row * width + j]! ** 2;
  return Math.sqrt(squared);
}
