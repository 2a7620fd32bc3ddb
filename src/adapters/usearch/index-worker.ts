/** A thread that builds an index and leaves it in a file. */
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type IndexOptions, loadUsearch } from './usearch-package.ts';

export interface IndexWorkerData {
  readonly options: IndexOptions;
  /** [n x options.dimensions] */
  readonly vectors: Float32Array;
  readonly path: string;
}

/** Vectors of one call: it copies them. */
const VECTORS_A_CALL = 1024;

// Answers go first. Elsewhere than on Linux this would be about the whole process.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

const { options, vectors, path } = workerData as IndexWorkerData;
const { Index } = (await loadUsearch())!;
const index = new Index(options);
const count = vectors.length / options.dimensions;
for (let from = 0; from < count; from += VECTORS_A_CALL) {
  const to = Math.min(count, from + VECTORS_A_CALL);
  const keys = BigUint64Array.from({ length: to - from }, (_, i) => BigInt(from + i));
  // The package reads unshared memory only.
  index.add(keys, vectors.slice(from * options.dimensions, to * options.dimensions), 1);
}
index.save(path);
parentPort!.postMessage('saved');
