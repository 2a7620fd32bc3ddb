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
}
