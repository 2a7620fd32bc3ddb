import type { Calibrator } from '../contracts/calibrator.ts';
import type { State } from '../contracts/state.ts';
import { isotonic as fitIsotonic, heightAt } from '../kernels/isotonic.ts';
import { againstRest, sumToOne } from './one-against-rest.ts';

interface IsotonicState extends State {
  readonly facts: Record<never, never>;
  /** x, y [points] of all outputs, one after another; ends [outputs] where the points of each end. */
  readonly arrays: { readonly x: Float64Array; readonly y: Float64Array; readonly ends: Int32Array };
}

/**
 * Any curve that never falls, learned by isotonic regression of what came true on what was said.
 *
 * So that nothing is ever said to be impossible or certain, shares are held between 1 / (no + 2) and
 * (yes + 1) / (yes + 2), Platt's targets. Several classes: one against the rest, made to sum to 1.
 * Sources: Zadrozny and Elkan 2002; that it wants some thousand rows, Niculescu-Mizil and Caruana 2005.
 */
export const isotonic: Calibrator<IsotonicState> = {
  room: 'calibrators',
  name: 'isotonic',
  version: 1,
  about:
    'Any curve that never falls: right where probabilities are off in some places only, and rows are many.',
  params: {},
  traits: { categories: ['binary', 'multiclass'], shape: 'a staircase with sloping steps', wants: 1000 },
  fit(set) {
    const x: number[] = [];
    const y: number[] = [];
    const ends: number[] = [];
    for (let output = 0; output < set.outputs; output++) {
      const { said, came } = againstRest(set, output);
      const { low, high } = bounds(came, set.weights);
      const line = fitIsotonic(said, came, set.weights);
      x.push(...line.x);
      for (const value of line.y) y.push(Math.min(high, Math.max(low, value)));
      ends.push(x.length);
    }
    return {
      facts: {},
      arrays: { x: Float64Array.from(x), y: Float64Array.from(y), ends: Int32Array.from(ends) },
    };
  },
  open({ arrays }) {
    const { ends } = arrays;
    const outputs = ends.length;
    return (said, rows) => {
      for (let i = 0; i < rows * outputs; i++) {
        const k = i % outputs;
        said[i] = heightAt(arrays, k === 0 ? 0 : ends[k - 1]!, ends[k]!, said[i]!);
      }
      sumToOne(said, rows, outputs);
    };
  },
  line: () => null,
};

function bounds(came: Float64Array, weights: Float64Array | null): { low: number; high: number } {
  let yes = 0;
  let all = 0;
  for (let row = 0; row < came.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    all += weight;
    yes += weight * came[row]!;
  }
  return { low: 1 / (all - yes + 2), high: (yes + 1) / (yes + 2) };
}
