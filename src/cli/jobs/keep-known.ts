import { constants, setPriority } from 'node:os';
import { registryOf, versionOf } from '../../stages/deploy.ts';
import { feedLoader, keepAside } from '../../stages/serve.ts';
import type { Job } from '../job-contract.ts';
import { readingJournal } from './reading-journal.ts';

/**
 * Keep what is known of a feed up to the end of the journal, beside the server that answers: a restart goes on from there.
 * Answers the place in the journal. It gives way to whoever wants the processor.
 */
export const keepKnown: Job<{ readonly system: string; readonly version: number }, number> = (
  { system, version },
  { wire },
) => {
  setPriority(constants.priority.PRIORITY_LOW);
  return readingJournal(wire, async (journal) => {
    const found = versionOf(await registryOf(journal, system), version);
    const open = await feedLoader(await wire.artifacts())(found);
    return keepAside(system, open, { journal, checkpoints: await wire.checkpoints() });
  });
};
