import { gemmScratch } from '../../../kernels/gemm.ts';
import type { LayerKind, Place } from '../layer.ts';

/**
 * Each position becomes a mean of all positions, weighted by how well its query meets their keys.
 *
 * It reads queries, keys and values side by side, [positions, 3 x width] (a dense layer makes them), and has no arrays of
 * its own; a dense layer after it mixes the heads. out [positions, width].
 */
export type AttentionSpec = {
  readonly kind: 'attention';
  /** Parts of the width that look for themselves. */
  readonly heads: number;
  /** A position does not see those after it. */
  readonly causal?: boolean;
  /** Positions that hold nothing: column first + t of the codes is `code` at position t. Nobody sees them. */
  readonly empty?: { readonly first: number; readonly code: number };
};

/**
 * Scaled dot-product attention. A position that sees nobody gets 0. O(rows x positions^2 x width); it keeps
 * [capacity x heads x positions^2] weights for the way back. Source: Vaswani et al. 2017, section 3.2.
 */
export const attention: LayerKind<AttentionSpec> = {
  plan({ heads }, [input]) {
    const [positions, triple] = input as readonly [number, number];
    if (input!.length !== 2 || triple % (3 * heads) !== 0)
      throw new Error(`attention of ${heads} heads takes [positions, 3 x heads x width], and got [${input}]`);
    return { shape: [positions, triple / 3], weights: {} };
  },
  lay(spec, place) {
    const { heads } = spec;
    const { inputs, output, kernels } = place;
    const x = inputs[0]!;
    const [positions, width] = output.shape as readonly [number, number];
    const per = width / heads;
    const { gemm } = kernels.call;
    const soften = softener(spec, place);
    const parts = partsOf(place, heads);
    const slopes = kernels.f32(positions * positions);
    const one = kernels.f32(positions * per);
    const other = kernels.f32(positions * per);
    const scratch = kernels.f32(Math.max(gemmScratch(positions, per), gemmScratch(per, positions)));
    // Steps between positions of the input, of which one head reads `per` values.
    const step = 3 * width;
    return {
      forward(rows) {
        for (let p = 0; p < rows * heads; p++) {
          const { query, key, value, sight, row, head } = parts[p]!;
          gemm(positions, positions, per, query, step, 1, key, 1, step, sight, 0, scratch);
          soften(row, sight);
          gemm(positions, per, positions, sight, positions, 1, value, step, 1, one, 0, scratch);
          for (let t = 0; t < positions; t++) {
            const to = (row * positions + t) * width + head * per;
            for (let j = 0; j < per; j++) output.value[to + j] = one[t * per + j]!;
          }
        }
      },
      backward(rows) {
        if (x.grad === null) return;
        for (let p = 0; p < rows * heads; p++) {
          const { query, key, value, sight, row, head } = parts[p]!;
          for (let t = 0; t < positions; t++) {
            const from = (row * positions + t) * width + head * per;
            for (let j = 0; j < per; j++) one[t * per + j] = output.grad![from + j]!;
          }
          const into = row * positions * step + head * per;
          gemm(positions, per, positions, sight, 1, positions, one, per, 1, other, 0, scratch);
          addStrided(x.grad, into + 2 * width, step, other, positions, per);
          gemm(positions, positions, per, one, per, 1, value, 1, step, slopes, 0, scratch);
          soften.back(sight, slopes);
          gemm(positions, per, positions, slopes, positions, 1, key, step, 1, other, 0, scratch);
          addStrided(x.grad, into, step, other, positions, per);
          gemm(positions, per, positions, slopes, 1, positions, query, step, 1, other, 0, scratch);
          addStrided(x.grad, into + width, step, other, positions, per);
        }
      },
    };
  },
};

/** What one head reads of one row: views that begin where its part of the first position does. */
interface Part {
  readonly row: number;
  readonly head: number;
  readonly query: Float32Array;
  readonly key: Float32Array;
  readonly value: Float32Array;
  /** [positions x positions] how much each position sees of each. */
  readonly sight: Float32Array;
}

function partsOf({ inputs, output, capacity, kernels }: Place, heads: number): Part[] {
  const x = inputs[0]!.value;
  const [positions, width] = output.shape as readonly [number, number];
  const per = width / heads;
  const square = positions * positions;
  const sight = kernels.f32(capacity * heads * square);
  return Array.from({ length: capacity * heads }, (_, p) => {
    const row = Math.floor(p / heads);
    const head = p % heads;
    const end = (row + 1) * positions * 3 * width;
    const from = row * positions * 3 * width + head * per;
    const view = (part: number): Float32Array => x.subarray(from + part * width, end);
    return {
      row,
      head,
      query: view(0),
      key: view(1),
      value: view(2),
      sight: sight.subarray(p * square, (p + 1) * square),
    };
  });
}

interface Softener {
  /** From products of queries and keys of a row to weights, 0 for what is not seen. */
  (row: number, sight: Float32Array): void;
  /** From slopes of the weights to those of the products. */
  back(sight: Float32Array, slopes: Float32Array): void;
}

function softener(
  { heads, causal = false, empty }: AttentionSpec,
  { output, codes, codeColumns }: Place,
): Softener {
  const [positions, width] = output.shape as readonly [number, number];
  const scale = 1 / Math.sqrt(width / heads);
  const seen = (row: number, at: number, from: number): boolean =>
    !(causal && from > at) &&
    (empty === undefined || codes[row * codeColumns + empty.first + from] !== empty.code);
  const soften = (row: number, sight: Float32Array): void => {
    for (let at = 0, to = 0; at < positions; at++, to += positions) {
      let highest = -Infinity;
      for (let u = 0; u < positions; u++) {
        const score = seen(row, at, u) ? scale * sight[to + u]! : -Infinity;
        sight[to + u] = score;
        if (score > highest) highest = score;
      }
      let total = 0;
      for (let u = 0; u < positions; u++) {
        const weight = sight[to + u] === -Infinity ? 0 : Math.exp(sight[to + u]! - highest);
        sight[to + u] = weight;
        total += weight;
      }
      if (total > 0) for (let u = 0; u < positions; u++) sight[to + u]! /= total;
    }
  };
  // Slope of a softmax: weight x (slope - mean slope).
  const back = (sight: Float32Array, slopes: Float32Array): void => {
    for (let at = 0, to = 0; at < positions; at++, to += positions) {
      let mean = 0;
      for (let u = 0; u < positions; u++) mean += sight[to + u]! * slopes[to + u]!;
      for (let u = 0; u < positions; u++) slopes[to + u] = sight[to + u]! * (slopes[to + u]! - mean) * scale;
    }
  };
  return Object.assign(soften, { back });
}

/** Add [rows x per] to rows that stand `step` apart. */
function addStrided(
  out: Float32Array,
  to: number,
  step: number,
  from: Float32Array,
  rows: number,
  per: number,
): void {
  for (let r = 0; r < rows; r++) for (let j = 0; j < per; j++) out[to + r * step + j]! += from[r * per + j]!;
}
