import type { Model } from '../../contracts/model.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import { fail } from '../../errors/fail.ts';

/** Finds the model of a name in the room. */
export type FindModel = (name: string) => Model | undefined;

/** A model that an ensemble is made of, fitted. */
export interface FittedMember {
  readonly model: Model;
  readonly state: State;
  /** Columns of the ensemble's matrix that it sees: `from` to `to` - 1. */
  readonly from: number;
  readonly to: number;
}

/** What an ensemble keeps: array a of member i is `i.a`. */
export type EnsembleState = {
  readonly facts: {
    readonly members: readonly StoredMember[];
    readonly outputs: number;
    readonly pool: Pool;
  };
  /** weights [members] */
  readonly arrays: { readonly weights: Float64Array } & { readonly [name: string]: Tensor };
};

/**
 * What is averaged: probabilities; their log-odds, which for several classes are logs; or the values of a regression.
 */
export type Pool = 'probability' | 'log-odds' | 'value';

type StoredMember = {
  readonly name: string;
  readonly version: number;
  readonly from: number;
  readonly to: number;
  readonly facts: State['facts'];
};

/** Lay the states of members side by side. */
export function packMembers(
  members: readonly FittedMember[],
  weights: Float64Array,
  pool: Pool,
  outputs: number,
): EnsembleState {
  const arrays: Record<string, Tensor> = {};
  members.forEach(({ state }, i) => {
    for (const [name, array] of Object.entries(state.arrays)) arrays[`${i}.${name}`] = array;
  });
  const stored = members.map(({ model, state, from, to }) => ({
    name: model.name,
    version: model.version,
    from,
    to,
    facts: state.facts,
  }));
  return { facts: { members: stored, outputs, pool }, arrays: { ...arrays, weights } };
}

/** The members again. Throws 'artifact/incompatible' when one is of another version than this program's. */
export function unpackMembers({ facts, arrays }: EnsembleState, find: FindModel): readonly FittedMember[] {
  return facts.members.map(({ name, version, from, to, facts: own }, i) => {
    const model = find(name);
    if (model?.version !== version)
      throw fail('artifact/incompatible', {
        kind: 'model',
        name,
        wants: version,
        has: model?.version ?? null,
      });
    const prefix = `${i}.`;
    const mine = Object.entries(arrays).flatMap(([key, array]): [string, Tensor][] =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), array]] : [],
    );
    return { model, state: { facts: own, arrays: Object.fromEntries(mine) }, from, to };
  });
}
