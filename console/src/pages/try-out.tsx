import { TryFeed } from '../parts/try-feed.tsx';
import { TryPrediction } from '../parts/try-prediction.tsx';
import { TrySlate } from '../parts/try-slate.tsx';
import type { SystemFacts } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

const TRIES = {
  predict: (of: SystemFacts) => <TryPrediction of={of} />,
  recommend: (of: SystemFacts) => <TrySlate of={of} />,
  feed: (of: SystemFacts) => <TryFeed of={of} />,
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
