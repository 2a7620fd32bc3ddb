import type { OutputColumn } from '../contracts/feature.ts';
import type { ParamSpecs } from '../contracts/params.ts';
import { type Column, MISSING } from '../table/column.ts';
import { codesOf, numbersOf } from '../table/forms.ts';

/** The parameter that both kinds of buckets have. */
export const bucketParams = {
  count: {
    type: 'integer',
    default: 10,
    min: 2,
    max: 255,
    search: 'log',
    about: 'Buckets; fewer come out where neighbouring edges would be equal.',
  },
} as const satisfies ParamSpecs;

export type BucketState = {
  readonly facts: { readonly labels: readonly string[] };
  /** edges [buckets - 1], ascending: bucket b holds edges[b - 1] <= x < edges[b]; the outer two are open. */
  readonly arrays: { readonly edges: Float64Array };
};

/** Buckets between these inner edges; equal neighbours are merged. */
export function bucketState(inner: readonly number[]): BucketState {
  const edges = Float64Array.from(inner.filter((edge, i) => i === 0 || edge > inner[i - 1]!));
  return { facts: { labels: labelsOf(edges) }, arrays: { edges } };
}

/** "below 12", "[12, 24)", ..., "24 and above": edges in six digits, or in full where six would make two alike. */
function labelsOf(edges: Float64Array): string[] {
  if (edges.length === 0) return ['any'];
  const short = Array.from(edges, (e) => String(Number(e.toPrecision(6))));
  const shown = new Set(short).size === short.length ? short : Array.from(edges, String);
  const middle = shown.slice(1).map((edge, i) => `[${shown[i]}, ${edge})`);
  return [`below ${shown[0]}`, ...middle, `${shown.at(-1)} and above`];
}

export const bucketOutputs = (state: BucketState, name: string): readonly OutputColumn[] => [
  { name, form: 'category', dictionary: state.facts.labels },
];

/** Write the bucket of each number by binary search. O(rows log buckets). */
export function applyBuckets(state: BucketState, column: Column, out: readonly Column[]): void {
  const { edges } = state.arrays;
  const from = numbersOf(column);
  const to = codesOf(out[0]!);
  for (let i = 0; i < to.length; i++) {
    const v = from[i]!;
    if (Number.isNaN(v)) {
      to[i] = MISSING;
      continue;
    }
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (v < edges[middle]!) high = middle;
      else low = middle + 1;
    }
    to[i] = low;
  }
}
