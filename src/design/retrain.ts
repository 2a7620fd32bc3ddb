import { Type } from 'typebox';
import type { RetrainPlan } from '../contracts/retraining.ts';
import type { FeedRetrainInput } from './retrain-input.ts';
import { closed, maybe, oneOf } from './schema-parts.ts';

/** A time in words. */
export const duration = (description: string) =>
  Type.String({ description, pattern: '^[0-9]+(\\.[0-9]+)?(m|h|d|w)$' });

const WHEN = 'When it is trained again by itself while it serves. Left out: never.';

/** The shape of `retrain`; the TypeScript twin, with the same sentences, is `RetrainInput`. */
export const retrainShape = Type.Object(
  {
    every: maybe(duration("So long after the last training: '6h', '1d', '2w'.")),
    onDrift: maybe(
      Type.Boolean({
        description: 'True trains again when monitoring finds drift, at most once a window.',
      }),
    ),
    promote: maybe(
      oneOf(
        'When the new version answers: if it is surely better, or surely not worse, on the newest held-out data; else it waits.',
        'better',
        'not-worse',
        'never',
      ),
    ),
    margin: maybe(
      Type.Number({
        description: "Share of the champion's figure that a new version may lose and count as not worse.",
        minimum: 0,
        maximum: 0.5,
      }),
    ),
  },
  { ...closed, description: WHEN },
);

/** That of a feed; its TypeScript twin is `FeedRetrainInput`. */
export const feedRetrainShape = Type.Object(
  {
    ...retrainShape.properties,
    warm: maybe(
      Type.Boolean({
        description:
          'True goes on from the model that answers, by the pages since, where it can; left out: it learns from scratch each time.',
      }),
    ),
  },
  { ...closed, description: WHEN },
);

export const RETRAIN_DEFAULTS = { onDrift: false, promote: 'not-worse', margin: 0.01 } as const;
const MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** The plan that a design asks for. */
export const retrainPlan = ({ every, ...given }: FeedRetrainInput): RetrainPlan => ({
  ...RETRAIN_DEFAULTS,
  ...given,
  everyMs: every === undefined ? null : millisecondsOf(every),
});

/** Of a duration. */
export const millisecondsOf = (text: string): number =>
  Number(text.slice(0, -1)) * MS[text.at(-1) as keyof typeof MS];
