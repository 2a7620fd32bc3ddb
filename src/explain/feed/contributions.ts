import type { FeedHead } from '../../contracts/feed-design.ts';
import type { HeadContribution, WeightMoved } from '../../contracts/feed-evaluation.ts';
import { upperPlaces } from './exposure.ts';
import { broughtBy, broughtOf, type JudgedPages, orderBy } from './judge-pages.ts';

/** What there is to say of the worth of heads. */
export interface WorthOfHeads {
  readonly heads: readonly FeedHead[];
  readonly given: Int32Array;
  /** [heads] */
  readonly worth: Float64Array;
  /** [rows x heads] what is expected of each row. */
  readonly expected: Float64Array;
}

/**
 * What each head does to the order of pages: its part in how values differ within them, and what halving or doubling its
 * worth would change. O(heads x rows log rows).
 */
export function contributionsOf(pages: JudgedPages, of: WorthOfHeads): readonly HeadContribution[] {
  const { heads, worth } = of;
  const spread = heads.map((_, h) => spreadWithin(pages, of, h));
  const whole = spread.reduce((a, b) => a + b, 0);
  const now = broughtUnder(pages, of, worth);
  return heads.map(({ name }, h) => ({
    head: name,
    worth: worth[h]!,
    share: whole === 0 ? 0 : spread[h]! / whole,
    halved: moved(pages, of, now, h, 0.5),
    doubled: moved(pages, of, now, h, 2),
  }));
}

/** Mean distance of worth x expectation from its mean of the page. */
function spreadWithin(
  { occasions: { size, start } }: JudgedPages,
  { worth, expected, heads }: WorthOfHeads,
  h: number,
): number {
  let sum = 0;
  for (let p = 0; p < size; p++) {
    const [from, to] = [start[p]!, start[p + 1]!];
    let mean = 0;
    for (let r = from; r < to; r++) mean += expected[r * heads.length + h]! / (to - from);
    for (let r = from; r < to; r++) sum += Math.abs(worth[h]! * (expected[r * heads.length + h]! - mean));
  }
  return sum;
}

interface Under {
  readonly order: Int32Array;
  /** By head: mean over pages. */
  readonly brings: readonly number[];
}

function broughtUnder(
  pages: JudgedPages,
  { heads, given, expected }: WorthOfHeads,
  worth: Float64Array,
): Under {
  const { occasions } = pages;
  const value = new Float64Array(occasions.post.length);
  for (let r = 0; r < value.length; r++)
    for (let h = 0; h < worth.length; h++) value[r]! += worth[h]! * expected[r * worth.length + h]!;
  const order = orderBy(occasions, value);
  const brings = heads.map((_, h) => meanOfKnown(broughtBy(pages, broughtOf(occasions, h, given), order)));
  return { order, brings };
}

function moved(pages: JudgedPages, of: WorthOfHeads, now: Under, head: number, factor: number): WeightMoved {
  const then = broughtUnder(pages, of, of.worth.with(head, of.worth[head]! * factor));
  const { size, start } = pages.occasions;
  let [replaced, places] = [0, 0];
  for (let p = 0; p < size; p++) {
    const top = upperPlaces(start[p + 1]! - start[p]!, pages.k);
    const were = new Set(now.order.subarray(start[p], start[p]! + top));
    for (const row of then.order.subarray(start[p], start[p]! + top)) if (!were.has(row)) replaced += 1;
    places += top;
  }
  const heads = of.heads.map(({ name }, h) => [name, then.brings[h]! - now.brings[h]!] as const);
  return { replaced: places === 0 ? 0 : replaced / places, heads: Object.fromEntries(heads) };
}

/** Mean of what is known; 0 of nothing. */
function meanOfKnown(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? 0 : known.reduce((a, b) => a + b, 0) / known.length;
}
