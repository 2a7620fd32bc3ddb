import type { Code } from '../errors/catalogue.ts';
import { Failure, type Place } from '../errors/fail.ts';

/** What a job is told when it starts. */
export interface JobStart {
  readonly job: string;
  readonly input: unknown;
  readonly project: string;
}

/** What a job tells while it runs. The last message is `done`, `failed` or `bug`. */
export type JobMessage =
  | { readonly type: 'begin'; readonly step: string }
  | { readonly type: 'at'; readonly fraction: number; readonly note: string | undefined }
  | { readonly type: 'end'; readonly note: string | undefined }
  | { readonly type: 'done'; readonly output: unknown }
  | { readonly type: 'failed'; readonly failure: SentFailure }
  | { readonly type: 'bug'; readonly message: string; readonly stack: string };

/** A Failure as data, since classes do not cross processes. */
export interface SentFailure {
  readonly code: Code;
  readonly details: unknown;
  readonly place: Place | undefined;
  readonly others: readonly SentFailure[];
}

export const sendFailure = ({ code, details, place, others }: Failure): SentFailure => ({
  code,
  details,
  place,
  others: others.map(sendFailure),
});

export const receiveFailure = ({ code, details, place, others }: SentFailure): Failure =>
  new Failure(code, details, place, others.map(receiveFailure));
