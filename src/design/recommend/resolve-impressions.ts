import type { InferredColumn } from '../../contracts/dataset.ts';
import type { ImpressionChoice, Negatives, RecommendSplit } from '../../contracts/recommend-design.ts';
import type { Notes } from '../resolution.ts';
import type { RecommendInput } from './input.ts';
import type { EventColumnNames } from './resolve-tables.ts';

const DAY_MINUTES = 24 * 60;

/** Which events say that an item was shown, and what they are used for. */
export interface ResolvedImpressions {
  readonly impressions?: ImpressionChoice;
  readonly negatives?: Negatives;
}

/**
 * Impressions are no deeds of a user: they are taken out of his events, and told whether one followed. Only a split by time
 * says which of them a ranker may learn from.
 */
export function resolveImpressions(
  notes: Notes,
  { data, negatives }: RecommendInput,
  names: EventColumnNames,
  columns: readonly InferredColumn[],
  { name: split }: RecommendSplit,
): ResolvedImpressions {
  const refuse = (path: readonly string[], rule: string, got: unknown): void =>
    notes.problem('design/field-invalid', { field: path.join('.'), rule, got: JSON.stringify(got) }, [
      ...path,
    ]);
  if (data.impressions === undefined) {
    if (negatives === 'impressed')
      refuse(['negatives'], 'uniform or popularity: data.impressions names no impressions', negatives);
    return negatives === undefined ? {} : { negatives };
  }
  const asked = typeof data.impressions === 'string' ? { action: data.impressions } : data.impressions;
  const at = ['data', 'impressions'];
  // What a server will note need not be in any source yet.
  const served = asked.served === true;
  if (names.action === null && !served)
    refuse(at, 'left out: data.interactions names no action column', asked);
  else if (names.action !== null && !served) {
    const known = columns.find((c) => c.name === names.action)?.values ?? [];
    if (!known.includes(asked.action))
      notes.problem(
        'design/action-unknown',
        { field: at.join('.'), action: asked.action, column: names.action, known },
        typeof data.impressions === 'string' ? at : [...at, 'action'],
      );
  }
  if (split !== 'time')
    refuse(
      at,
      `left out, or data.split 'time': of a split by ${split} nobody knows which are held out`,
      asked,
    );
  if (asked.windowMinutes === undefined) notes.inferred('data.impressions.windowMinutes', 'a day');
  const likely = names.propensity ? 'propensity' : names.position || served ? 'position' : 'none';
  if (asked.correction === undefined)
    notes.inferred(
      'data.impressions.correction',
      likely === 'none' ? 'neither positions nor propensities are told' : `there is a ${likely} to each`,
    );
  else if (asked.correction !== 'none' && !served && !names[asked.correction])
    refuse(
      [...at, 'correction'],
      `none: data.interactions names no column of ${asked.correction}`,
      asked.correction,
    );
  if (negatives === undefined) notes.inferred('negatives', 'what was shown and not taken');
  return {
    impressions: {
      action: asked.action,
      ...(served && { served: true as const }),
      windowMinutes: asked.windowMinutes ?? DAY_MINUTES,
      correction: asked.correction ?? likely,
    },
    negatives: negatives ?? 'impressed',
  };
}
