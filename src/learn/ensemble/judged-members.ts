import type { Member, TrainingSet } from '../../contracts/model.ts';
import { partOfRun, type Run } from '../../contracts/run.ts';
import { outputsOf, type Task } from '../../contracts/task.ts';
import { fitMembers } from './fit-members.ts';
import { type EnsembleState, type FittedMember, type Pool, packMembers } from './member-states.ts';
import { outOfFold, scoresOf, type Unseen } from './out-of-fold.ts';
import { termsInPlace } from './pooled-terms.ts';

/** What of members' answers is averaged, where classes are to be averaged as `average`. */
export const poolFor = (task: Task, average: 'probability' | 'log-odds'): Pool =>
  task.category === 'regression' ? 'value' : average;

/**
 * Fit members on all rows, each counting as much as `weigh` makes of what they say, in terms of the pool, of rows that
 * they have not seen. Costs `folds` + 1 fits of each.
 */
export async function fitJudged(
  members: readonly Member[],
  train: TrainingSet,
  { folds, pool }: { readonly folds: number; readonly pool: Pool },
  run: Run,
  weigh: (unseen: Unseen) => Float64Array,
): Promise<EnsembleState> {
  const outputs = outputsOf(train.task);
  const judging = folds / (folds + 1);
  const judged = folds < 2 ? null : await outOfFold(members, train, folds, partOfRun(run, 0, judging));
  const fitted = await fitMembers(members, train, partOfRun(run, judging, 1 - judging));
  const unseen = judged ?? onValidation(fitted, train, outputs);
  if (unseen === null) return packMembers(fitted, equalWeights(members.length), pool, outputs);
  for (const said of unseen.predicted) termsInPlace(said, said.length, outputs, pool);
  return packMembers(fitted, weigh(unseen), pool, outputs);
}

function onValidation(
  fitted: readonly FittedMember[],
  { validation }: TrainingSet,
  outputs: number,
): Unseen | null {
  if (validation === undefined || validation.y.length === 0) return null;
  const { x, y, weights } = validation;
  return { predicted: fitted.map((member) => scoresOf(member, x, outputs)), y, weights };
}

export const equalWeights = (members: number): Float64Array => new Float64Array(members).fill(1 / members);
