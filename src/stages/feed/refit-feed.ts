import { someOccasions } from '../../recipe/feed/occasions.ts';
import { stackMatrices } from '../../table/matrix.ts';
import type { FeedPorts, FeedTask } from './feed-task.ts';
import { type FittedHeads, fitHeadsModel } from './fit-heads-model.ts';

/**
 * The model that was chosen, learned anew once it was measured: from the pages that trained and chose it, stopped and
 * calibrated by the newest, which measured it. So what answers knows all pages, and its figures are those of the same
 * recipe without the newest. O(one fit).
 */
export async function refitFeed(
  { design, columns, all, train, validation, test, start }: FeedTask,
  { model, weighed, heads }: FittedHeads,
  ports: FeedPorts,
): Promise<FittedHeads> {
  ports.progress.begin(`learn anew with the newest pages: ${model.name}`);
  const before = {
    occasions: someOccasions(all, 0, train.occasions.size + validation.occasions.size),
    x: stackMatrices(train.x, validation.x),
  };
  const whole = { heads, columns, train: before, validation: test, seed: design.seed };
  const fitted = await fitHeadsModel(model, weighed, whole, ports, start?.fitted.model.state);
  ports.progress.end(`${fitted.fitSeconds.toFixed(2)} s`);
  return fitted;
}
