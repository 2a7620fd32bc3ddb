import { TryPrediction } from '../parts/try-prediction.tsx';
import { TrySlate } from '../parts/try-slate.tsx';
import type { ViewProps } from './index.ts';

/** Ask the system oneself, and see why it answers so. */
export const TryOut = ({ system }: ViewProps) => (
  <>
    <div class="view-head">
      <h1>Try it</h1>
    </div>
    {system!.kind === 'predict' ? <TryPrediction of={system!} /> : <TrySlate of={system!} />}
  </>
);
