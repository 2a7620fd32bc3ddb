/** What is watched while a system that predicts serves. C: the columns of its table. */
export interface MonitoringInput<C extends object> {
  /** Rows of the live window that is compared with training. */
  readonly windowRows?: number;
  /** Chance that a check of the whole system alarms when nothing has drifted. */
  readonly falseAlarmRate?: number;
  /** Columns to watch. Inferred: every input of the model. */
  readonly columns?: readonly (keyof C & string)[];
}

import type { AlertMeasure } from '../contracts/watching.ts';

/** When somebody should look at a system in service. */
export interface AlertInput {
  /** What is measured. */
  readonly when: AlertMeasure;
  /** It fires above this figure: ms, shares between 0 and 1, columns, days, a second. */
  readonly above?: number;
  /** It fires below this figure. */
  readonly below?: number;
  /** So long must it last before it fires, and be over before it is resolved: '5m', '1h'; '0m' = at once. Inferred: 5 minutes of traffic, else at once. */
  readonly for?: string;
  /** Environment variable that holds an address; what fires and is resolved is sent there by POST. Left out: nobody is told. */
  readonly webhook?: string;
}
