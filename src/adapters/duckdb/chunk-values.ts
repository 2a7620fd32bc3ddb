import type { DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';

/**
 * The values of a DOUBLE or INTEGER column of a chunk as they lie in memory, without a check for NULL.
 *
 * The published type hides the array that every such vector has, and offers getItem(), which asks a BigInt mask for
 * each cell: 20 times slower (bench/engine/read.bench.ts). Statements that use this replace NULL before it gets here.
 */
export const doublesOf = (chunk: DuckDBDataChunk, column: number): Float64Array =>
  itemsOf(chunk.getColumnVector(column), Float64Array);

export const integersOf = (chunk: DuckDBDataChunk, column: number): Int32Array =>
  itemsOf(chunk.getColumnVector(column), Int32Array);

function itemsOf<T>(vector: DuckDBVector, kind: new () => T): T {
  const { items } = vector as unknown as { items: unknown };
  if (!(items instanceof kind))
    throw new Error(`a vector of ${kind.name} was expected, got ${vector.constructor.name}`);
  return items;
}
