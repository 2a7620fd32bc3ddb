import type { FittedFeed } from '../../contracts/feed.ts';
import type { FeedEntry, FeedPage, FeedRequest } from '../../contracts/feed-page.ts';
import type { Kernels } from '../../contracts/kernels.ts';
import type { Ranked, RerankContext } from '../../contracts/reranker.ts';
import type { Query } from '../../contracts/retriever.ts';
import { fail } from '../../errors/fail.ts';
import { NumberSet } from '../../kernels/number-set.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Schema } from '../../table/schema.ts';
import { runSteps } from '../recommender/steps.ts';
import { explainPosts, type PageTrace, whyNotShown } from './explain-page.ts';
import { feedFeatures } from './feed-features.ts';
import { openFeedScorer, valuesOf, worthOf } from './feed-scorer.ts';
import { type GatheredPosts, postGatherer } from './gather-posts.ts';
import type { KnownFeed } from './known-feed.ts';
import { openPostPromise } from './post-promise.ts';
import { type ShowFilter, showFilter } from './show-filter.ts';

/** A feed, laid out to answer. One thread uses it; pages share scratch memory. */
export interface OpenFeed {
  /** The page for a request: the same for the same version, knowledge and request. Changes nothing of what is known. */
  page(request: FeedRequest, known: KnownFeed): FeedPage;
  /** A plain page: what readers take to now, for when nothing better can be had. O(k + posts left out). */
  popular(request: FeedRequest, known: KnownFeed): FeedPage;
}

/**
 * Lay a fitted feed out to answer: gather, filter, score all heads, value, rerank.
 *
 * posts, readers: schemas of their attributes, as they are known. Kernels change nothing beyond rounding. Throws
 * 'artifact/incompatible' when a component, or a feature, is not of this program.
 */
export function openFeed(
  fitted: FittedFeed,
  { posts, readers }: { readonly posts: Schema; readonly readers: Schema },
  kernels?: Kernels,
): OpenFeed {
  const { design, heads } = fitted;
  const promise = fitted.promise ? openPostPromise(fitted.promise) : null;
  const features = feedFeatures(design, posts, readers, fitted.dictionaries, promise);
  const cols = features.columns.length;
  const other = features.columns.findIndex(({ name }, c) => fitted.columns[c]?.name !== name);
  if (other >= 0 || cols !== fitted.columns.length)
    throw fail('artifact/incompatible', {
      kind: 'feature',
      name: features.columns[other]?.name ?? fitted.columns[cols]!.name,
      wants: fitted.columns.length,
      has: cols,
    });
  const score = openFeedScorer(fitted, kernels);
  const gather = postGatherer(design.sources, design.serving.candidates);
  let memory = new Float64Array(0);
  return {
    page(request, known) {
      const { reader, now, context } = request;
      const filter = showFilter(known, request);
      const gathered = gather(known, reader, now, filter, request.explain);
      const rows = gathered.post.length;
      if (memory.length < rows * cols) memory = new Float64Array(rows * cols);
      const x: Matrix = { rows, cols, data: memory.subarray(0, rows * cols) };
      features.write(known, { reader, posts: gathered.post, context, position: null, now }, x, 0);
      const expected = new Float64Array(rows * heads.length);
      const value = new Float64Array(rows);
      if (rows > 0) score(x, expected);
      valuesOf(expected, worthOf(heads, request.worth), value);
      return pageOf({ design, heads, request, known, filter, gathered, expected, value });
    },
    popular: popularPage,
  };
}

interface Scored {
  readonly design: FittedFeed['design'];
  readonly heads: FittedFeed['heads'];
  readonly request: FeedRequest;
  readonly known: KnownFeed;
  readonly filter: ShowFilter;
  readonly gathered: GatheredPosts;
  /** [posts x heads] */
  readonly expected: Float64Array;
  /** [posts] */
  readonly value: Float64Array;
}

/** The page of posts that were scored: ordered, reranked, and told in full. */
function pageOf({ design, heads, request, known, filter, gathered, expected, value }: Scored): FeedPage {
  const { post: posts, place, source, back } = gathered;
  const order = inOrder(value, place, posts);
  const ranked = { item: order.map((r) => posts[r]!), score: Float64Array.from(order, (r) => value[r]!) };
  const grouped = onePerGroup(ranked, known);
  const capped = fewBack(grouped, back, design.filters.mostBack);
  const { list, propensity, stages } = runSteps(
    capped,
    request.steps ?? design.rerankers,
    contextOf(request, known),
  );
  const steps = [
    { step: 'rank', item: ranked.item },
    { step: 'group', item: grouped.item },
    { step: 'back', item: capped.item },
    ...stages.slice(1),
  ];
  const trace: PageTrace = { heads, request, gathered, expected, stages: steps, filter };
  const shown = list.item.subarray(0, request.k);
  const rowOf = new Map(Array.from(shown, (post) => [post, posts.indexOf(post)]));
  const explanations = request.explain ? explainPosts(shown, rowOf, trace) : null;
  const entries = Array.from(shown, (post, i): FeedEntry => {
    const row = rowOf.get(post)!;
    return {
      post,
      value: value[row]!,
      heads: [...expected.subarray(row * heads.length, (row + 1) * heads.length)],
      source: source[row]!,
      propensity: propensity[i]!,
      ...(back.has(post) && { back: 'new-comments' as const }),
      ...(explanations && { explanation: explanations[i]! }),
    };
  });
  const missing = request.why?.flatMap((post) => whyNotShown(post, shown.length, trace) ?? []);
  return { entries, candidates: posts.length, ...(missing && { missing }) };
}

function popularPage(request: FeedRequest, known: KnownFeed): FeedPage {
  const filter = showFilter(known, request);
  const entries: FeedEntry[] = [];
  const told = new Set<number>();
  for (const list of [known.popular(), known.newest()])
    for (let i = 0; i < list.length && entries.length < request.k; i++) {
      const post = list.at(i);
      if (told.has(post) || filter(post) !== null) continue;
      told.add(post);
      const value = known.heat(post, request.now);
      entries.push({ post, value, heads: [], source: 'popular-now', propensity: 1 });
    }
  return { entries, candidates: entries.length };
}

/** Rows by value, best first; of equals the one that a source had further ahead, then the post that came first. */
const inOrder = (value: Float64Array, place: Int32Array, post: Int32Array): Int32Array =>
  range(value.length).sort((a, b) => value[b]! - value[a]! || place[a]! - place[b]! || post[a]! - post[b]!);

/** Of a thread, and of posts that say the same, only the best stays. */
function onePerGroup(ranked: Ranked, known: KnownFeed): Ranked {
  const told = new NumberSet(ranked.item.length);
  return onlyThose(ranked, (post) => {
    const group = known.groupOf(post);
    return group < 0 || told.add(group);
  });
}

/** Of posts that come back only the best stay. */
function fewBack(ranked: Ranked, back: ReadonlySet<number>, most: number): Ranked {
  let count = 0;
  return onlyThose(ranked, (post) => !back.has(post) || ++count <= most);
}

function onlyThose({ item, score }: Ranked, keep: (post: number) => boolean): Ranked {
  const kept = { item: new Int32Array(item.length), score: new Float64Array(item.length) };
  let to = 0;
  for (let i = 0; i < item.length; i++) {
    if (!keep(item[i]!)) continue;
    kept.item[to] = item[i]!;
    kept.score[to++] = score[i]!;
  }
  return { item: kept.item.subarray(0, to), score: kept.score.subarray(0, to) };
}

const contextOf = ({ reader, now, k, context, seed }: FeedRequest, known: KnownFeed): RerankContext => ({
  query: queryOf(known, reader, now, context),
  catalogue: known.posts,
  k,
  popularity: known.impressions.all,
  similarity: (a, b) => Math.max(0, known.alike(a, b)),
  chance: (draw) => random(seedFor(seed, `draw ${draw}`))(),
});

/** What the reader took to, as rerankers read a past: oldest first. */
function queryOf(known: KnownFeed, reader: number, now: number, context: Query['context']): Query {
  const liked = known.liked(reader);
  const { length } = liked;
  return {
    length,
    item: Int32Array.from({ length }, (_, e) => liked.at(length - 1 - e)),
    weight: new Float32Array(length).fill(1),
    at: Float64Array.from({ length }, (_, e) => liked.timeOf(length - 1 - e)),
    now,
    context,
  };
}
