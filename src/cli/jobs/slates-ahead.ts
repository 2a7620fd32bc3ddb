import { registryOf, versionOf } from '../../stages/deploy.ts';
import { LiveState } from '../../stages/serve/recommend/live-state.ts';
import { makeAhead } from '../../stages/serve/recommend/make-ahead.ts';
import { SlateMaker } from '../../stages/serve/recommend/make-slate.ts';
import type { SlatesAhead } from '../../stages/serve/recommend/slates-ahead.ts';
import { recommenderLoader } from '../../stages/serve.ts';
import type { Job } from '../job-contract.ts';

export interface SlatesAheadInput {
  readonly system: string;
  readonly version: number;
  readonly items: number;
  readonly seed: number;
}

/** Make slates for every user of whom anything is known, over all events of the journal: for serving them from memory. */
export const slatesAhead: Job<SlatesAheadInput, SlatesAhead> = async (
  { system, version, items, seed },
  { wire, progress, checkCancelled },
) => {
  const journal = await wire.readJournal();
  try {
    const { clock } = wire;
    const load = recommenderLoader(await wire.artifacts(), await wire.scoringKernels());
    const loaded = await load(versionOf(await registryOf(journal, system), version));
    const state = await LiveState.over(await loaded.origin());
    await state.follow(journal);
    const facts = { at: clock.now(), known: state.known, seed, k: items };
    progress.begin('make slates');
    const made = await makeAhead(new SlateMaker(loaded, state), state.userIds, facts, (done) => {
      checkCancelled();
      progress.at(done);
    });
    progress.end();
    return made;
  } finally {
    await journal.close();
  }
};
