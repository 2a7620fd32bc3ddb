import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Failure, fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import type { SourceSpec } from '../../ports/engine.ts';
import { TextCheck } from './text-check.ts';
import { textStream } from './text-stream.ts';

/** What is known of a file before it is read as a table. */
export interface FileFacts {
  /** Of the bytes of the file. */
  readonly sha256: string;
  /** Bytes; 0 for Parquet. */
  readonly longestLine: number;
  readonly bytes: number;
  readonly changedMs: number;
}

/** Facts of files by kind and path, so that one asked about twice is read once while it does not change. */
export type KnownFiles = Map<string, FileFacts>;

/**
 * Check a source file before DuckDB meets it, and hash it.
 *
 * DuckDB may end the process on an I/O error and guesses at broken text, so what can be known up front is. Throws
 * 'source/absent', 'source/folder', 'source/empty', 'source/not-text', 'source/encoding', 'source/parquet' or
 * 'source/unreadable'. O(bytes), constant memory.
 */
export async function inspectFile(source: SourceSpec, files: KnownFiles): Promise<FileFacts> {
  const { size: bytes, mtimeMs: changedMs } = await checkThere(source);
  const key = `${source.kind} ${source.at}`;
  const known = files.get(key);
  if (known?.bytes === bytes && known.changedMs === changedMs) return known;
  if (source.kind === 'parquet') await checkParquetEnds(source);
  try {
    const longestLine = source.kind === 'parquet' ? 0 : await checkText(source);
    const facts = { sha256: await hashFile(source.at), longestLine, bytes, changedMs };
    files.set(key, facts);
    return facts;
  } catch (error) {
    throw readingFailure(source, error);
  }
}

async function checkText(source: SourceSpec): Promise<number> {
  const text = new TextCheck(source);
  for await (const chunk of textStream(source.at)) text.take(chunk as Buffer);
  text.end();
  return text.longestLine;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function checkThere(source: SourceSpec): Promise<Stats> {
  let facts: Stats;
  try {
    facts = await stat(source.at);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw readingFailure(source, error);
    const folder = dirname(source.at);
    const names = await readdir(folder).catch(() => []);
    throw fail('source/absent', { path: source.from, folder, near: nearest(basename(source.at), names) });
  }
  if (facts.isDirectory()) throw fail('source/folder', { path: source.from });
  if (facts.size === 0 && facts.isFile()) throw fail('source/empty', { path: source.from });
  return facts;
}

/** A Parquet file begins and ends with "PAR1", and tells the length of its footer before the end. */
async function checkParquetEnds(source: SourceSpec): Promise<void> {
  const broken = (because: string) => fail('source/parquet', { path: source.from, because });
  const file = await open(source.at).catch((error) => {
    throw readingFailure(source, error);
  });
  try {
    const { size } = await file.stat();
    const ends = Buffer.alloc(12);
    await file.read(ends, 0, 4, 0);
    if (ends.toString('latin1', 0, 4) !== 'PAR1') throw broken('it does not begin with the bytes "PAR1"');
    await file.read(ends, 4, 8, Math.max(4, size - 8));
    if (ends.toString('latin1', 8) !== 'PAR1') throw broken('its end is missing; it was cut off');
    const footer = ends.readUInt32LE(4);
    if (footer + 12 > size) throw broken('its footer is longer than the file');
  } finally {
    await file.close();
  }
}

const readingFailure = (source: SourceSpec, error: unknown): unknown =>
  error instanceof Error && 'code' in error && !(error instanceof Failure)
    ? fail('source/unreadable', { path: source.from, because: error.message })
    : error;
