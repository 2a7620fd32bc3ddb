import type { FittedFeed } from '../../contracts/feed.ts';
import type { GateVerdict, RetrainPlan } from '../../contracts/retraining.ts';
import { broughtBy, broughtValue, orderBy } from '../../explain/feed/judge-pages.ts';
import { overReaders } from '../../explain/feed/over-readers.ts';
import { seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { featuresOver } from '../../recipe/feed/feed-features.ts';
import { givenOf, openFeedScorer, valuesOf, worthOf } from '../../recipe/feed/feed-scorer.ts';
import { openFeedTexts } from '../../recipe/feed/feed-texts.ts';
import { occasionsSince } from '../../recipe/feed/occasions.ts';
import { replayFeatures } from '../../recipe/feed/replay-features.ts';
import { LogReplay } from '../../recipe/feed/replay-log.ts';
import { type Matrix, takeMatrix } from '../../table/matrix.ts';
import { verdictOf } from '../retrain/verdict.ts';
import { runOf } from './feed-parts.ts';
import type { FeedPart, FeedPorts, FeedTask } from './feed-task.ts';
import { saidAtFirst } from './score-part.ts';
import type { TrainedFeed } from './train-feed.ts';

export interface FeedGate {
  readonly task: FeedTask;
  /** As it learned without the pages of the test. */
  readonly challenger: TrainedFeed;
  readonly champion: {
    readonly version: number;
    readonly fitted: FittedFeed;
    /** The last instant of its data, milliseconds. */
    readonly until: number;
  };
  readonly plan: RetrainPlan;
}

/** Readers of whom a comparison tells something. */
const FEWEST_READERS = 20;

/**
 * Let champion and challenger order the newest pages, of which neither learned: those of the test that came after the
 * champion's data, which is older. What the orders bring by the objective of the design is compared page by page, over readers;
 * what a page brings is told as in the evaluation. Null where it is settled of too few readers what they did since.
 *
 * The champion sees the log through its own features: it is gone through once more. O(events + rows x features of the champion).
 */
export function gateFeed(
  { task, challenger, champion, plan }: FeedGate,
  ports: FeedPorts,
): GateVerdict | null {
  const { design, columns } = task;
  const { framing, evaluation, name } = design;
  const judged = pagesSince(task.test, champion.until);
  const { occasions, x } = judged;
  const worth = framing.objectives[framing.rankBy]!;
  const brought = broughtValue(occasions, worthOf(framing.heads, worth), givenOf(framing.heads));
  const pages = { occasions, examination: challenger.examination, k: evaluation.k };
  const shown = broughtBy(pages, brought, range(brought.length));
  const readers = new Set(occasions.reader.filter((_, p) => !Number.isNaN(shown[p]!))).size;
  if (readers < FEWEST_READERS) return null;
  ports.progress.begin('compare with the champion');
  const bringing = (
    fitted: Pick<FittedFeed, 'heads' | 'model' | 'calibrators'>,
    of: Matrix,
    named: typeof columns,
  ): Float64Array => {
    const said = saidAtFirst(openFeedScorer(fitted, ports.kernels), of, named, fitted.heads.length);
    const value = new Float64Array(of.rows);
    valuesOf(said, worthOf(fitted.heads, worth), value);
    return broughtBy(pages, brought, orderBy(occasions, value));
  };
  const newer = bringing(challenger.fitted, x, columns);
  const seen = championRows(task, judged, champion.fitted, ports);
  const older = bringing(champion.fitted, seen, champion.fitted.columns);
  const seed = seedFor(design.seed, 'gate');
  const { samples, level } = evaluation;
  const [one, other, difference] = overReaders(
    [older, newer, newer.map((value, p) => value - older[p]!)],
    occasions.reader,
    { samples, level, seed },
  );
  const verdict = verdictOf(
    {
      system: name,
      champion: champion.version,
      metric: evaluation.primary,
      cases: readers,
      of: 'readers',
      value: { champion: one!.value ?? 0, challenger: other!.value ?? 0 },
      difference: difference!,
    },
    plan,
  );
  ports.progress.end(verdict.says);
  return verdict;
}

/** The pages of a part after an instant. */
function pagesSince({ occasions, x }: FeedPart, instant: number): FeedPart {
  const since = occasionsSince(occasions, instant);
  const row = occasions.post.length - since.post.length;
  return {
    occasions: since,
    x: takeMatrix(
      x,
      range(since.post.length).map((i) => row + i),
    ),
  };
}

/** The rows of pages as the champion sees them. */
function championRows(
  { log, design }: FeedTask,
  { occasions }: FeedPart,
  champion: FittedFeed,
  ports: FeedPorts,
): Matrix {
  const { design: rules, texts } = champion;
  const features = featuresOver(log, rules, champion);
  const replay = new LogReplay(rules, log, texts && openFeedTexts(texts));
  return replayFeatures(log, occasions, features, replay, runOf(ports, design.seed));
}
