import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { looksLikeEvents } from '../adapters/interaction-files/layout.ts';
import type { NamedFile } from '../adapters/interaction-files/read-given-split.ts';
import { fail } from '../errors/fail.ts';
import type { Context, Outcome } from './command.ts';
import { secondsOf } from './duration.ts';
import { mixText } from './mix-text.ts';

/** What `evaluate` is told when it is about recommending. */
export interface EvaluateRecommenders {
  readonly train: string;
  readonly test: string;
  readonly user: string | undefined;
  readonly item: string | undefined;
  readonly time: string | undefined;
  readonly value: string | undefined;
  readonly atLeast: number | undefined;
  readonly ratings: 'observed' | 'weighted' | 'all' | undefined;
  readonly repeats: boolean;
  readonly negatives: number | undefined;
  readonly by: string;
  readonly model: string | undefined;
  readonly budget: string | undefined;
}

/** Time to try retrievers in where none is given: with what follows, a million events take less than two minutes. */
const SEARCH_SECONDS = 45;
/** All that is drawn by chance comes from here. */
const SEED = 1;

/** Train recommenders on one file of events and judge them by another. */
export async function evaluateRecommenders(asked: EvaluateRecommenders, context: Context): Promise<Outcome> {
  const { user, item, time, value, repeats, model, by } = asked;
  const compared = await context.runJob('compareRecommenders', {
    train: await eventFile(asked.train, context.cwd),
    test: await eventFile(asked.test, context.cwd),
    named: { user, item, time, value },
    atLeast: asked.atLeast ?? null,
    ratings: asked.ratings ?? null,
    repeats,
    model,
    primary: by,
    negatives: asked.negatives ?? null,
    searchSeconds: asked.budget === undefined ? SEARCH_SECONDS : secondsOf('--budget', asked.budget),
    seed: SEED,
  });
  const { evaluation, choice, rule, format, users, items, events, fitSeconds } = compared;
  return {
    json: {
      kind: 'recommend',
      model: choice.kind === 'single' ? choice.best.retriever : choice.kind,
      primary: evaluation.primary,
      metrics: evaluation.metrics,
      level: evaluation.interval.level,
      users: { all: users, judged: evaluation.users },
      items,
      events,
      split: { format, rule, caution: evaluation.caution },
      negatives: evaluation.negatives,
      retrievers: evaluation.retrievers,
      ...(evaluation.ratings && { ratings: evaluation.ratings }),
      slices: evaluation.slices,
      choice,
      fitSeconds,
    },
    text: (paint) => mixText(evaluation, choice, paint),
  };
}

async function eventFile(shown: string, cwd: string): Promise<NamedFile> {
  const path = await fileAt(shown, cwd);
  if ((await headOf(path)).includes('\0'))
    throw fail('source/not-text', { path: shown, kind: 'lines of events', looksLike: null });
  return { shown, path };
}

/** Throws 'cli/file-absent' or 'source/folder'. */
async function fileAt(shown: string, cwd: string): Promise<string> {
  const path = resolve(cwd, shown);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw fail('cli/file-absent', { file: shown });
  if (found.isDirectory()) throw fail('source/folder', { path: shown });
  return path;
}

/** Whether a file holds events rather than a table of something else, by its first lines. */
export async function holdsEvents(shown: string, cwd: string): Promise<boolean> {
  const head = await headOf(await fileAt(shown, cwd));
  if (head.includes('\0')) return false;
  return looksLikeEvents(head.split('\n', LINES).filter((line) => line.trim() !== ''));
}

const HEAD_BYTES = 65_536;
const LINES = 50;

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
