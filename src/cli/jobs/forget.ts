import type { RewrittenFile } from '../../contracts/product-event.ts';
import { registeredKinds } from '../../stages/deploy.ts';
import { forgetReader } from '../../stages/serve/feed/forget-reader.ts';
import { forgetUser } from '../../stages/serve/recommend/forget-user.ts';
import type { Job } from '../job-contract.ts';

/** Write the files of a recommender or a feed that tell of a user again without him: for erasing him while it is served. */
export const forget: Job<
  { readonly system: string; readonly user: string },
  readonly RewrittenFile[]
> = async ({ system, user }, { wire }) => {
  const journal = await wire.readJournal();
  const engine = await wire.engine();
  try {
    const stores = { journal, engine, artifacts: await wire.artifacts(), lake: await wire.lake() };
    const feeds = (await registeredKinds(journal)).get(system) === 'feed';
    return await (feeds ? forgetReader : forgetUser)(system, user, stores);
  } finally {
    await engine.close();
    await journal.close();
  }
};
