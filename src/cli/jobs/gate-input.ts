import type { RetrainPlan } from '../../contracts/retraining.ts';

/** The champion that a new version is compared with before it may answer, and by what plan. */
export interface GateInput {
  readonly version: number;
  /** sha256 of its manifest. */
  readonly sha256: string;
  readonly plan: RetrainPlan;
}
