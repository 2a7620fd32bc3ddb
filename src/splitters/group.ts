import type { SplitInput, Splitter } from '../contracts/splitter.ts';
import { fail } from '../errors/fail.ts';
import { deal } from '../kernels/deal.ts';
import { random, shuffle } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { type RowGroups, rowGroups } from '../table/row-groups.ts';

/**
 * Whole groups by chance: no group has rows in two parts.
 *
 * Shares are honoured as nearly as the sizes of the groups allow, and every part with a share gets a group. Throws
 * 'train/too-few-groups'.
 */
export const group: Splitter = {
  room: 'splitters',
  name: 'group',
  version: 1,
  about: 'All rows of a group (a customer, a shop) go to one part; right when rows of a group are alike.',
  params: {},
  traits: { needs: 'group', byChance: true },
  assign(input, { train, validation, test }, _params, run) {
    const shares = [train, validation, test];
    const groups = groupsOf(input, shares.filter((share) => share > 0).length);
    const partOf = new Uint8Array(groups.sizes.length);
    const next = deal(shares);
    for (const g of shuffle(range(partOf.length), random(run.seed))) partOf[g] = next(groups.sizes[g]!);
    fillEmptyParts(partOf, groups.sizes, shares);
    return Uint8Array.from(groups.group, (g) => partOf[g]!);
  },
  folds(input, k, _params, run) {
    const groups = groupsOf(input, k);
    const foldOf = new Uint8Array(groups.sizes.length);
    const rows = new Float64Array(k);
    const shuffled = shuffle(range(foldOf.length), random(run.seed));
    // The largest first, each to the smallest fold: folds come out as equal as groups allow.
    for (const g of shuffled.sort((a, b) => groups.sizes[b]! - groups.sizes[a]!)) {
      const smallest = rows.indexOf(Math.min(...rows));
      foldOf[g] = smallest;
      rows[smallest]! += groups.sizes[g]!;
    }
    return Uint8Array.from(groups.group, (g) => foldOf[g]!);
  },
};

function groupsOf({ column }: SplitInput, needed: number): RowGroups {
  if (column === undefined) throw new Error('a group split needs a column');
  const groups = rowGroups(column);
  if (groups.sizes.length < needed)
    throw fail('train/too-few-groups', { groups: groups.sizes.length, parts: needed });
  return groups;
}

/** Hand a part that came out empty the smallest group of the part that has most groups. */
function fillEmptyParts(partOf: Uint8Array, sizes: Int32Array, shares: readonly number[]): void {
  for (let empty = 0; empty < shares.length; empty++) {
    if (shares[empty] === 0 || partOf.includes(empty)) continue;
    const groups = shares.map((_, p) => partOf.reduce((n, part) => n + Number(part === p), 0));
    const richest = groups.indexOf(Math.max(...groups));
    let smallest = partOf.indexOf(richest);
    for (let g = 0; g < partOf.length; g++)
      if (partOf[g] === richest && sizes[g]! < sizes[smallest]!) smallest = g;
    partOf[smallest] = empty;
  }
}
