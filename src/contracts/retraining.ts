import type { Measured } from './evaluation.ts';

/** When a system in service is trained again, and what must hold for the new version to answer. */
export interface RetrainPlan {
  /** So long after the last training; null = not by time. */
  readonly everyMs: number | null;
  /** When monitoring finds that inputs, or what users do, have drifted. */
  readonly onDrift: boolean;
  /**
   * On the newest held-out events or rows, the same for both:
   * better     the new version answers when it is surely better: the interval of the difference lies above 0
   * not-worse  when it is surely not worse by more than `margin`
   * never      it waits as challenger, whatever the outcome
   */
  readonly promote: 'better' | 'not-worse' | 'never';
  /** Share of the champion's figure that it may lose and count as not worse. */
  readonly margin: number;
  /** A feed goes on from the champion, by the pages since, where it can. Absent = it learns from scratch. */
  readonly warm?: boolean;
}

/** A new version beside the champion, on the same newest held-out users or rows. */
export interface GateVerdict {
  /** Version of the champion. */
  readonly champion: number;
  readonly metric: string;
  /** Users, or rows. */
  readonly cases: number;
  readonly value: { readonly champion: number; readonly challenger: number };
  /** Challenger less champion, each case with itself, turned so that above 0 is better. */
  readonly difference: Measured;
  /** Whether it may answer, by the plan. */
  readonly passed: boolean;
  /** In words, for the record of the deployment. */
  readonly says: string;
}
