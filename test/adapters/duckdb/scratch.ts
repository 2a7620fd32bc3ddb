import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { duckDbEngine } from '../../../src/adapters/duckdb/engine.ts';
import { Failure } from '../../../src/errors/fail.ts';
import type { Engine, InferredColumn, SourceSpec } from '../../../src/ports/engine.ts';

/** A folder and an engine for the tests of one file, both gone at its end. */
export function scratch(threads = 1): {
  folder: string;
  engine: Engine;
  /** Write a file and describe it as a source; its kind is the ending of its name. */
  source(name: string, content: string | Uint8Array, kind?: SourceSpec['kind']): SourceSpec;
  /** The columns inferred from a CSV text. */
  infer(content: string): Promise<readonly InferredColumn[]>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-engine-'));
  const engine = duckDbEngine({ threads, memoryBytes: 2 ** 30, folders: [folder], environment: {} });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });
  const source = (name: string, content: string | Uint8Array, kind?: SourceSpec['kind']): SourceSpec => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return sourceAt(path, kind ?? (name.split('.').at(-1) as SourceSpec['kind']), name);
  };
  const infer = async (content: string): Promise<readonly InferredColumn[]> =>
    (await engine.load([source('inferred.csv', content)], [])).columns;
  return { folder, engine, source, infer };
}

export const sourceAt = (path: string, kind: SourceSpec['kind'], from = path): SourceSpec => ({
  name: from.replace(/\..*$/, ''),
  kind,
  at: path,
  from,
  collectedBy: null,
  trust: null,
});

/** The failure that the work ends in, as "code: words", or what it was instead. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    return error instanceof Failure ? `${error.code}: ${error.message}` : `not a Failure: ${error}`;
  }
}
