import { resolve } from 'node:path';
import type { Json } from './contracts/json.ts';
import type { RowExplanation } from './contracts/pipeline.ts';
import { outputsOf, type Task } from './contracts/task.ts';
import { Failure, fail } from './errors/fail.ts';
import type { Journal } from './ports/journal.ts';
import type { FeedAnswer, FeedInput } from './stages/serve/feed/feed-answer.ts';
import type { ServedFeed } from './stages/serve/feed/served-feed.ts';
import type { LabelResult } from './stages/serve/feedback.ts';
import type { ServedRecommender } from './stages/serve/recommend/served-recommender.ts';
import type { RecommendInput, SimilarItem, SlateAnswer } from './stages/serve/recommend/slate-answer.ts';
import type { EventInput, EventResult } from './stages/serve/recommend/store-events.ts';
import type { Served } from './stages/serve/served-project.ts';
import type { ServedSystem } from './stages/serve/served-system.ts';

/** The answer for one row, as POST /v1/predict gives it. */
export interface Answer {
  readonly id: string;
  /** Such as "churn@3". */
  readonly version: string;
  /** Binary: P(positive class). Multiclass and cluster: P of the label. Regression: the value. Anomaly: how far it stands apart. */
  readonly score: number;
  /** Multiclass and cluster: P by class. */
  readonly scores: Readonly<Record<string, number>> | null;
  /** Null for regression. */
  readonly label: string | null;
  readonly threshold: number | null;
  readonly explanation: RowExplanation | null;
}

/** A slate as POST /v1/recommend gives it. */
export interface RecommendAnswer extends Omit<SlateAnswer, 'version'> {
  /** Such as "movies@3". */
  readonly version: string;
}

/** A page as POST /v1/feed gives it. */
export interface FeedPageAnswer extends Omit<FeedAnswer, 'version'> {
  /** Such as "town@3". */
  readonly version: string;
}

/** A system in service in this process. What its kind does not do throws 'serve/wrong-kind'. */
export interface OpenedSystem {
  readonly system: string;
  /**
   * Whether predictions are logged, so that they can be replayed, monitored and given feedback: false while a process
   * that is no server writes the journal. Predictions are answered all the same.
   */
  readonly logging: boolean;
  /** Values by column name; a column that is null or left out is missing. Throws what is wrong with the row. */
  predict(row: Readonly<Record<string, unknown>>, options?: { explain?: boolean }): Promise<Answer>;
  /** All rows or none of them. */
  predictMany(
    rows: readonly Readonly<Record<string, unknown>>[],
    options?: { explain?: boolean },
  ): Promise<readonly Answer[]>;
  /** What really happened, by the id of a prediction; resolves when it is on disk. */
  feedback(id: string, value: Json): Promise<LabelResult>;
  /** Items for a user, best first; of somebody unknown those that are right for anybody. */
  recommend(request: RecommendInput): Promise<RecommendAnswer>;
  /** Items most like one. */
  similar(item: string, options?: { k?: number }): Promise<readonly SimilarItem[]>;
  /** A page of posts for a reader, best first. */
  feed(request: FeedInput): Promise<FeedPageAnswer>;
  /** What users did; resolves when it is on disk, and the next answer knows of it. */
  events(events: readonly EventInput[]): Promise<readonly EventResult[]>;
  /** Write down what was answered, and let go of the journal. */
  close(): Promise<void>;
}

/** How often a process looks whether another one has promoted a version. */
const LOOK_MS = 2000;

/**
 * Serve a system inside this process: no server, no port.
 *
 * The first process to open a project writes its journal. While "millwright serve" runs, predictions are logged
 * through it; beside any other writer they are answered and not logged. Throws 'serve/no-system', 'artifact/corrupt'.
 *
 * @param folder the project folder
 * @example
 * const churn = await open('.', 'churn');
 * const { score, label } = await churn.predict({ tenure: 3, Contract: 'Month-to-month' });
 * const movies = await open('.', 'movies');
 * const { items } = await movies.recommend({ user: '42', k: 10 });
 */
export async function open(folder: string, system: string): Promise<OpenedSystem> {
  const { wire } = await import('./cli/wire.ts');
  const { openSystem } = await import('./stages/serve.ts');
  const { clock, artifacts, readJournal, writeJournal, scoringKernels, vectorIndexes, checkpoints } = wire(
    resolve(folder),
  );
  const { journal, logging } = await journalFor(
    () => writeJournal('a program that opened the project', 0),
    readJournal,
  );
  try {
    const served = await openSystem(
      {
        journal,
        clock,
        artifacts: await artifacts(),
        kernelsFor: await scoringKernels(),
        indexes: await vectorIndexes(),
        ...(logging && { checkpoints: await checkpoints() }),
      },
      system,
    );
    // A promoted version that cannot be loaded leaves the champion where it is.
    const looking = setInterval(() => void served.refresh().catch(() => {}), LOOK_MS).unref();
    const answers = (rows: readonly Readonly<Record<string, unknown>>[], explain = false): Answer[] => {
      const predictor = predictorIn(served);
      const by = predictor.champion;
      return predictor.predictRows(rows, explain, by).map(({ version, scores, ...rest }) => ({
        ...rest,
        version: `${system}@${version}`,
        scores: scores && byClass(by.pipeline.task, scores),
      }));
    };
    return {
      system,
      logging,
      predict: async (row, options) => answers([row], options?.explain)[0]!,
      predictMany: async (rows, options) => answers(rows, options?.explain),
      async feedback(predictionId, value) {
        if (!logging) throw fail('journal/read-only', { path: folder });
        return (await predictorIn(served).feedback([{ predictionId, value }]))[0]!;
      },
      async recommend(request) {
        const { version, ...rest } = recommenderIn(served).recommend(request);
        return { ...rest, version: `${system}@${version}` };
      },
      similar: async (item, options) => recommenderIn(served).similar(item, options?.k),
      async events(events) {
        if (!logging) throw fail('journal/read-only', { path: folder });
        return productIn(served).store(events);
      },
      async feed(request) {
        if (served.kind !== 'feed') throw fail('serve/wrong-kind', { system, wants: 'feed', known: [] });
        const { version, ...rest } = served.feed(request);
        return { ...rest, version: `${system}@${version}` };
      },
      async close() {
        clearInterval(looking);
        await served.close();
        await journal.close();
      },
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

async function journalFor(
  write: () => Promise<Journal>,
  read: () => Promise<Journal>,
): Promise<{ journal: Journal; logging: boolean }> {
  try {
    return { journal: await write(), logging: true };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'journal/locked') throw error;
    return { journal: await read(), logging: false };
  }
}

function predictorIn(served: Served): ServedSystem {
  if (served.kind === 'predict') return served;
  throw fail('serve/wrong-kind', { system: served.name, wants: 'predict', known: [] });
}

function recommenderIn(served: Served): ServedRecommender {
  if (served.kind === 'recommend') return served;
  throw fail('serve/wrong-kind', { system: served.name, wants: 'recommend', known: [] });
}

function productIn(served: Served): ServedRecommender | ServedFeed {
  if (served.kind !== 'predict') return served;
  throw fail('serve/wrong-kind', { system: served.name, wants: 'recommend', known: [] });
}

const byClass = (task: Task, scores: readonly number[]): Record<string, number> | null =>
  outputsOf(task) > 1 && 'classes' in task
    ? Object.fromEntries(task.classes.map((c, k) => [c, scores[k]!]))
    : null;
