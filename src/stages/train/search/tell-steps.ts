import type { Design } from '../../../contracts/design.ts';
import type { Progress } from '../../../ports/progress.ts';
import { lossOf, primaryMetric } from '../choose.ts';
import type { Step } from './next-trial.ts';
import type { TimeLeft } from './time-left.ts';
import type { Trial } from './trial.ts';

/** Where a search tells what it is at. */
export interface ToldSteps {
  begin(step: Step, model: string): void;
  /** Where it stands now. */
  at(): void;
  end(): void;
}

/** Progress by step: which trial is on, how good the best is, how much of the time or of the trials is gone. */
export function tellSteps(
  design: Design,
  trials: readonly Trial[],
  left: TimeLeft,
  mostTrials: number | null,
  progress: Progress,
): ToldSteps {
  let open: Step | null = null;
  let model = '';
  let before = 0;
  const best = (): number => Math.min(...trials.filter((t) => t.said !== null).map((t) => t.loss));
  const end = (): void => {
    if (open === null) return;
    const tried = trials.slice(before);
    open = null;
    if (tried.length === 0) {
      progress.end('no time was left');
      return;
    }
    const pruned = tried.filter((t) => t.said === null).length;
    progress.end(
      [
        `${tried.length} ${tried.length === 1 ? 'trial' : 'trials'}`,
        ...(pruned === 0 ? [] : [`${pruned} given up early`]),
        `best ${scoreText(design, best())}`,
      ].join(', '),
    );
  };
  const at = (): void => {
    const share = Math.max(left.gone(), mostTrials === null ? 0 : trials.length / mostTrials);
    const reached = trials.length === 0 ? '' : `, best so far ${scoreText(design, best())}`;
    progress.at(share, `trial ${trials.length + 1}: ${model}${reached}`);
  };
  return {
    begin(step, name) {
      model = name;
      if (step !== open) {
        end();
        open = step;
        before = trials.length;
        progress.begin(step === 'search' ? 'search parameters' : `try ${step} models`);
      }
      at();
    },
    at,
    end,
  };
}

/** "ROC-AUC 0.8471", of a loss. */
export const scoreText = (design: Design, loss: number): string =>
  `${primaryMetric(design).label} ${Number.isFinite(loss) ? lossOf(design, loss).toPrecision(4) : 'undefined'}`;
