import type { Parallel } from '../../contracts/kernels.ts';

const WAYS: Readonly<Record<Parallel, string>> = {
  model:
    'model-parallel: blocks of features, trees, weights, or shards of embeddings and factors are dealt out',
  data: 'data-parallel: rows are dealt out, and what their parts come to is summed in a fixed order',
};

/** In words how threads shared out a fit that can be in these ways, the usual one first. */
export function wayOf(ways: readonly Parallel[], asked: Parallel | undefined): string {
  const way = asked !== undefined && ways.includes(asked) ? asked : ways[0]!;
  return `${WAYS[way]}; one thread and many come to the same numbers`;
}
