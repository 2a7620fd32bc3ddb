import type { FeedHead } from '../../contracts/feed-design.ts';
import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { murmur3 } from '../../kernels/murmur3.ts';
import { toLog } from '../../kernels/signed-log.ts';
import { rowsTimes, sparseRidge } from '../../learn/linear/sparse-ridge.ts';
import type { Frame } from '../../table/frame.ts';
import type { SparseMatrix } from '../../table/sparse.ts';
import { packTexts, unpackTexts } from '../recommender/packed-texts.ts';
import type { FeedRules } from './event-roles.ts';
import { eachPostTerm, numberTerm, type TermColumns, termColumns } from './post-terms.ts';

/** Posts are dealt into so many parts; what is said of a post was learned from those of the other parts. */
const PARTS = 5;
/** A term in fewer posts says nothing of others; so many terms, those of most posts; and so many posts, the newest. */
const FEWEST = 3;
const MOST_TERMS = 5000;
const MOST_POSTS = 20_000;
/** Rows that it takes to be believed as much as the mean: the best by posts held out is used. */
const STRENGTHS = [10, 40, 160, 640];

/** What posts promise by what they are, whoever reads them. */
export interface PostPromise {
  readonly heads: readonly string[];
  /** What is said of a post by head, to out[0 .. heads). */
  of(attributes: Frame, post: number, id: string, out: Float64Array): void;
}

/**
 * What came of posts, by what can be seen of one when it comes: words, author, topic, pictures. A second model, whose answers
 * are features of the first: it tells of a post that nobody has opened, and of clickbait by its words.
 *
 * By head a ridge regression of the mean of the truths of a post, each post weighing as much as it has rows; amounts by their
 * logs. Posts are in one of five parts by their id, and what is said of a post is learned from the other four, in training
 * and in service alike: no post is told by what came of itself. Heads that nothing tells of are told their mean.
 *
 * @param rows of the occasions, from the first, that may be learned from
 * Null where there is nothing to go by. O(posts x terms of a post x heads).
 */
export function fitPostPromise(
  heads: readonly FeedHead[],
  rules: Pick<FeedRules, 'data'>,
  log: FeedLog,
  { post, truth }: Pick<FeedOccasions, 'post' | 'truth'>,
  rows: number,
  run: Run,
): State | null {
  const { attributes } = log.catalogue;
  const posts = [...new Set(post.subarray(0, rows))].slice(-MOST_POSTS);
  const columns = termColumns(rules, attributes);
  const { terms, x, scale } = termsOf(columns, attributes, posts);
  if (terms.length === 0 || posts.length < 2 * PARTS) return null;
  const part = Int32Array.from(posts, (p) => partOf(log.posts[p]!));
  const place = new Map(posts.map((p, i) => [p, i]));
  const mean = new Float64Array(heads.length);
  const weights = new Float32Array(PARTS * heads.length * terms.length);
  heads.forEach(({ kind }, h) => {
    run.checkCancelled();
    const told = tallied(truth[h]!, post, rows, place, kind === 'amount');
    mean[h] = told.mean;
    const found = parted(x, told.y, told.weight, part);
    found?.forEach((w, f) => {
      weights.set(w, (f * heads.length + h) * terms.length);
    });
  });
  return {
    facts: { heads: heads.map(({ name }) => name), columns: { ...columns } },
    arrays: { ...packTexts('terms', terms), scale, mean, weights },
  };
}

/** Lay it out. Throws Error when the arrays do not fit together. */
export function openPostPromise({ facts, arrays }: State): PostPromise {
  const heads = facts.heads as string[];
  const columns = facts.columns as unknown as TermColumns;
  const terms = unpackTexts('terms', arrays).map(String);
  const { scale, mean, weights } = arrays;
  if (!(scale instanceof Float64Array && mean instanceof Float64Array && weights instanceof Float32Array))
    throw new Error('its arrays are not those of what posts promise');
  if (weights.length !== PARTS * heads.length * terms.length || scale.length !== 2 * terms.length)
    throw new Error(`weights of ${terms.length} terms were expected`);
  const known = new Map(terms.map((term, t) => [term, t]));
  return {
    heads,
    of(attributes, post, id, out) {
      out.set(mean);
      const from = partOf(id) * heads.length;
      eachPostTerm(columns, attributes, post, (term, amount) => {
        const t = known.get(term);
        if (t === undefined) return;
        const by = (amount - scale[2 * t]!) * scale[2 * t + 1]!;
        for (let h = 0; h < out.length; h++) out[h]! += by * weights[(from + h) * terms.length + t]!;
      });
    },
  };
}

const partOf = (id: string): number => (murmur3(id, 0, id.length) >>> 0) % PARTS;

/** Terms that posts have in common, the posts as rows of them, and [terms x 2] what is taken off an amount and what it is multiplied by. */
function termsOf(
  columns: TermColumns,
  attributes: Frame,
  posts: readonly number[],
): { readonly terms: readonly string[]; readonly x: SparseMatrix; readonly scale: Float64Array } {
  const met = new Map<string, { posts: number; sum: number; squares: number }>();
  for (const post of posts)
    eachPostTerm(columns, attributes, post, (term, amount) => {
      const of = met.get(term) ?? { posts: 0, sum: 0, squares: 0 };
      met.set(term, of);
      of.posts += 1;
      of.sum += amount;
      of.squares += amount * amount;
    });
  const terms = [...met]
    .filter(([, of]) => of.posts >= FEWEST && of.posts < posts.length)
    .sort(([a, x], [b, y]) => y.posts - x.posts || (a < b ? -1 : 1))
    .slice(0, MOST_TERMS)
    .map(([term]) => term);
  const numbers = new Set(columns.numbers.map(numberTerm));
  const all = [...terms, ...[...numbers].filter((term) => met.get(term)?.posts === posts.length)];
  const scale = new Float64Array(2 * all.length);
  all.forEach((term, t) => {
    const { posts: n, sum, squares } = met.get(term)!;
    const spread = Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
    scale.set(numbers.has(term) ? [sum / n, spread > 0 ? 1 / spread : 0] : [0, 1], 2 * t);
  });
  const place = new Map(all.map((term, t) => [term, t]));
  const indptr = new Int32Array(posts.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  posts.forEach((post, i) => {
    eachPostTerm(columns, attributes, post, (term, amount) => {
      const t = place.get(term);
      if (t === undefined) return;
      indices.push(t);
      values.push((amount - scale[2 * t]!) * scale[2 * t + 1]!);
    });
    indptr[i + 1] = indices.length;
  });
  const x = {
    rows: posts.length,
    cols: all.length,
    indptr,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
  return { terms: all, x, scale };
}

/** Of one head: by post how far the mean of its truths is from that of all, and its rows. */
function tallied(
  truth: Float64Array,
  post: Int32Array,
  rows: number,
  place: ReadonlyMap<number, number>,
  logs: boolean,
): { readonly mean: number; readonly y: Float64Array; readonly weight: Float64Array } {
  const [sum, weight] = [new Float64Array(place.size), new Float64Array(place.size)];
  let [all, count] = [0, 0];
  for (let r = 0; r < rows; r++) {
    const i = place.get(post[r]!);
    if (i === undefined || Number.isNaN(truth[r]!)) continue;
    const came = logs ? toLog(truth[r]!) : truth[r]!;
    sum[i]! += came;
    weight[i]! += 1;
    all += came;
    count += 1;
  }
  const mean = count === 0 ? 0 : all / count;
  return { mean, y: sum.map((s, i) => (weight[i] === 0 ? 0 : s / weight[i]! - mean)), weight };
}

/** [parts] the weights that each part is told by, of the strength that tells held-out posts best; null where the mean does. */
function parted(
  x: SparseMatrix,
  y: Float64Array,
  weight: Float64Array,
  part: Int32Array,
): readonly Float64Array[] | null {
  let least = y.reduce((sum, v, i) => sum + weight[i]! * v * v, 0);
  let best: readonly Float64Array[] | null = null;
  for (const strength of STRENGTHS) {
    let loss = 0;
    const found = Array.from({ length: PARTS }, (_, f) => {
      const w = sparseRidge(
        x,
        y,
        weight.map((of, i) => (part[i] === f ? 0 : of)),
        strength,
      );
      rowsTimes(x, w).forEach((said, i) => {
        if (part[i] === f) loss += weight[i]! * (y[i]! - said) ** 2;
      });
      return w;
    });
    if (loss >= least) continue;
    least = loss;
    best = found;
  }
  return best;
}
