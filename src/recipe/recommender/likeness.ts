import type { OpenRetriever } from '../../contracts/retriever.ts';
import type { Catalogue } from '../../table/catalogue.ts';

/** How alike two items are, 0 (nothing in common) .. 1 (the same). */
export type Likeness = (a: number, b: number) => number;

/**
 * Likeness of items: the cosine of their vectors where a retriever has vectors of both, never below 0; else the share of
 * attributes in which they are equal, of those that both have.
 */
export function likenessOf(retrievers: readonly OpenRetriever[], catalogue: () => Catalogue): Likeness {
  const byAttributes: Likeness = (a, b) => sharedAttributes(catalogue(), a, b);
  const vectors = retrievers.find((r) => r.vectors !== undefined)?.vectors;
  if (vectors === undefined) return byAttributes;
  const { size, ofItems } = vectors;
  const known = ofItems.length / size;
  const norms = new Float32Array(known);
  for (let i = 0; i < known; i++) norms[i] = Math.sqrt(product(ofItems, i * size, i * size, size));
  return (a, b) => {
    if (a >= known || b >= known || norms[a] === 0 || norms[b] === 0) return byAttributes(a, b);
    const cosine = product(ofItems, a * size, b * size, size) / (norms[a]! * norms[b]!);
    return Math.min(1, Math.max(0, cosine));
  };
}

function product(values: Float32Array, a: number, b: number, size: number): number {
  let sum = 0;
  for (let d = 0; d < size; d++) sum += values[a + d]! * values[b + d]!;
  return sum;
}

function sharedAttributes({ attributes }: Catalogue, a: number, b: number): number {
  let both = 0;
  let equal = 0;
  for (const column of attributes.columns.values()) {
    if (column.form !== 'category') continue;
    const [x, y] = [column.codes[a] ?? -1, column.codes[b] ?? -1];
    if (x < 0 || y < 0) continue;
    both += 1;
    if (x === y) equal += 1;
  }
  return both === 0 ? 0 : equal / both;
}
