import type { Design } from '../../contracts/design.ts';
import type { Kernels } from '../../contracts/kernels.ts';

/** Kernels whose threads share fits out as the design says; where it says nothing, each in its usual way. */
export const sharedOut = ({ training }: Pick<Design, 'training'>, kernels: Kernels): Kernels =>
  training?.parallel === undefined ? kernels : { ...kernels, parallel: training.parallel };
