import type { ServiceFacts } from '../../../contracts/document.ts';
import type { Alert, DriftCheck, MonitorReport, Quantiles } from '../../../contracts/monitoring.ts';
import type { SlateMonitorReport } from '../../../contracts/slate-monitoring.ts';
import { metricWords } from '../metric-words.ts';
import { count } from '../numbers.ts';
import { figureText } from './words.ts';

/** What every look at a system tells, whatever its kind. */
interface AnyLook {
  readonly at: number;
  readonly operations: { readonly perSecond: number | null; readonly latencyMs: Quantiles | null };
  readonly drift: DriftCheck;
  readonly alerts: readonly Alert[];
}

/** A look of monitoring, as documents tell it. Of a kind of system whose outcomes have no words here, the rest. */
export function seenInService(look: AnyLook | MonitorReport | SlateMonitorReport): ServiceFacts {
  const { at, operations, drift, alerts } = look;
  return {
    at,
    answers: answersOf(operations),
    perSecond: operations.perSecond,
    latencyMs: operations.latencyMs,
    outcome: outcomeOf(look),
    drift: drift.columns.length === 0 ? null : drift.says,
    alerts: alerts.map((a) => a.says),
  };
}

const answersOf = (operations: object): number =>
  'predictions' in operations
    ? Number(operations.predictions)
    : 'slates' in operations
      ? Number(operations.slates)
      : 'pages' in operations
        ? Number(operations.pages)
        : 0;

function outcomeOf(look: AnyLook | MonitorReport | SlateMonitorReport): string | null {
  if ('accuracy' in look) return accuracyOf(look);
  if (!('outcomes' in look)) return null;
  const { versions, outcomes } = look;
  const own = outcomes.versions?.find((v) => v.version === versions.champion);
  if (own === undefined || own.rate.value === null) return null;
  return `of ${count(own.slates)} slates a share of ${figureText(own.rate)} had an item that was taken`;
}

function accuracyOf({ accuracy, versions }: MonitorReport): string | null {
  const own = accuracy.versions.find((v) => v.version === versions.champion && !v.shadow);
  const { primary } = accuracy;
  const live = primary === null ? undefined : own?.live[primary];
  if (own === undefined || primary === null || live?.value == null) return null;
  const tested = own.tested[primary];
  const { label } = metricWords(primary);
  return `${label} ${figureText(live)} on ${count(own.rows)} labelled answers${tested === undefined ? '' : `, against ${figureText(tested)} on test rows`}`;
}
