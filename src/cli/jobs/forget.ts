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
  const artifacts = await wire.artifacts();
  if ((await registeredKinds(journal)).get(system) === 'feed')
    return forgetReader(system, user, { journal, artifacts }).finally(() => journal.close());
  const engine = await wire.engine();
  try {
    const stores = { journal, engine, artifacts, lake: await wire.lake() };
    return await forgetUser(system, user, stores);
  } finally {
    await engine.close();
    await journal.close();
  }
};
