import type { LayerKind } from '../layer.ts';

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
  lay({ heads, causal = false, empty }, { inputs, output, capacity, codes, codeColumns }) {
    const x = inputs[0]!;
    const [positions, width] = output.shape as readonly [number, number];
    const per = width / heads;
    const scale = 1 / Math.sqrt(per);
    const sight = new Float32Array(capacity * heads * positions * positions);
    const slopes = new Float64Array(positions);
    const holds = (row: number, from: number): boolean =>
      empty === undefined || codes[row * codeColumns + empty.first + from] !== empty.code;
    /** Positions that position `at` may see: all before this one. */
    const seenBy = (at: number): number => (causal ? at + 1 : positions);

    /** The weights with which position `at` sees the others. */
    const look = (row: number, at: number, query: number, keys: number, to: number): void => {
      const seen = seenBy(at);
      let highest = -Infinity;
      for (let u = 0; u < seen; u++) {
        const score = holds(row, u)
          ? scale * dot(x.value, query, x.value, keys + u * 3 * width, per)
          : -Infinity;
        sight[to + u] = score;
        highest = Math.max(highest, sight[to + u]!);
      }
      let total = 0;
      for (let u = 0; u < seen; u++) {
        sight[to + u] = highest === -Infinity ? 0 : Math.exp(sight[to + u]! - highest);
        total += sight[to + u]!;
      }
      if (total > 0) for (let u = 0; u < seen; u++) sight[to + u]! /= total;
    };
    return {
      forward(rows) {
        output.value.fill(0, 0, rows * output.size);
        eachQuery(rows, heads, positions, width, (row, at, query, first, to, out) => {
          look(row, at, query, first + width, to);
          const seen = seenBy(at);
          for (let u = 0; u < seen; u++)
            if (sight[to + u] !== 0)
              addScaled(output.value, out, sight[to + u]!, x.value, first + 2 * width + u * 3 * width, per);
        });
      },
      backward(rows) {
        if (x.grad === null) return;
        const { value, grad } = x;
        const outGrad = output.grad!;
        eachQuery(rows, heads, positions, width, (_row, at, query, first, to, out) => {
          const seen = seenBy(at);
          let mean = 0;
          for (let u = 0; u < seen; u++) {
            if (sight[to + u] === 0) continue;
            slopes[u] = dot(outGrad, out, value, first + 2 * width + u * 3 * width, per);
            mean += sight[to + u]! * slopes[u]!;
          }
          for (let u = 0; u < seen; u++) {
            const weight = sight[to + u]!;
            if (weight === 0) continue;
            const key = first + width + u * 3 * width;
            addScaled(grad, key + width, weight, outGrad, out, per);
            // Slope of a softmax: weight x (slope - mean slope).
            const slope = weight * (slopes[u]! - mean) * scale;
            addScaled(grad, query, slope, value, key, per);
            addScaled(grad, key, slope, value, query, per);
          }
        });
      },
    };
  },
};

/** For each row, head and position: where its query, the head's first query, its weights and its output stand. */
function eachQuery(
  rows: number,
  heads: number,
  positions: number,
  width: number,
  visit: (row: number, at: number, query: number, first: number, to: number, out: number) => void,
): void {
  const per = width / heads;
  for (let row = 0; row < rows; row++)
    for (let head = 0; head < heads; head++) {
      const first = row * positions * 3 * width + head * per;
      for (let at = 0; at < positions; at++) {
        const to = ((row * heads + head) * positions + at) * positions;
        const out = (row * positions + at) * width + head * per;
        visit(row, at, first + at * 3 * width, first, to, out);
      }
    }
}

function dot(a: Float32Array, from: number, b: Float32Array, at: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[from + i]! * b[at + i]!;
  return sum;
}

function addScaled(
  out: Float32Array,
  to: number,
  by: number,
  x: Float32Array,
  from: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) out[to + i]! += by * x[from + i]!;
}
