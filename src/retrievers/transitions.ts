import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Query, Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { openNeighbourLists } from '../learn/similar/neighbour-lists.ts';
import { transitionLists } from '../learn/similar/transition-lists.ts';

const HOUR = 3_600_000;

const params = {
  window: {
    type: 'integer',
    default: 20,
    min: 1,
    max: 100,
    unit: 'steps',
    about: 'How many steps ahead of an item are counted.',
  },
  fade: {
    type: 'number',
    default: 0.95,
    min: 0,
    max: 1,
    about: 'A step one further ahead counts by this factor.',
  },
  session: {
    type: 'number',
    default: 1,
    min: 0,
    max: 100_000,
    unit: 'hours',
    about: 'Longest pause within a session.',
  },
  backward: {
    type: 'number',
    default: 0.2,
    min: 0,
    max: 1,
    about:
      'How much a step within a session counts backwards too: items of a session go together, in any order.',
  },
  context: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 1000,
    unit: 'events',
    about: 'How many of the last events a user is followed from.',
  },
  decay: {
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    about: 'The event before counts by this factor less than one.',
  },
  shrink: {
    type: 'number',
    default: 20,
    min: 0,
    max: 1_000_000,
    about: 'Steps that are added to those from an item, so that few steps are believed less.',
  },
  rare: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1,
    about: 'How much items lose that users come to from everywhere: 0 = nothing, 1 = by how often they come.',
  },
  neighbours: {
    type: 'integer',
    default: 300,
    min: 1,
    max: 10_000,
    unit: 'items',
    about: 'Items that are kept of each item.',
  },
} as const satisfies ParamSpecs;

/** Of each item those that come after it: see NeighbourLists. */
interface TransitionsState extends State {
  readonly facts: { readonly context: number; readonly decay: number };
  readonly arrays: {
    readonly start: Int32Array;
    readonly item: Int32Array;
    readonly strength: Float32Array;
  };
}

/**
 * What users do next after the last few things: a Markov chain over items, whose steps fade with distance on both sides.
 * Events that do not speak for their item, and those that repeat the one before, are no steps. 8 bytes a neighbour.
 *
 * Rendle, Freudenthaler and Schmidt-Thieme 2010, "Factorizing personalized Markov chains" (its unfactored chain);
 * fading steps: sequential rules of Kamehkhosh, Jannach and Ludewig 2017, "A comparison of frequent pattern techniques
 * and a deep learning method for session-based recommendation".
 */
export const transitions: Retriever<ParamsOf<typeof params>, TransitionsState> = {
  room: 'retrievers',
  name: 'transitions',
  version: 1,
  about: 'What users do next after the last few things (Kamehkhosh et al. 2017).',
  params,
  traits: {
    tier: 'simple',
    needs: ['time'],
    sequence: true,
    grid: [
      {},
      { fade: 0.9, backward: 0.5, decay: 0.7 },
      { fade: 0.9, backward: 0.5, decay: 0.8, context: 20, rare: 0.1 },
      { window: 10, fade: 0.9, backward: 0 },
    ],
  },
  fit({ events }, { context, decay, session, ...settings }, run) {
    const lists = transitionLists(events, { ...settings, session: session * HOUR }, run);
    return { facts: { context, decay }, arrays: { ...lists } };
  },
  open: ({ facts, arrays }) => openNeighbourLists(arrays, (query, out) => lastSteps(query, facts, out)),
};

function lastSteps(
  { length, item, weight }: Query,
  { context, decay }: TransitionsState['facts'],
  out: Float64Array,
): void {
  let left = context;
  let factor = 1;
  let after = -1;
  for (let e = length - 1; e >= 0; e--) {
    const step = left > 0 && weight[e]! > 0 && item[e] !== after;
    out[e] = step ? factor : 0;
    if (!step) continue;
    after = item[e]!;
    factor *= decay;
    left -= 1;
  }
}
