import { TryPage } from '../parts/try-page.tsx';
import { TryPrediction } from '../parts/try-prediction.tsx';
import type { SystemFacts } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

const TRIES = {
  predict: (of: SystemFacts) => <TryPrediction of={of} />,
  recommend: (of: SystemFacts) => <TryPage of={of} />,
  feed: (of: SystemFacts) => <TryPage of={of} />,
} as const;

/** Ask the system oneself, and see why it answers so. */
export const TryOut = ({ system }: ViewProps) => (
  <>
    <div class="view-head">
      <h1>Try it</h1>
    </div>
    {TRIES[system!.kind](system!)}
  </>
);
