import type { Json, JsonObject } from '../contracts/json.ts';
import type { Failure } from '../errors/fail.ts';
import type { Paint } from './command.ts';

/** A failure for people: what is, where, the fix; the others of the same pass below it. */
export function failureText(failure: Failure, paint: Paint): string {
  const all = [failure, ...failure.others];
  const texts = all.map((f) => {
    const where = f.place
      ? `${paint.name(`${f.place.file}:${f.place.line}:${f.place.column}`)}\n       `
      : '';
    return `${paint.bad('error')}  ${where}${f.message}\n  ${paint.good('fix')}  ${f.fix} ${paint.dim(`(${f.code})`)}`;
  });
  if (all.length > 1) texts.push(paint.bold(`${all.length} problems; nothing was done.`));
  return texts.join('\n\n');
}

/** A failure as the one object of --json: `{ "error": { code, says, fix, place, details, others } }`. */
export const failureJson = (failure: Failure): JsonObject => ({
  error: { ...oneFailure(failure), others: failure.others.map(oneFailure) },
});

const oneFailure = (f: Failure): JsonObject => ({
  code: f.code,
  says: f.message,
  fix: f.fix,
  place: f.place ? { ...f.place } : null,
  details: JSON.parse(JSON.stringify(f.details ?? null)) as Json,
});

/** What is said of an error that is no Failure: one line, and where its stack was written. */
export const bugText = (error: unknown, log: string | null, paint: Paint): string =>
  [
    `${paint.bad('error')}  ${firstLine(error)}`,
    `       This is a bug in Millwright, not in what you did.${log === null ? '' : ` Please report it with ${log}`}`,
  ].join('\n');

export const bugJson = (error: unknown, log: string | null): JsonObject => ({
  error: {
    code: 'bug',
    says: firstLine(error),
    fix: 'Report it with the log.',
    place: null,
    details: { log },
    others: [],
  },
});

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).split('\n')[0]!.slice(0, 300);
