import { plainKernels } from '../../contracts/kernels.ts';
import type { Scorer } from '../../contracts/model.ts';
import { NearestHeap } from './nearest-heap.ts';
import type { NeighboursState } from './neighbours-state.ts';

/** Training rows in a block: 16 columns of them, 64 KiB, stay in the cache for all queries of a block. */
const BLOCK_ROWS = 512;
/** Queries that pass over the training rows together. */
const BLOCK_QUERIES = 32;

/**
 * Lay the training rows out for scoring.
 *
 * The neighbours of a query are its nearest rows whose weights sum to k (all rows, where they do not suffice); the
 * furthest of them counts for as much as is still wanted. Without weights these are the k nearest. O(rows log rows)
 * once; O(queries x rows x cols) to score. Source: Fix and Hodges 1951; inverse distances, Dudani 1976.
 */
export function openNeighbours(state: NeighboursState, kernels = plainKernels): Scorer {
  const { facts, arrays } = state;
  const rows = arrays.y.length;
  const cols = arrays.x.length / rows;
  const data = kernels.f64(arrays.x.length);
  data.set(arrays.x);
  const points = Array.from({ length: BLOCK_QUERIES }, () => kernels.f64(cols));
  const capacity = mostNeighbours(arrays.weights, facts.k);
  const heaps = Array.from(
    { length: BLOCK_QUERIES },
    () => new NearestHeap(arrays.weights, facts.k, capacity),
  );
  const distances = kernels.f64(Math.min(BLOCK_ROWS, rows));
  const answer = (facts.category === 'regression' ? valueWriter : classWriter)(state, capacity);
  return (queries, out) => {
    for (let first = 0; first < queries.rows; first += BLOCK_QUERIES) {
      const count = Math.min(BLOCK_QUERIES, queries.rows - first);
      for (let q = 0; q < count; q++) {
        heaps[q]!.clear();
        for (let c = 0; c < cols; c++) points[q]![c] = queries.data[c * queries.rows + first + q]!;
      }
      for (let from = 0; from < rows; from += BLOCK_ROWS) {
        const length = Math.min(BLOCK_ROWS, rows - from);
        for (let q = 0; q < count; q++) {
          kernels.call.rowDistances(points[q]!, cols, data, rows, from, length, distances);
          offerAll(heaps[q]!, distances, from, length);
        }
      }
      for (let q = 0; q < count; q++) answer(heaps[q]!, out, first + q);
    }
  };
}

function offerAll(heap: NearestHeap, distances: Float64Array, from: number, length: number): void {
  for (let i = 0; i < length; i++) if (distances[i]! <= heap.bound) heap.offer(distances[i]!, from + i);
}

/** How many rows a query may need: as many of the lightest as weigh `wanted` together. */
function mostNeighbours(weights: Float64Array, wanted: number): number {
  const sorted = weights.slice().sort();
  let total = 0;
  let count = 0;
  // One row more than the sum asks for: sums in another order may differ in their last digit.
  while (count < sorted.length && total < wanted) total += sorted[count++]!;
  return Math.min(sorted.length, count + 1);
}

type Answer = (heap: NearestHeap, out: Float64Array, row: number) => void;

/** Call `each` with every neighbour's vote, and return the sum of votes. */
function votesOf(
  { facts, arrays }: NeighboursState,
  capacity: number,
): (heap: NearestHeap, votes: Float64Array) => number {
  const { weights } = arrays;
  const whole = new Float64Array(capacity + 1);
  return (heap, votes) => {
    const { size, rows, distances } = heap;
    for (let i = 0; i < size; i++) whole[i] = weights[rows[i]!]!;
    // The furthest stands on top of the heap.
    if (heap.total > facts.k) whole[0] = whole[0]! - (heap.total - facts.k);
    let total = 0;
    if (facts.byDistance) {
      let nearest = Infinity;
      for (let i = 0; i < size; i++) nearest = Math.min(nearest, distances[i]!);
      for (let i = 0; i < size; i++) {
        votes[i] = whole[i]! * nearness(distances[i]!, nearest);
        total += votes[i]!;
      }
      return total;
    }
    for (let i = 0; i < size; i++) {
      votes[i] = whole[i]!;
      total += votes[i]!;
    }
    return total;
  };
}

/**
 * 1 / distance in units of the nearest one, which divides out: 1 for the nearest, however near or far. Where rows are at
 * distance 0, they alone have a vote.
 */
function nearness(distance: number, nearest: number): number {
  if (distance === nearest) return 1;
  return Math.sqrt(nearest / distance);
}

/** The mean of the neighbours' values. */
function valueWriter(state: NeighboursState, capacity: number): Answer {
  const { y } = state.arrays;
  const votes = new Float64Array(capacity + 1);
  const vote = votesOf(state, capacity);
  return (heap, out, row) => {
    const total = vote(heap, votes);
    let sum = 0;
    for (let i = 0; i < heap.size; i++) sum += votes[i]! * y[heap.rows[i]!]!;
    out[row] = sum / total;
  };
}

/** (share of the votes x neighbours + prior x priorRows) / (neighbours + priorRows), the m-estimate of Cestnik 1990. */
function classWriter(state: NeighboursState, capacity: number): Answer {
  const { facts, arrays } = state;
  const { y, prior } = arrays;
  const shares = new Float64Array(prior.length);
  const votes = new Float64Array(capacity + 1);
  const vote = votesOf(state, capacity);
  const binary = facts.category === 'binary';
  return (heap, out, row) => {
    const total = vote(heap, votes);
    const neighbours = Math.min(heap.total, facts.k);
    shares.fill(0);
    for (let i = 0; i < heap.size; i++) shares[y[heap.rows[i]!]!]! += votes[i]! / total;
    const all = neighbours + facts.priorRows;
    for (let k = 0; k < shares.length; k++)
      shares[k] = (shares[k]! * neighbours + prior[k]! * facts.priorRows) / all;
    if (binary) out[row] = Math.min(1, shares[1]!);
    else for (let k = 0; k < shares.length; k++) out[row * shares.length + k] = Math.min(1, shares[k]!);
  };
}
