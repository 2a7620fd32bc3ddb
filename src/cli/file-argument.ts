import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatOfFile } from '../design/resolve-sources.ts';
import { fail } from '../errors/fail.ts';
import type { SourceSpec } from '../ports/engine.ts';
import { fileSource } from './wire.ts';

const ENDINGS = ['.csv', '.tsv', '.jsonl', '.json', '.parquet'];

/** A file of rows named on the command line. Throws 'cli/file-absent' or 'cli/file-format'. */
export function fileArgument(shown: string, cwd: string): SourceSpec {
  const path = resolve(cwd, shown);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw fail('cli/file-absent', { file: shown });
  const format = formatOfFile(shown);
  if (format === undefined) throw fail('cli/file-format', { file: shown, known: ENDINGS });
  return fileSource(path, format, shown);
}
