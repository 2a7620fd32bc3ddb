import {
  type EstimatedSlates,
  type EstimateSlatesInput,
  estimateSlates as stage,
} from '../../stages/estimate-slates.ts';
import type { Job } from '../job-contract.ts';

/** Tell from the slates of the journal what another version would have earned: for `estimate`. */
export const estimateSlates: Job<EstimateSlatesInput, EstimatedSlates> = async (input, ports) => {
  const { wire, progress, checkCancelled } = ports;
  const journal = await wire.readJournal();
  try {
    return await stage(input, { journal, artifacts: await wire.artifacts(), progress, checkCancelled });
  } finally {
    await journal.close();
  }
};
