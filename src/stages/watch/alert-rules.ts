import type { SystemKind } from '../../contracts/record.ts';
import { ALERT_MEASURES, type AlertMeasure, type AlertRule } from '../../contracts/watching.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** What a design says that alerts follow from. */
export interface WatchedDesign {
  readonly alerts?: readonly AlertRule[];
  readonly requirements: { readonly latencyMs: number | null };
  readonly retrain?: { readonly everyMs: number | null };
}

/**
 * The rules of a system: those that its design declares, and where it declares none what should wake somebody anywhere:
 * failed requests, requests that are turned away, answers slower than the design asks for, plain slates, answers that are lost, drift, surely worse
 * figures, and data older than twice what retraining was to keep them at.
 */
export function rulesOf(kind: SystemKind, design: WatchedDesign | null): readonly AlertRule[] {
  if (design?.alerts !== undefined) return design.alerts;
  const latencyMs = design?.requirements.latencyMs ?? null;
  const everyMs = design?.retrain?.everyMs ?? null;
  const usual: readonly AlertRule[] = [
    above('errorRate', 0.01, 5 * MINUTE),
    above('turnedAwayRate', 0.05, 5 * MINUTE),
    ...(latencyMs === null ? [] : [above('p95Ms', latencyMs, 5 * MINUTE)]),
    above('degradedRate', 0.01, 5 * MINUTE),
    above('lostAnswers', 0, 0),
    above('drift', 0, 0),
    above('accuracyDrop', 0, 0),
    above('outcomeDrop', 0, 0),
    ...(everyMs === null ? [] : [above('staleDays', (2 * everyMs) / DAY, 0)]),
  ];
  return usual.filter(({ when }) => ALERT_MEASURES[when].kinds?.includes(kind) ?? true);
}

const above = (when: AlertMeasure, limit: number, forMs: number): AlertRule => ({
  when,
  side: 'above',
  limit,
  forMs,
});

/** What tells the rules of one system apart. */
export const keyOf = ({ when, side }: Pick<AlertRule, 'when' | 'side'>): string => `${when}-${side}`;
