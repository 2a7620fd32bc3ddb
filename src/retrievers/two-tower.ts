import { type Kernels, plainKernels } from '../contracts/kernels.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import {
  NEVER,
  type OpenRetriever,
  type Query,
  type RetrievalSet,
  type Retriever,
} from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { epochParams } from '../learn/nn/epoch-params.ts';
import { layNetwork } from '../learn/nn/network.ts';
import {
  type CodedAttribute,
  codeAttributes,
  codesEnd,
  placesOf,
  valueAt,
  writerOf,
} from '../learn/nn/towers/attribute-codes.ts';
import { toUnit } from '../learn/nn/towers/in-batch-softmax.ts';
import { LaterItems } from '../learn/nn/towers/later-items.ts';
import { towerExamples } from '../learn/nn/towers/tower-examples.ts';
import { type TowerShape, userTower } from '../learn/nn/towers/tower-networks.ts';
import { type TowerSet, trainTowers } from '../learn/nn/towers/train-towers.ts';
import type { Catalogue } from '../table/catalogue.ts';
import type { Frame } from '../table/frame.ts';
import type { Interactions } from '../table/interactions.ts';

const params = {
  width: {
    type: 'integer',
    default: 64,
    min: 4,
    max: 1024,
    search: { scale: 'log', low: 32, high: 256 },
    about: 'Values of a vector; rounded up to a multiple of 4.',
  },
  hidden: {
    type: 'integer',
    default: 128,
    min: 1,
    max: 4096,
    about: 'Units of the layer within each tower.',
  },
  history: {
    type: 'integer',
    default: 50,
    min: 1,
    max: 1000,
    unit: 'events',
    about: 'Events of the past that a user is told by while it learns, the newest.',
  },
  temperature: {
    type: 'number',
    default: 0.1,
    min: 0.001,
    max: 10,
    search: { scale: 'log', low: 0.03, high: 0.3 },
    about: 'What cosines are divided by while it learns: the lower, the more the nearest negatives count.',
  },
  hide: {
    type: 'number',
    default: 0.1,
    min: 0,
    max: 1,
    about: 'How often an item is known by its attributes alone while it learns, for those that come later.',
  },
  ...epochParams,
  epochs: { ...epochParams.epochs, default: 50 },
  patience: { ...epochParams.patience, default: 3 },
  batchSize: {
    type: 'integer',
    default: 512,
    min: 2,
    max: 10_000,
    unit: 'events',
    about: 'Events of one step of learning; each item among them is a negative of all others.',
  },
} as const satisfies ParamSpecs;

/** vectors [items x width] of the item tower; all others are its arrays and those of the user tower. */
interface TowerState extends State {
  readonly facts: {
    readonly items: number;
    readonly shape: { readonly [K in keyof TowerShape]: number };
    readonly itemAttributes: readonly CodedAttribute[];
    readonly userAttributes: readonly CodedAttribute[];
  };
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

/**
 * A network for users, one for items, and the cosine of what they give: the user by the mean of the vectors of what he was
 * for and by his attributes, the item by who it is and by its attributes (categories, tags, numbers in bins; no texts).
 *
 * Covington et al. 2016, "Deep neural networks for YouTube recommendations"; the loss: Yi et al. 2019,
 * "Sampling-bias-corrected neural modeling"; items that hide who they are: Volkovs et al. 2017, "DropoutNet". New items
 * are given where items have attributes; a vector is made once, when an item comes.
 */
export const twoTower: Retriever<ParamsOf<typeof params>, TowerState> = {
  room: 'retrievers',
  name: 'two-tower',
  version: 1,
  about: 'A network for users and one for items, compared by cosine (Covington et al. 2016; Yi et al. 2019).',
  params,
  traits: {
    tier: 'complex',
    needs: [],
    parallel: ['model', 'data'],
    coldItems: true,
    onlyNamed: true,
    quick: { width: 16, hidden: 16, epochs: 5, learningRate: 0.02, batchSize: 128, hide: 0.3 },
  },
  fit(set, given, run) {
    run.checkCancelled();
    const { items } = set.events;
    const itemAttributes = codeAttributes(set.catalogue.attributes, items + 1);
    const userAttributes = set.users === null ? [] : codeAttributes(set.users, 1);
    const shape = {
      itemPlaces: 1 + placesOf(itemAttributes),
      itemRows: codesEnd(itemAttributes, items + 1),
      userPlaces: placesOf(userAttributes),
      userRows: codesEnd(userAttributes, 1),
      width: 4 * Math.ceil(given.width / 4),
      hidden: given.hidden,
    };
    const settings = { ...given, rate: given.learningRate, batch: given.batchSize };
    const { arrays, vectors } = trainTowers(
      towerSet(set, shape, itemAttributes, userAttributes, given.history),
      shape,
      settings,
      run,
    );
    return { facts: { items, shape, itemAttributes, userAttributes }, arrays: { ...arrays, vectors } };
  },
  open: (state, kernels = plainKernels) => openTowers(state, kernels),
};

function towerSet(
  { events, catalogue, users, validation }: RetrievalSet,
  { itemPlaces, userPlaces }: TowerShape,
  itemAttributes: readonly CodedAttribute[],
  userAttributes: readonly CodedAttribute[],
  history: number,
): TowerSet {
  const itemCodes = new Int32Array(events.items * itemPlaces);
  writeRows(itemAttributes, catalogue.attributes, events.items, itemCodes, itemPlaces, 1);
  for (let i = 0; i < events.items; i++) itemCodes[i * itemPlaces] = i + 1;
  const userCodes = new Int32Array(events.users * userPlaces);
  if (users !== null) writeRows(userAttributes, users, events.users, userCodes, userPlaces, 0);
  return {
    ...towerExamples(events, history, validation),
    items: events.items,
    itemCodes,
    userCodes,
    logChance: logChances(events),
  };
}

function writeRows(
  attributes: readonly CodedAttribute[],
  { columns }: Frame,
  rows: number,
  out: Int32Array,
  places: number,
  first: number,
): void {
  const write = writerOf(attributes);
  for (let row = 0; row < rows; row++)
    write((name) => valueAt(columns.get(name), row), out, row * places + first);
}

/** Of items that nobody met, as of those that one user in all met. */
function logChances({ items, item }: Interactions): Float64Array {
  const count = new Float64Array(items);
  for (const it of item) count[it]! += 1;
  return count.map((n) => Math.log(Math.max(n, 1) / item.length));
}

function openTowers({ facts, arrays }: TowerState, kernels: Kernels): OpenRetriever {
  const { items, shape, itemAttributes, userAttributes } = facts;
  const { width } = shape;
  const { vectors: learned, ...values } = arrays;
  const user = layNetwork(userTower(shape), { kernels, capacity: 1, seed: 0, values: only(values, 'user') });
  const ofItems = kernels.f32(items * width);
  for (let i = 0; i < items; i++) toUnitAt(learned!, i, ofItems, width);
  const later = new LaterItems(items, shape, itemAttributes, only(values, 'item'), kernels);
  const vector = kernels.f32(width);
  const products = kernels.f32(items);
  const multiply = kernels.bind('rowProducts', vector, width, ofItems, 0, items, products);
  const writeUser = writerOf(userAttributes);

  const ofQuery = (query: Query, catalogue: Catalogue, out: Float32Array): boolean => {
    later.follow(catalogue);
    user.numbers.fill(0);
    let count = 0;
    for (let e = 0; e < query.length; e++) {
      const it = query.item[e]!;
      if (!(query.weight[e]! > 0) || (it >= items && !later.has(it, catalogue))) continue;
      const from = it < items ? learned! : later.vectors;
      const at = (it < items ? it : it - items) * width;
      for (let j = 0; j < width; j++) user.numbers[j]! += from[at + j]!;
      count += 1;
    }
    if (count === 0) return false;
    for (let j = 0; j < width; j++) user.numbers[j]! /= count;
    writeUser((name) => query.context[name], user.codes, 0);
    user.forward(1, false);
    toUnit(user.heads[0]!.value, 0, out, width);
    return true;
  };
  const among = (known: boolean, { size }: Catalogue, out: Float32Array): void => {
    if (known) {
      multiply();
      out.set(products);
    }
    for (let i = known ? items : 0; i < size; i++)
      out[i] = known && later.knows ? later.cosine(vector, i - items) : NEVER;
  };
  return {
    items,
    score: (query, catalogue, out) => among(ofQuery(query, catalogue, vector), catalogue, out),
    vectors: { size: width, ofItems, ofQuery },
    similar(item, catalogue, out) {
      later.follow(catalogue);
      const known = item < items || later.knows;
      if (item < items) vector.set(ofItems.subarray(item * width, (item + 1) * width));
      else if (known) toUnit(later.vectors.subarray((item - items) * width), 0, vector, width);
      among(known, catalogue, out);
    },
  };
}

const only = (arrays: Readonly<Record<string, Float32Array>>, tower: string): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => name.startsWith(tower)));

function toUnitAt(from: Float32Array, row: number, to: Float32Array, width: number): void {
  toUnit(from.subarray(row * width), 0, to.subarray(row * width), width);
}
