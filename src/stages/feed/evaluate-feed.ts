import type { Metrics } from '../../contracts/evaluation.ts';
import type { FeedEvaluation, FeedSegment, RankingOutcome } from '../../contracts/feed-evaluation.ts';
import { contributionsOf } from '../../explain/feed/contributions.ts';
import { exposureOf } from '../../explain/feed/exposure.ts';
import { fewMetrics, type HeadRows, judgeHead, knownRows } from '../../explain/feed/judge-heads.ts';
import {
  broughtBy,
  broughtOf,
  broughtValue,
  judgementOf,
  ndcgBy,
  orderBy,
} from '../../explain/feed/judge-pages.ts';
import { overReaders } from '../../explain/feed/over-readers.ts';
import { plainScores } from '../../explain/feed/plain-orders.ts';
import { authorSegments, readerSegments } from '../../explain/feed/segments.ts';
import { worthOfAnswers } from '../../explain/feed/worth-of-answers.ts';
import { seedFor } from '../../kernels/random.ts';
import { givenOf, openFeedScorer, valuesOf, worthOf } from '../../recipe/feed/feed-scorer.ts';
import { atCuts } from './at-cuts.ts';
import { featureImportances } from './feature-importances.ts';
import { type FeedPorts, type FeedTask, readerOfRows } from './feed-task.ts';
import { alone } from './fit-heads-model.ts';
import type { Measuring } from './measuring.ts';
import { saidAtFirst, saidOf } from './score-part.ts';
import { measureStaleness } from './staleness.ts';
import { firstHead, type TrainedFeed } from './train-feed.ts';

/** What a run measures of a feed besides its pages. */
export interface FeedJudging {
  /** Also measure what a model loses while it waits; it is fitted some times more for that. */
  readonly staleness: boolean;
}

/**
 * Hold what a feed expects of test pages, and the orders that follow from it, against what came of them.
 *
 * Every objective of the design is the order of the same model. Throws 'train/cancelled'.
 */
export async function evaluateFeed(
  task: FeedTask,
  trained: TrainedFeed,
  judging: FeedJudging,
  ports: FeedPorts,
): Promise<FeedEvaluation> {
  ports.progress.begin('measure on test pages');
  const m = measuringOf(task, trained, ports);
  const { design, test } = task;
  const { occasions } = test;
  const rankings = rankingsOf(m);
  const heads = headsOf(m, ports);
  const segments = [...segmentsOfReaders(m), ...segmentsOfAuthors(m)];
  const { samples, level, seed } = m.options;
  const answered = worthOfAnswers(
    design.framing.heads,
    [task.train, task.validation].flatMap(({ occasions: { truth, answer } }) =>
      answer ? [{ truth, answer }] : [],
    ),
    level,
  );
  const importances = featureImportances(m, ports);
  ports.progress.end(`${occasions.size.toLocaleString('en')} pages`);
  return {
    format: 1,
    pages: occasions.size,
    rows: occasions.post.length,
    readers: new Set(occasions.reader).size,
    primary: design.evaluation.primary,
    metrics: rankings[0]!.metrics,
    judgement: judgementOf(trained),
    examination: trained.examination && [...trained.examination],
    atCuts: atCuts(m),
    interval: { method: 'bootstrap', samples, level, seed },
    heads,
    rankings,
    segments,
    exposure: [...m.orders].map(([ranking, order]) =>
      exposureOf(ranking, task.log, design.data.posts, occasions, order, m.pages.k),
    ),
    contributions: contributionsOf(m.pages, {
      heads: design.framing.heads,
      given: m.given,
      worth: m.worth,
      expected: m.expected,
    }),
    importances,
    ...(answered && { answered }),
    staleness: judging.staleness ? await measureStaleness(task, trained, ports) : null,
    caution: cautionOf(task),
  };
}

function measuringOf(task: FeedTask, trained: TrainedFeed, ports: FeedPorts): Measuring {
  const { design, test, columns, log } = task;
  const { framing, evaluation } = design;
  const { heads } = framing;
  const { occasions, x } = test;
  const { fitted, examination } = trained;
  const expected = saidAtFirst(openFeedScorer(fitted, ports.kernels), x, columns, heads.length);
  const said = saidOf(openFeedScorer({ ...fitted, heads: alone(heads) }, ports.kernels), x, heads.length);
  const scores = (worth: Float64Array): Float64Array => {
    const out = new Float64Array(x.rows);
    valuesOf(expected, worth, out);
    return out;
  };
  const names = [
    framing.rankBy,
    ...Object.keys(framing.objectives).filter((name) => name !== framing.rankBy),
  ];
  const plain = plainScores(log, occasions, heads[firstHead(task)]!.actions);
  const orders = new Map(
    [
      ...names.map((name) => [name, scores(worthOf(heads, framing.objectives[name]!))] as const),
      ...(occasions.position.some((position) => position >= 0)
        ? [['shown', new Float64Array(x.rows)] as const]
        : []),
      ...Object.entries(plain),
    ].map(([name, score]) => [name, orderBy(occasions, score)]),
  );
  return {
    task,
    trained,
    pages: { occasions, examination, k: evaluation.k },
    given: givenOf(heads),
    worth: worthOf(heads, framing.objectives[framing.rankBy]!),
    options: { samples: evaluation.samples, level: evaluation.level, seed: seedFor(design.seed, 'evaluate') },
    expected,
    said,
    reader: readerOfRows(occasions),
    orders,
  };
}

/** What each order brings, by the objective that answers and by head; that which answers first. */
function rankingsOf(m: Measuring): readonly RankingOutcome[] {
  const { pages, given, worth, options, task } = m;
  const { heads } = task.design.framing;
  const { reader } = pages.occasions;
  const value = broughtValue(pages.occasions, worth, given);
  const brought = heads.map((_, h) => broughtOf(pages.occasions, h, given));
  const skip = heads.findIndex(
    ({ kind, given: before, below }) => kind === 'binary' && before !== null && below !== null,
  );
  let answers: Float64Array | undefined;
  return [...m.orders].map(([ranking, order]) => {
    const values = broughtBy(pages, value, order);
    answers ??= values;
    const less = answers.map((best, p) => best - values[p]!);
    const byHead = brought.map((of) => broughtBy(pages, of, order));
    const [valueAt, ndcgAt, behind, ...ofHeads] = overReaders(
      [values, ndcgBy(pages, value, order), less, ...byHead],
      reader,
      options,
    );
    const share = skip < 0 ? null : (ofHeads[skip]!.value ?? 0) / (ofHeads[given[skip]!]!.value ?? 0);
    return {
      ranking,
      metrics: { [`valueAt${pages.k}`]: valueAt!, [`ndcgAt${pages.k}`]: ndcgAt! },
      heads: Object.fromEntries(heads.map(({ name }, h) => [name, ofHeads[h]!])),
      clickbait: share !== null && Number.isFinite(share) ? share : null,
      behind: answers === values ? { value: null, low: null, high: null } : behind!,
    };
  });
}

function headsOf(
  { task, trained, said, reader, options }: Measuring,
  ports: FeedPorts,
): FeedEvaluation['heads'] {
  const { heads } = task.design.framing;
  const { occasions, x } = task.test;
  const bare = { ...trained.fitted, heads: alone(heads), calibrators: heads.map(() => null) };
  const raw = saidOf(openFeedScorer(bare, ports.kernels), x, heads.length);
  return heads.map((head, h) => {
    ports.checkCancelled();
    const rows = (of: Float64Array): HeadRows => knownRows(occasions.truth[h]!, of, heads.length, h, reader);
    const before = trained.fitted.calibrators[h] === null ? null : rows(raw).said;
    return judgeHead(head, rows(said), before, options);
  });
}

/** Segments of which there is nobody are left out. */
function segmentsOfReaders(m: Measuring): FeedSegment[] {
  const { task, pages, worth, given, options, reader, orders } = m;
  const { design, log, train } = task;
  const { occasions } = pages;
  const order = orders.get(design.framing.rankBy)!;
  const value = broughtValue(occasions, worth, given);
  const [values, ndcg] = [broughtBy(pages, value, order), ndcgBy(pages, value, order)];
  const kinds = readerSegments(log, train.occasions, design.framing.heads, worth, design.evaluation.slices);
  return kinds.flatMap(({ column, value: name, has }) => {
    const own = Int32Array.from(occasions.reader.keys()).filter((p) => has(occasions.reader[p]!));
    if (own.length === 0) return [];
    const pick = (of: Float64Array): Float64Array => Float64Array.from(own, (p) => of[p]!);
    const [valueAt, ndcgAt] = overReaders(
      [pick(values), pick(ndcg)],
      own.map((p) => occasions.reader[p]!),
      options,
    );
    const rows = Int32Array.from(reader.keys()).filter((r) => has(reader[r]!));
    const metrics: Metrics = {
      [`valueAt${pages.k}`]: valueAt!,
      [`ndcgAt${pages.k}`]: ndcgAt!,
      ...firstHeadMetrics(m, rows),
    };
    const readers = new Set(own.map((p) => occasions.reader[p]!)).size;
    return [{ column, value: name, readers, rows: rows.length, metrics }];
  });
}

function segmentsOfAuthors(m: Measuring): FeedSegment[] {
  const { task, reader } = m;
  const { post } = m.pages.occasions;
  const kinds = authorSegments(task.log, task.train.occasions, task.design.data.posts.author);
  return kinds.flatMap(({ column, value, has }) => {
    const rows = Int32Array.from(post.keys()).filter((r) => has(post[r]!));
    if (rows.length === 0) return [];
    const readers = new Set(rows.map((r) => reader[r]!)).size;
    return [{ column, value, readers, rows: rows.length, metrics: firstHeadMetrics(m, rows) }];
  });
}

/** ROC-AUC and log loss of the first head on some rows. */
function firstHeadMetrics({ task, said, reader, options }: Measuring, rows: Int32Array): Metrics {
  const head = firstHead(task);
  const heads = task.design.framing.heads.length;
  const all = task.test.occasions.truth[head]!;
  const known = rows.filter((r) => !Number.isNaN(all[r]!));
  return fewMetrics(
    {
      truth: Float64Array.from(known, (r) => all[r]!),
      said: Float64Array.from(known, (r) => said[r * heads + head]!),
      reader: known.map((r) => reader[r]!),
    },
    options,
  );
}

const cautionOf = ({ design }: FeedTask): string | null =>
  'opens' in design.data.impressions
    ? 'Nobody noted which posts were shown: what was not opened was drawn, so chances are those among drawn posts.'
    : null;
