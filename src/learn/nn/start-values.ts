import type { Random } from '../../kernels/random.ts';

/** Values to begin with. */
export type Start = (out: Float32Array, r: Random) => void;

export const zeros: Start = (out) => {
  out.fill(0);
};

export const ones: Start = (out) => {
  out.fill(1);
};

/**
 * Uniform with variance gain / fanIn: gain 2 keeps the spread of signals through rectified layers (He et al. 2015), gain 1
 * through linear ones (LeCun et al. 1998).
 */
export const scaledUniform =
  (fanIn: number, gain: number): Start =>
  (out, r) => {
    const limit = Math.sqrt((3 * gain) / Math.max(1, fanIn));
    for (let i = 0; i < out.length; i++) out[i] = limit * (2 * r() - 1);
  };
