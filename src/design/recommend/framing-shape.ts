import { Type } from 'typebox';
import { closed, maybe, oneOf, text, texts } from '../schema-parts.ts';

/** What a design says of success, as JSON Schema: the twin of framing-input.ts, with the same sentences. */

const label = {
  actions: maybe(
    Type.Record(Type.String(), Type.Number(), {
      description:
        'Weight by action, below 0 where it speaks against the item; actions that are not here count nothing. Inferred by their names.',
    }),
  ),
  atLeast: maybe(
    Type.Number({
      description:
        'An event with a value below this speaks against its item. Inferred: the lowest quarter of a scale of ratings.',
    }),
  ),
  weighted: maybe(Type.Boolean({ description: 'True lets the value multiply the weight.' })),
  after: maybe(texts('Only events count that follow one of these actions with the same item: conversions.')),
  withinMinutes: maybe(
    Type.Number({ description: 'So many minutes after it at most. Inferred: a week.', minimum: 0 }),
  ),
};

const LABEL = 'How it is told from an event whether its item was right for the user.';

export const framing = Type.Object(
  {
    label: maybe(Type.Object(label, { ...closed, description: LABEL })),
    objectives: maybe(
      Type.Record(Type.String(), Type.Object(label, { ...closed, description: LABEL }), {
        description:
          'What may be brought about, by name, instead of one label: all are trained and compared.',
      }),
    ),
    objective: maybe(text('Name of the objective that answers. Inferred: the first.')),
    business: maybe(
      Type.Object(
        {
          ...label,
          metric: maybe(
            text(
              'Metric by which objectives are compared. Inferred: worthAt10, the sum of what the first ten places bring.',
            ),
          ),
        },
        {
          ...closed,
          description:
            'What events bring to the business: by it objectives are compared. Inferred: the rule of the objective that answers.',
        },
      ),
    ),
    ratings: maybe(
      oneOf(
        'Tell what users would rate items, learned from rated pairs, from all pairs with a low weight, or from all alike.',
        'observed',
        'weighted',
        'all',
      ),
    ),
    repeats: maybe(
      Type.Boolean({
        description:
          'Whether an item that the user knows may be recommended again. Inferred: where many come back to one on another day.',
      }),
    ),
    input: maybe(text('What is known when the prediction is made, in words.')),
    output: maybe(text('What the prediction is used for, in words.')),
  },
  { ...closed, description: 'What counts as success, and what may be shown.' },
);

export const impressions = Type.Union(
  [
    Type.String({ minLength: 1 }),
    Type.Object(
      {
        action: text('The action that says that an item was shown.'),
        served: maybe(
          Type.Boolean({
            description:
              'True notes every slate that is answered as shown. Left out: clients tell what users came to see.',
          }),
        ),
        windowMinutes: maybe(
          Type.Number({
            description:
              'An event belongs to the last impression of its item, if that is at most so many minutes older. Inferred: a day.',
            minimum: 0,
          }),
        ),
        correction: maybe(
          oneOf(
            'How it is undone that some places are looked at more than others. Inferred: by propensities, else by positions.',
            'none',
            'position',
            'propensity',
          ),
        ),
      },
      closed,
    ),
  ],
  { description: 'Events that say that an item was shown: the action, or it with what follows from it.' },
);
