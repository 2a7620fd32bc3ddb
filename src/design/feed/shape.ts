import { Type } from 'typebox';
import { alertsShape } from '../alerts.ts';
import { monitoring } from '../recommend/shape.ts';
import { feedRetrainShape } from '../retrain.ts';
import {
  budgetMs,
  closed,
  component,
  interval,
  listening,
  maybe,
  name,
  oneOf,
  seed,
  text,
  texts,
} from '../schema-parts.ts';
import { requirements } from '../shape.ts';
import { data } from './shape-data.ts';

/**
 * The shape of the design file of a feed as JSON Schema: what check-shape.ts holds a file to. The TypeScript twin, with the
 * same sentences, is `FeedInput` in input.ts.
 */

const head = Type.Object(
  {
    name: text('Name of the head.'),
    actions: maybe(texts('Types of events that tell it. Inferred: the one of its name.')),
    amount: maybe(
      Type.Boolean({
        description: 'True predicts how much, not whether: the sum of the values of its events.',
      }),
    ),
    atLeast: maybe(Type.Number({ description: 'Only events of at least this value count.' })),
    below: maybe(Type.Number({ description: 'Only events below this value count.' })),
    given: maybe(text('Head that must have come true for this one to be asked.')),
  },
  closed,
);

const framing = Type.Object(
  {
    heads: maybe(
      Type.Array(Type.Union([Type.String({ minLength: 1 }), head]), {
        description:
          'What is predicted: the types of events by name, or heads in full. Inferred: every type of event that readers do with posts.',
        minItems: 1,
      }),
    ),
    windowMinutes: maybe(
      Type.Number({
        description: 'Longest time between an impression and an action that came of it, in minutes.',
        minimum: 0.001,
      }),
    ),
    objectives: maybe(
      Type.Record(Type.String(), Type.Record(Type.String(), Type.Number()), {
        description: 'By name, what one of each head is worth; below 0 where it speaks against the post.',
      }),
    ),
    question: maybe(
      text(
        'Type of the events that answer how satisfied a reader is with a post, as their value. Inferred: by its name.',
      ),
    ),
    rankBy: maybe(text('Name of the objective by which posts are ranked. Inferred: value, else the first.')),
    input: maybe(text('What is known when the prediction is made, in words.')),
    output: maybe(text('What the prediction is used for, in words.')),
  },
  { ...closed, description: 'What is predicted of a post in front of a reader, and what it is worth.' },
);

const entity = oneOf('A thing that events are about.', 'post', 'author', 'topic', 'reader');
const oneOrMore = (description: string) =>
  maybe(
    Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })], {
      description,
    }),
  );

const aggregate = Type.Object(
  {
    name: maybe(text('Name of the feature. Inferred from what it is made of.')),
    by: Type.Union([entity, Type.Array(entity, { minItems: 1, maxItems: 2 })], {
      description: 'By what it is kept: post, author, topic, reader, or two of them.',
    }),
    of: oneOrMore('Types of events that count. Left out: all.'),
    values: maybe(
      Type.Boolean({ description: 'True adds the values of the events up in place of counting them.' }),
    ),
    as: maybe(
      Type.Union([...component.anyOf], {
        description: 'The aggregate, with its parameters. Inferred: count.',
      }),
    ),
    per: oneOrMore('Makes a rate of it: divided by the same aggregate of these events.'),
  },
  closed,
);

const filters = Type.Object(
  {
    backAfterComments: maybe(
      Type.Integer({
        description: 'A post that was seen comes back once it has so many more comments.',
        minimum: 1,
        maximum: 1_000_000,
      }),
    ),
    mostBack: maybe(
      Type.Integer({
        description: 'Posts of a page that came back, at most; 0 = none ever comes back.',
        minimum: 0,
        maximum: 1000,
      }),
    ),
    mostAgeHours: maybe(
      Type.Number({ description: 'Older posts are not shown, in hours. Left out: any age.', minimum: 0.001 }),
    ),
    flag: maybe(text('Column of posts that is true, or at least 0.5, where a post must not be shown.')),
    mutes: maybe(
      texts('Types of events after which a reader sees no more of the author. Inferred: by their names.'),
    ),
    hides: maybe(texts('Types of events after which a reader sees no more of the topic.')),
  },
  { ...closed, description: 'What a reader must not see, and what may come back.' },
);

const evaluation = Type.Object(
  {
    k: maybe(
      Type.Integer({ description: 'Places of a page that are looked at.', minimum: 1, maximum: 1000 }),
    ),
    slices: maybe(
      texts(
        'Columns of the table of readers to slice metrics by, besides activity. Inferred: the first of two to six values.',
      ),
    ),
    staleness: maybe(
      Type.Boolean({
        description:
          'Whether a run also measures what a model loses while it waits to be trained again, by some more fits.',
      }),
    ),
    interval: maybe(interval),
  },
  { ...closed, description: 'How feeds are measured and compared.' },
);

const whole = (description: string, minimum: number, maximum: number) =>
  maybe(Type.Integer({ description, minimum, maximum }));

const serving = Type.Object(
  {
    ...listening,
    candidates: whole('Posts that are scored for a page, at most.', 1, 10_000),
    history: whole('Events of a reader that are kept, the newest.', 1, 100_000),
    budgetMs,
    shadow: maybe(
      Type.Boolean({ description: 'Make every page with the challenger too, after the answer is sent.' }),
    ),
  },
  { ...closed, description: 'How the champion answers.' },
);

const components = (description: string) => maybe(Type.Array(component, { description }));

/** The shape of a whole design file of a feed. */
export const feedShape = Type.Object(
  {
    name,
    kind: oneOf('Kind of system.', 'feed'),
    requirements: maybe(requirements),
    framing: maybe(framing),
    data,
    aggregates: maybe(
      Type.Array(aggregate, {
        description:
          'Facts about past events that are features, each as of the moment. Inferred: counts, rates, recency and affinities of the actions there are.',
      }),
    ),
    models: components('Models of several heads to train and compare. Inferred: all usual ones.'),
    sources: components('Where candidates come from. Inferred: all that the tables suffice for.'),
    filters: maybe(filters),
    rerankers: components('Steps that change the order of a page or leave posts out, in this order.'),
    evaluation: maybe(evaluation),
    serving: maybe(serving),
    alerts: maybe(alertsShape),
    monitoring: maybe(monitoring),
    retrain: maybe(feedRetrainShape),
    seed,
  },
  closed,
);
