import { type Random, shuffle } from './random.ts';
import { range } from './range.ts';

/** Undirected links between nodes: link e joins from[e] and to[e]. */
export interface Links {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export interface SnowballOptions {
  /** Nodes to gather. */
  readonly count: number;
  /** Nodes by chance that it starts from. */
  readonly seeds: number;
  /** Most neighbours, by chance, that a node names. */
  readonly names: number;
}

/**
 * Gather nodes by following links: begin with some by chance, let each name neighbours that are not in yet, then let
 * those name theirs. When nobody has anyone left to name, one more node by chance begins anew.
 *
 * @returns [min(count, nodes)] node numbers, ascending.
 *
 * O(nodes + links). Source: Goodman 1961, "Snowball sampling".
 */
export function snowball(
  nodes: number,
  links: Links,
  { count, seeds, names }: SnowballOptions,
  r: Random,
): Int32Array {
  const { first, neighbour } = neighbours(nodes, links);
  const order = shuffle(range(nodes), r);
  const wanted = Math.min(count, nodes);
  const isIn = new Uint8Array(nodes);
  const taken = new Int32Array(wanted);
  let n = 0;
  const take = (node: number): void => {
    if (n === wanted || isIn[node] === 1) return;
    isIn[node] = 1;
    taken[n++] = node;
  };
  let next = 0;
  const begin = (starts: number): void => {
    for (const until = n + starts; next < nodes && n < Math.min(until, wanted); next++) take(order[next]!);
  };
  begin(seeds);
  for (let asked = 0; n < wanted; asked++) {
    if (asked === n) begin(1);
    const node = taken[asked]!;
    const open = neighbour.slice(first[node]!, first[node + 1]!).filter((other) => isIn[other] === 0);
    let named = 0;
    for (const other of shuffle(open, r)) {
      if (named === names) break;
      if (isIn[other] === 1) continue;
      take(other);
      named++;
    }
  }
  return taken.sort();
}

/** The neighbours of node i are neighbour[first[i]] .. neighbour[first[i + 1] - 1]. */
function neighbours(nodes: number, { from, to }: Links): { first: Int32Array; neighbour: Int32Array } {
  const first = new Int32Array(nodes + 1);
  for (let e = 0; e < from.length; e++) {
    first[from[e]! + 1]!++;
    first[to[e]! + 1]!++;
  }
  for (let i = 0; i < nodes; i++) first[i + 1]! += first[i]!;
  const at = first.slice();
  const neighbour = new Int32Array(2 * from.length);
  for (let e = 0; e < from.length; e++) {
    neighbour[at[from[e]!]!++] = to[e]!;
    neighbour[at[to[e]!]!++] = from[e]!;
  }
  return { first, neighbour };
}
