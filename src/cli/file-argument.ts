import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { formatOfFile } from '../design/resolve-sources.ts';
import { fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import type { SourceSpec } from '../ports/engine.ts';
import { fileSource } from './wire.ts';

const ENDINGS = ['.csv', '.tsv', '.jsonl', '.json', '.parquet'];

/** A file of rows named on the command line. Throws 'cli/file-absent', 'source/folder' or 'cli/file-format'. */
export function fileArgument(shown: string, cwd: string): SourceSpec {
  const path = resolve(cwd, shown);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw fail('cli/file-absent', { file: shown, near: nearFile(shown, cwd) });
  if (found.isDirectory()) throw fail('source/folder', { path: shown });
  const format = formatOfFile(shown);
  if (format === undefined) throw fail('cli/file-format', { file: shown, known: ENDINGS });
  return fileSource(path, format, shown);
}

/** The file of the same folder that was meant, perhaps; undefined also when there is no such folder. */
function nearFile(shown: string, cwd: string): string | undefined {
  const folder = dirname(shown);
  if (statSync(resolve(cwd, folder), { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const near = nearest(basename(shown), readdirSync(resolve(cwd, folder)));
  return near === undefined ? undefined : join(folder, near);
}
