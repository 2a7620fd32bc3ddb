import { Type } from 'typebox';
import type { SystemKind } from '../contracts/record.ts';
import { ALERT_MEASURES, type AlertMeasure, type AlertRule } from '../contracts/watching.ts';
import type { AlertInput } from './monitoring-input.ts';
import type { Notes } from './resolution.ts';
import { duration, millisecondsOf } from './retrain.ts';
import { closed, maybe, oneOf } from './schema-parts.ts';

const MEASURES = Object.keys(ALERT_MEASURES) as AlertMeasure[];

/** The shape of `alerts`; the TypeScript twin of a rule, with the same sentences, is `AlertInput`. */
export const alertsShape = Type.Array(
  Type.Object(
    {
      when: oneOf('What is measured.', ...MEASURES),
      above: maybe(
        Type.Number({
          description: 'It fires above this figure: ms, shares between 0 and 1, columns, days, a second.',
        }),
      ),
      below: maybe(Type.Number({ description: 'It fires below this figure.' })),
      for: maybe(
        duration(
          "So long must it last before it fires, and be over before it is resolved: '5m', '1h'; '0m' = at once. Inferred: 5 minutes of traffic, else at once.",
        ),
      ),
      webhook: maybe(
        Type.String({
          description:
            'Environment variable that holds an address; what fires and is resolved is sent there by POST. Left out: nobody is told.',
          pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        }),
      ),
    },
    closed,
  ),
  { description: 'When somebody should look. Left out: what should wake somebody anywhere.' },
);

const TRAFFIC_FOR = '5m';
const AT_ONCE = '0m';

/** The rules that a design declares; nothing where it leaves them to what is usual. What is wrong is noted at its place. */
export function resolveAlerts(
  notes: Notes,
  kind: SystemKind,
  given: readonly AlertInput[] | undefined,
): { readonly alerts?: readonly AlertRule[] } {
  const alerts = given?.map((input, i): AlertRule => {
    const { when, above, below, webhook } = input;
    const { from } = ALERT_MEASURES[when];
    checkAlert(notes, kind, given, i);
    return {
      when,
      side: above === undefined ? 'below' : 'above',
      limit: above ?? below ?? 0,
      forMs: millisecondsOf(input.for ?? (from === 'traffic' ? TRAFFIC_FOR : AT_ONCE)),
      ...(webhook !== undefined && { webhook }),
    };
  });
  return alerts === undefined ? {} : { alerts };
}

function checkAlert(notes: Notes, kind: SystemKind, given: readonly AlertInput[], i: number): void {
  const { when, above, below } = given[i]!;
  const path = ['alerts', i];
  const { kinds, unit } = ALERT_MEASURES[when];
  const fits = (name: AlertMeasure): boolean => ALERT_MEASURES[name].kinds?.includes(kind) ?? true;
  if (kinds !== undefined && !fits(when))
    notes.problem('design/alert-unfit', { when, kind, known: MEASURES.filter(fits) }, [...path, 'when']);
  const both = above !== undefined && below !== undefined;
  if (both || (above === undefined && below === undefined)) {
    notes.problem('design/alert-limit', { when, both }, path);
    return;
  }
  const side = above === undefined ? 'below' : 'above';
  const limit = above ?? below!;
  if (unit === 'share' && (limit < 0 || limit > 1))
    notes.problem('design/alert-share', { when, limit }, [...path, side]);
  if (given.slice(0, i).some((other) => other.when === when && other[side] !== undefined))
    notes.problem('design/alert-twice', { when, side }, path);
}
