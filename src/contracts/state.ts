import type { JsonObject } from './json.ts';

/** The flat arrays in which learned state is held. */
export type Tensor = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * What a component has learned: named flat arrays, and small facts as JSON. Data only, never code; two equal fits
 * give equal states to the last bit, so the hash of a packed state names it.
 *
 * Shapes are told by the component that owns the state. Numbers in `facts` must be finite; put any other in an array.
 */
export interface State {
  readonly facts: JsonObject;
  readonly arrays: Readonly<Record<string, Tensor>>;
}

/** What the arrays of a state take. */
export const stateBytes = ({ arrays }: State): number =>
  Object.values(arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
