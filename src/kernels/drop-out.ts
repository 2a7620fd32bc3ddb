const { fround, imul } = Math;

/**
 * out = x factor of n values, each factor 0 by chance and else `scale`; the factors are written too.
 *
 * below: chance of 0 in units of 2^-32. seed: an integer in [0, 2^32); value i is drawn from seed and i alone, by the
 * finaliser "lowbias32" of Wellons 2018 over a Weyl sequence.
 */
export function dropOut(
  x: Float32Array,
  factor: Float32Array,
  out: Float32Array,
  n: number,
  below: number,
  scale: number,
  seed: number,
): void {
  for (let i = 0; i < n; i++) {
    let h = (seed + imul(i, 0x9e3779b9)) | 0;
    h = imul(h ^ (h >>> 16), 0x7feb352d);
    h = imul(h ^ (h >>> 15), 0x846ca68b);
    h = (h ^ (h >>> 16)) >>> 0;
    factor[i] = h < below ? 0 : scale;
    out[i] = fround(x[i]! * factor[i]!);
  }
}
