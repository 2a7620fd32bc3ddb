import { readSystem } from '../../adapters/design-file/find-designs.ts';
import { type ResolvedDesign, resolveWithReasons } from '../../design/resolve.ts';
import { resolveSources } from '../../design/resolve-sources.ts';
import { counted } from '../counted.ts';
import type { Job } from '../job-contract.ts';
import { sourceSpecs } from '../wire.ts';

export interface Explained extends ResolvedDesign {
  /** Path of the design file, relative to the project. */
  readonly path: string;
}

/** Read a design and its data, and tell the design in full: for `show`. */
export const explain: Job<{ readonly system: string | undefined }, Explained> = async (
  { system },
  { project, wire, progress },
) => {
  const file = await readSystem(project, system);
  const { sources, joins } = resolveSources(file);
  const engine = await wire.engine();
  try {
    progress.begin('read the data');
    const table = await engine.load(sourceSpecs(project, sources), joins);
    progress.end(counted(table.rows, 'row'));
    return { ...resolveWithReasons(file, table.columns), path: file.path };
  } finally {
    await engine.close();
  }
};
