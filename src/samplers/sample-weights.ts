import type { SampleInput } from '../contracts/sampler.ts';
import { fail } from '../errors/fail.ts';

/** [rows] the column of weights, checked. Throws 'train/sample-weights' unless each is finite and >= 0 and some are above. */
export function sampleWeights({ column }: SampleInput): Float64Array {
  if (column?.form !== 'number') throw new Error('sampling by weight needs a column of numbers');
  const { values } = column;
  const wrong = values.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (wrong >= 0) throw fail('train/sample-weights', { row: wrong, weight: values[wrong]! });
  if (values.every((weight) => weight === 0)) throw fail('train/sample-weights', { row: null, weight: 0 });
  return values;
}
