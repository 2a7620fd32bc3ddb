/** out = max(x, 0) of n values. */
export function rectify(x: Float32Array, out: Float32Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.max(x[i]!, 0);
}

/** xGrad += outGrad where the rectified value is above 0, of n values. */
export function rectifyBack(out: Float32Array, outGrad: Float32Array, xGrad: Float32Array, n: number): void {
  for (let i = 0; i < n; i++) xGrad[i]! += out[i]! > 0 ? outGrad[i]! : 0;
}
