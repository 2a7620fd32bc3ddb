import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamPaint } from './paint.ts';
import { programVersion } from './program-version.ts';
import { bugJson, bugText } from './render.ts';
import type { Shell } from './shell.ts';

/** Tell of an error that nobody expected: one line, and a log with the stack for a report. */
export function reportBug(
  error: unknown,
  argv: readonly string[],
  { stdout, stderr }: Pick<Shell, 'stdout' | 'stderr'> = process,
): void {
  const log = writeLog(error, argv);
  if (argv.includes('--json')) stdout.write(`${JSON.stringify(bugJson(error, log))}\n`);
  stderr.write(`${bugText(error, log, streamPaint(stderr))}\n`);
}

function writeLog(error: unknown, argv: readonly string[]): string | null {
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'millwright-')), 'error.log');
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const where = `millwright ${programVersion()} on node ${process.version}, ${process.platform} ${process.arch}`;
    writeFileSync(file, `${where}\nmillwright ${argv.join(' ')}\n\n${stack}\n`);
    return file;
  } catch {
    return null;
  }
}
