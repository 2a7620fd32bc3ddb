import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../adapters/system-clock.ts';
import type { SourceChoice } from '../contracts/design.ts';
import type { Kernels } from '../contracts/kernels.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import type { Clock } from '../ports/clock.ts';
import type { Engine, SourceSpec } from '../ports/engine.ts';
import type { Journal } from '../ports/journal.ts';
import type { Lake } from '../ports/lake.ts';
import type { VectorIndexes } from '../ports/vector-index.ts';
import type { HttpScorer } from '../stages/train/parity.ts';

/** Where a project keeps its stores. */
export const storeFolder = (project: string): string => join(project, '.millwright');

/**
 * The only place where a port meets an adapter. Each adapter is imported when it is asked for, so that a command pays
 * only for what it uses, and the serving process never loads the engine.
 */
export interface Wire {
  readonly clock: Clock;
  /**
   * DuckDB, in memory. In job processes only; close it.
   * @param folders absolute; besides the declared sources, all that it may read and write
   */
  engine(folders?: readonly string[]): Promise<Engine>;
  lake(): Promise<Lake>;
  /** In WebAssembly, on all cores. In job processes only: they work until they are done, and nothing else gets a turn. */
  kernels(): Promise<Kernels>;
  /** Makes kernels in WebAssembly for one model that answers, on its own thread alone. */
  scoringKernels(): Promise<() => Kernels>;
  /** Indexes over vectors by the optional package "usearch"; null where it is not installed. */
  vectorIndexes(): Promise<VectorIndexes | null>;
  artifacts(): Promise<Artifacts>;
  /** series: of what was counted while systems were served. */
  checkpoints(of?: 'checkpoints' | 'series'): Promise<Checkpoints>;
  /** Bytes that this process holds, after a collection. */
  memory(): Promise<() => number>;
  /** To read: works beside a running server. Close it. */
  readJournal(): Promise<Journal>;
  /**
   * To append, through the running server when there is one, else when the present writer is done. Close it. Throws
   * 'journal/locked' when that takes too long.
   */
  writeJournal(what: string, waitMs?: number): Promise<Journal>;
  /** To append, by itself: for the process that others write through. Close it. Throws 'journal/locked'. */
  ownJournal(what: string): Promise<Journal>;
  /** Scores rows through a server of its own that is gone afterwards: for parity. */
  readonly scoreOverHttp: HttpScorer;
}

/** Share of the memory of this machine that an engine may use. */
const ENGINE_MEMORY = 0.5;

export function wire(project: string): Wire {
  const store = storeFolder(project);
  return {
    clock: systemClock,
    async engine(folders = []) {
      const { duckDbEngine } = await import('../adapters/duckdb/engine.ts');
      const memory = process.constrainedMemory() || process.availableMemory();
      return duckDbEngine({
        threads: availableParallelism(),
        memoryBytes: ENGINE_MEMORY * Math.min(memory, process.availableMemory()),
        folders: [store, ...folders],
        environment: process.env,
      });
    },
    async kernels() {
      const { wasmKernels } = await import('../adapters/wasm/wasm-kernels.ts');
      return wasmKernels();
    },
    async scoringKernels() {
      const { wasmKernels } = await import('../adapters/wasm/wasm-kernels.ts');
      return () => wasmKernels(1);
    },
    async vectorIndexes() {
      const { usearchIndexes } = await import('../adapters/usearch/usearch-indexes.ts');
      return usearchIndexes();
    },
    async lake() {
      const { fileLake } = await import('../adapters/files/lake.ts');
      return fileLake(join(store, 'lake'));
    },
    async artifacts() {
      const { fileArtifacts } = await import('../adapters/files/artifacts.ts');
      return fileArtifacts(join(store, 'artifacts'));
    },
    async checkpoints(of = 'checkpoints') {
      const { fileCheckpoints } = await import('../adapters/files/checkpoints.ts');
      return fileCheckpoints(join(store, of));
    },
    async memory() {
      const { memoryInUse } = await import('../adapters/system-memory.ts');
      return memoryInUse;
    },
    async readJournal() {
      const { openJournal } = await import('../adapters/sqlite/journal.ts');
      const { journalPath } = await import('../adapters/server/writable-journal.ts');
      return openJournal(journalPath(store), { mode: 'read' });
    },
    async writeJournal(what, waitMs) {
      const { openWritableJournal } = await import('../adapters/server/writable-journal.ts');
      return openWritableJournal(store, what, waitMs);
    },
    async ownJournal(what) {
      const { openJournal } = await import('../adapters/sqlite/journal.ts');
      const { journalPath } = await import('../adapters/server/writable-journal.ts');
      return openJournal(journalPath(store), { mode: 'write', what });
    },
    async scoreOverHttp(pipeline, rows) {
      const { openJournal } = await import('../adapters/sqlite/journal.ts');
      const { scoreOverHttp } = await import('../http/score-over-http.ts');
      const folder = await mkdtemp(join(tmpdir(), 'millwright-parity-'));
      const journal = await openJournal(join(folder, 'journal.db'), { mode: 'write', what: 'parity' });
      try {
        return await scoreOverHttp(pipeline, rows, { journal, clock: systemClock });
      } finally {
        await journal.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** The sources of a design as the engine takes them: file paths absolute. */
export const sourceSpecs = (project: string, sources: readonly SourceChoice[]): readonly SourceSpec[] =>
  sources.map((source) =>
    source.kind === 'postgres'
      ? { ...source, at: source.from, from: `postgres: ${source.table ?? 'query'}` }
      : { ...source, at: resolve(project, source.from) },
  );

/** One file as a source, shown as the user wrote it. */
export const fileSource = (path: string, kind: SourceSpec['kind'], shown: string): SourceSpec => ({
  name: 'input',
  kind,
  at: path,
  from: shown,
  collectedBy: null,
  trust: null,
});
