import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { VectorIndex, VectorIndexes } from '../../ports/vector-index.ts';
import type { IndexWorkerData } from './index-worker.ts';
import { type IndexOptions, loadUsearch, type UsearchIndex, type UsearchPackage } from './usearch-package.ts';

/**
 * Links of a vector, and vectors that are looked at while one is added or searched for: what reached a recall of .95
 * among the 20 nearest of a million (bench/recommend/similar.bench.ts).
 */
const SHAPE = { connectivity: 16, expansion_add: 64, expansion_search: 256 };

/** From so many vectors on the index is the quicker of the two (bench/recommend/similar.bench.ts). */
const FROM = 15_000;

/**
 * Hierarchical navigable small worlds (Malkov and Yashunin 2018) over vectors in half precision, by the package
 * "usearch"; null where that is not installed.
 *
 * An index is built by a thread of its own, for a million vectors of 64 take minutes: answers do not wait for it.
 */
export async function usearchIndexes(): Promise<VectorIndexes | null> {
  const usearch = await loadUsearch();
  if (usearch === null) return null;
  return { from: FROM, over: (vectors, size) => building(usearch, vectors, size) };
}

function building({ Index }: UsearchPackage, vectors: Float32Array, size: number): VectorIndex {
  const options: IndexOptions = {
    dimensions: size,
    metric: 'cos',
    quantization: 'f16',
    multi: false,
    ...SHAPE,
  };
  const count = vectors.length / size;
  let index: UsearchIndex | undefined;
  if (count > 0)
    buildApart({ options, vectors }, (path) => {
      const built = new Index(options);
      built.view(path);
      index = built;
    });
  return {
    nearest(vector, item, score) {
      if (index === undefined) return null;
      const { keys, distances } = index.search(vector.slice(), Math.min(item.length, count), 1);
      for (let i = 0; i < keys.length; i++) {
        item[i] = Number(keys[i]);
        score[i] = 1 - distances[i]!;
      }
      return keys.length;
    },
  };
}

/** Have an index built and take it over from its file, whose name is gone afterwards. Nobody waits for it: it does not keep the process alive. */
function buildApart(data: Omit<IndexWorkerData, 'path'>, take: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-index-'));
  const path = join(folder, 'vectors.usearch');
  // Sources run unbuilt: the worker has the suffix that this file has.
  const file = new URL(`./index-worker${import.meta.url.slice(-3)}`, import.meta.url);
  const worker = new Worker(file, { workerData: { ...data, path } satisfies IndexWorkerData });
  worker.unref();
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  worker.once('message', () => take(path));
  // Without it all vectors are looked at.
  worker.once('error', () => {});
  worker.once('exit', () => {
    process.off('exit', clear);
    clear();
  });
}
