import type { FeedChoice } from '../../contracts/feed-evaluation.ts';
import { examinationOf } from '../../explain/feed/examination.ts';
import { broughtOf } from '../../explain/feed/judge-pages.ts';
import { givenOf } from '../../recipe/feed/feed-scorer.ts';
import { chooseModel } from './choose-model.ts';
import type { FeedPorts, FeedTask } from './feed-task.ts';
import { areDrawn, type FittedHeads, fitHeadsModel } from './fit-heads-model.ts';

/** A feed that has learned. */
export interface TrainedFeed {
  readonly fitted: FittedHeads;
  readonly choice: FeedChoice;
  /** How much each place is looked at beside the first, by training pages; null where nobody knows. */
  readonly examination: Float64Array | null;
}

/**
 * Fit every model of the design on training pages, calibrate each head and choose on validation pages. Where it is known by
 * what chance posts were shown, the best also learns from rows weighed by inverse propensity, and the better of the two
 * stays. Where a version goes on learning, its model alone is fitted. Test pages are not looked at. Deterministic in the seed. Throws 'train/cancelled', and what models throw.
 */
export async function trainFeed(task: FeedTask, ports: FeedPorts): Promise<TrainedFeed> {
  const { design, columns, train, validation, start } = task;
  const { heads } = design.framing;
  const heading = { heads, columns, train, validation, seed: design.seed };
  const fitted: FittedHeads[] = [];
  const learn = async (choice: FittedHeads['model'] | (typeof design.models)[number], weighed: boolean) => {
    ports.progress.begin(`train ${choice.name}${weighed ? ', weighed' : ''}`);
    const one = await fitHeadsModel(choice, weighed, heading, ports, start?.fitted.model.state);
    ports.progress.end(`${one.fitSeconds.toFixed(2)} s`);
    fitted.push(one);
  };
  for (const model of start === undefined ? design.models : [start.fitted.model]) await learn(model, false);
  const first = firstHead(task);
  const examination = examinationOf(train.occasions, broughtOf(train.occasions, first, givenOf(heads)));
  let choice = chooseModel(task, fitted, examination, ports);
  if (areDrawn(train.occasions)) {
    await learn(fitted[choice.chosen]!.model, true);
    choice = chooseModel(task, fitted, examination, ports);
  }
  return { fitted: fitted[choice.chosen]!, choice, examination };
}

/** The binary head by which it is told whether a post was looked at: the first that is given nothing and worth something. */
export function firstHead({ design: { framing } }: FeedTask): number {
  const worth = framing.objectives[framing.rankBy] ?? {};
  const of = framing.heads.findIndex(
    ({ name, kind, given }) => kind === 'binary' && given === null && (worth[name] ?? 0) > 0,
  );
  return Math.max(0, of);
}
