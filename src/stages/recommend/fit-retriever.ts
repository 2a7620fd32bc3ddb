import { type Params, resolveParams } from '../../contracts/params.ts';
import type { OpenRetriever, RetrievalSet, Retriever } from '../../contracts/retriever.ts';
import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { throwCollected } from '../../errors/fail.ts';
import { seedFor } from '../../kernels/random.ts';
import { retrievers } from '../../retrievers/index.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import type { Interactions } from '../../table/interactions.ts';
import type { RecommendPorts } from './recommend-task.ts';

/** A retriever that has learned. */
export interface FittedRetriever {
  readonly retriever: Retriever;
  /** In full. */
  readonly params: Params;
  readonly state: State;
  readonly open: OpenRetriever;
  readonly fitSeconds: number;
}

/** The retriever of a name; the design has been resolved against the room. */
export function retrieverOf(name: string): Retriever {
  const found = retrievers.find((r) => r.name === name);
  if (found === undefined) throw new Error(`a retriever that is not in the room: ${name}`);
  return found;
}

/** Its parameters in full. Throws 'params/...' for those that break a rule. */
export function fullParams(retriever: Retriever, given: Params): Params {
  const { params, failures } = resolveParams(retriever.name, retriever.params, given);
  throwCollected(failures);
  return params;
}

/** Why a retriever cannot learn from this data; null when it can. */
export function unfit({ traits }: Retriever, events: Interactions, { attributes }: Catalogue): string | null {
  if (traits.needs.includes('time') && !events.timed) return 'it needs the times of events';
  if (traits.needs.includes('attributes') && attributes.schema.length === 0)
    return 'it needs attributes of items';
  if (traits.needs.includes('friends') && events.friends === undefined)
    return 'it needs a table of friends, or a column of users that lists them';
  if (traits.mostItems !== undefined && events.items > traits.mostItems)
    return `it takes too much memory beyond ${traits.mostItems.toLocaleString('en')} items, and there are ${events.items.toLocaleString('en')}`;
  return null;
}

/** Fit one retriever. All that it draws by chance comes from the seed and its name. */
export async function fitRetriever(
  retriever: Retriever,
  params: Params,
  set: RetrievalSet,
  seed: number,
  { clock, kernels, scoringKernels, progress, checkCancelled }: RecommendPorts,
): Promise<FittedRetriever> {
  const run: Run = {
    seed: seedFor(seed, retriever.name),
    checkCancelled,
    progress: (fraction, note) => progress.at(fraction, note),
    kernels,
  };
  const began = clock.elapsed();
  const state = await retriever.fit(set, params, run);
  const fitSeconds = (clock.elapsed() - began) / 1000;
  return { retriever, params, state, open: retriever.open(state, scoringKernels?.()), fitSeconds };
}
