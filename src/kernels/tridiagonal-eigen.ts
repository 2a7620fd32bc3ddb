/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Householder's tridiagonal form and implicit QL steps.
 *
 * a [n x n] is overwritten: column i becomes the vector of value i, of length 1. @returns the values, in no order. Each is
 * as exact as float64 is beside the largest: quicker than `symmetricEigen`, which finds small ones as exactly as large.
 * O(n^3), about 5 n^3 multiplications. Source: Martin, Reinsch and Wilkinson 1968 and Bowdler and others 1968 (tred2 and
 * tql2 of EISPACK).
 */
export function tridiagonalEigen(a: Float64Array, n: number): Float64Array {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  reduce(a, n, diagonal, beside);
  accumulate(a, n, diagonal, beside);
  for (let i = 1; i < n; i++) beside[i - 1] = beside[i]!;
  if (n > 0) beside[n - 1] = 0;
  // Rows are turned in pairs below: vectors lie along rows meanwhile.
  transpose(a, n);
  let largest = 0;
  for (let l = 0; l < n; l++) {
    largest = Math.max(largest, Math.abs(diagonal[l]!) + Math.abs(beside[l]!));
    let m = l;
    while (m < n - 1 && Math.abs(beside[m]!) > Number.EPSILON * largest) m++;
    // About two steps a value; matrices that need more than a few dozen are not known.
    for (let step = 0; m > l && step < 100; step++) {
      turn(a, n, diagonal, beside, l, m);
      if (Math.abs(beside[l]!) <= Number.EPSILON * largest) break;
      m = l;
      while (m < n - 1 && Math.abs(beside[m]!) > Number.EPSILON * largest) m++;
    }
    beside[l] = 0;
  }
  transpose(a, n);
  return diagonal;
}

/** To tridiagonal form from the last row up: the reflections stay in the rows of a, their scales in `diagonal`. */
function reduce(a: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): void {
  for (let i = n - 1; i > 0; i--) {
    const row = i * n;
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(a[row + k]!);
    if (i === 1 || scale === 0) {
      beside[i] = a[row + i - 1]!;
      diagonal[i] = 0;
      continue;
    }
    let h = 0;
    for (let k = 0; k < i; k++) {
      a[row + k]! /= scale;
      h += a[row + k]! ** 2;
    }
    const f = a[row + i - 1]!;
    const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
    beside[i] = scale * g;
    h -= f * g;
    a[row + i - 1] = f - g;
    diagonal[i] = h;
    reflect(a, n, i, h, beside);
  }
  diagonal[0] = 0;
  beside[0] = 0;
}

/** a -= v q' + q v' over its first i rows, for the reflection v in row i; v / h is left in column i. */
function reflect(a: Float64Array, n: number, i: number, h: number, beside: Float64Array): void {
  const row = i * n;
  beside.fill(0, 0, i);
  // p = a v / h from the lower half, read row after row.
  for (let j = 0; j < i; j++) {
    const v = a[row + j]!;
    let sum = a[j * n + j]! * v;
    for (let k = 0; k < j; k++) {
      sum += a[j * n + k]! * a[row + k]!;
      beside[k]! += a[j * n + k]! * v;
    }
    beside[j]! += sum;
  }
  let along = 0;
  for (let j = 0; j < i; j++) {
    a[j * n + i] = a[row + j]! / h;
    beside[j]! /= h;
    along += beside[j]! * a[row + j]!;
  }
  const half = along / (h + h);
  for (let j = 0; j < i; j++) beside[j]! -= half * a[row + j]!;
  for (let j = 0; j < i; j++) {
    const [f, g] = [a[row + j]!, beside[j]!];
    for (let k = 0; k <= j; k++) a[j * n + k]! -= f * beside[k]! + g * a[row + k]!;
  }
}

/** Multiply the reflections together, into a; diagonal receives that of the tridiagonal form. */
function accumulate(a: Float64Array, n: number, diagonal: Float64Array, sums: Float64Array): void {
  const g = new Float64Array(sums.length);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    if (diagonal[i] !== 0) {
      g.fill(0, 0, i);
      for (let k = 0; k < i; k++) for (let j = 0; j < i; j++) g[j]! += a[row + k]! * a[k * n + j]!;
      for (let k = 0; k < i; k++) {
        const v = a[k * n + i]!;
        for (let j = 0; j < i; j++) a[k * n + j]! -= g[j]! * v;
      }
    }
    diagonal[i] = a[row + i]!;
    a[row + i] = 1;
    for (let j = 0; j < i; j++) {
      a[row + j] = 0;
      a[j * n + i] = 0;
    }
  }
}

/** One QL step of the block l .. m, with Wilkinson's shift; rows of v turn with it. */
function turn(
  v: Float64Array,
  n: number,
  diagonal: Float64Array,
  beside: Float64Array,
  l: number,
  m: number,
): void {
  let g = (diagonal[l + 1]! - diagonal[l]!) / (2 * beside[l]!);
  let r = Math.hypot(g, 1);
  g = diagonal[m]! - diagonal[l]! + beside[l]! / (g + (g >= 0 ? r : -r));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * beside[i]!;
    const b = c * beside[i]!;
    r = Math.hypot(f, g);
    beside[i + 1] = r;
    if (r === 0) {
      diagonal[i + 1]! -= p;
      beside[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = diagonal[i + 1]! - p;
    r = (diagonal[i]! - g) * s + 2 * c * b;
    p = s * r;
    diagonal[i + 1] = g + p;
    g = c * r - b;
    for (let k = 0, x = i * n, y = x + n; k < n; k++, x++, y++) {
      const [one, other] = [v[x]!, v[y]!];
      v[y] = s * one + c * other;
      v[x] = c * one - s * other;
    }
  }
  diagonal[l]! -= p;
  beside[l] = g;
  beside[m] = 0;
}

function transpose(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const t = a[i * n + j]!;
      a[i * n + j] = a[j * n + i]!;
      a[j * n + i] = t;
    }
}
