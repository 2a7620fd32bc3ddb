import type { Measured } from '../../contracts/evaluation.ts';
import type { GateVerdict, RetrainPlan } from '../../contracts/retraining.ts';

export interface Compared {
  readonly system: string;
  readonly champion: number;
  readonly metric: string;
  readonly cases: number;
  /** "users", "rows" */
  readonly of: string;
  readonly value: GateVerdict['value'];
  readonly difference: Measured;
}

/** Whether a new version may answer: see RetrainPlan. A difference whose interval is not known is never sure. */
export function verdictOf(compared: Compared, { promote, margin }: RetrainPlan): GateVerdict {
  const { system, champion, metric, cases, of, value, difference } = compared;
  const { low, high, value: gain } = difference;
  const least = promote === 'better' ? 0 : -margin * Math.abs(value.champion);
  const sure = low !== null && (promote === 'better' ? low > least : low >= least);
  const passed = promote !== 'never' && sure;
  const figures = `${metric} ${short(value.challenger)} against ${short(value.champion)} of ${system}@${champion} on ${cases.toLocaleString('en')} ${of}`;
  const range =
    gain === null || low === null || high === null
      ? 'no interval'
      : `${gain >= 0 ? '+' : ''}${short(gain)} [${short(low)}, ${short(high)}]`;
  return { champion, metric, cases, value, difference, passed, says: `${figures}: ${range}; ${judgement()}` };

  function judgement(): string {
    if (promote === 'never') return 'it waits, as the design says';
    if (promote === 'better') return sure ? 'surely better' : 'not surely better';
    return `${sure ? 'surely not' : 'perhaps'} worse by more than ${100 * margin} %`;
  }
}

const short = (x: number): string => String(Number(x.toPrecision(3)));
