import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { duckDbEngine } from '../../src/adapters/duckdb/engine.ts';
import { fileLake } from '../../src/adapters/files/lake.ts';
import type { PreparePorts } from '../../src/stages/prepare.ts';

/** Real ports of a project in a folder of its own, and what its progress told. */
export function projectPorts(): {
  readonly folder: string;
  readonly ports: PreparePorts;
  readonly told: string[];
  close(): Promise<void>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-prepare-'));
  const store = join(folder, '.millwright');
  const engine = duckDbEngine({ threads: 2, memoryBytes: 2 ** 31, folders: [store], environment: {} });
  const told: string[] = [];
  const ports: PreparePorts = {
    engine,
    lake: fileLake(join(store, 'lake')),
    progress: {
      begin: (step) => told.push(`begin ${step}`),
      at: () => {},
      end: (note) => told.push(`end ${note}`),
    },
    locate: (sources) => sources.map((source) => ({ ...source, at: resolve(folder, source.from) })),
    sha256: (text) => hash('sha256', text),
  };
  const close = async (): Promise<void> => {
    await engine.close();
    rmSync(folder, { recursive: true });
  };
  return { folder, ports, told, close };
}
