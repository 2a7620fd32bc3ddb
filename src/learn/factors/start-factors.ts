import type { State } from '../../contracts/state.ts';
import { fail } from '../../errors/fail.ts';
import { normal, type Random } from '../../kernels/random.ts';

/**
 * Item factors to begin with, [items x size]: those of an earlier state, `factors` [its items x size], and draws of a normal
 * distribution for items that it did not have. Throws 'train/start-unlike' where its vectors are of another size or more.
 */
export function startFactors(
  items: number,
  size: number,
  deviation: number,
  start: State | undefined,
  r: Random,
): Float32Array {
  const out = Float32Array.from({ length: items * size }, () => deviation * normal(r));
  if (start === undefined) return out;
  const { factors } = start.arrays;
  const had = start.facts.size;
  if (!(factors instanceof Float32Array) || had !== size)
    throw fail('train/start-unlike', {
      problem: `its vectors have ${had} numbers, and ${size} are asked for`,
    });
  if (factors.length > out.length)
    throw fail('train/start-unlike', {
      problem: `it has ${factors.length / size} items, and there are ${items} now`,
    });
  out.set(factors);
  return out;
}
