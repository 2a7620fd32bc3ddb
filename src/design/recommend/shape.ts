import { Type } from 'typebox';
import { alertsShape } from '../alerts.ts';
import { duration, retrainShape } from '../retrain.ts';
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
  share,
  text,
  texts,
} from '../schema-parts.ts';
import { falseAlarmRate, requirements } from '../shape.ts';
import { column, table } from '../shape-data.ts';
import { framing, impressions } from './framing-shape.ts';

/**
 * The shape of the design file of a recommender as JSON Schema: what check-shape.ts holds a file to. The TypeScript twin,
 * with the same sentences, is `RecommendInput` in input.ts.
 */

const columns = maybe(
  Type.Record(Type.String(), column, {
    description: 'What is known better than can be inferred, by column.',
  }),
);
const id = maybe(text('Column of the id that interactions refer to. Inferred by its name.'));

const splitName = oneOf(
  'Name of the split. Inferred: time where most users come back, else leave-last; users where there are no times.',
  'time',
  'leave-last',
  'users',
  'random',
);

const split = Type.Object(
  {
    name: maybe(splitName),
    validation: maybe(share('Share of events, or of users, for choosing and tuning.')),
    test: maybe(share('Share of events, or of users, that measure, touched by nothing else.')),
    optOut: maybe(
      Type.Boolean({
        description:
          'True allows a random split of events with times, by which the future tells of the past: every report says so.',
      }),
    ),
  },
  closed,
);

const data = Type.Object(
  {
    interactions: table(
      'What users did with items: a file, or a source with the names of its columns. One row an event.',
      {
        user: maybe(text('Column that says who. Inferred by its name.')),
        item: maybe(text('Column that says with what. Inferred by its name.')),
        time: maybe(text('Column that says when. Inferred by its name and type.')),
        value: maybe(
          text(
            'Column of a rating, an amount or a share watched. Inferred: one that is named like a rating or a share.',
          ),
        ),
        action: maybe(text('Column of what the user did, such as "view" or "like". Inferred by its name.')),
        position: maybe(
          text('Column of the place in which an item was shown, from 0. Inferred by its name.'),
        ),
        request: maybe(text('Column that names the slate in which an item was shown. Inferred by its name.')),
        propensity: maybe(
          text('Column of the chance with which an item was shown in its place. Inferred by its name.'),
        ),
      },
    ),
    items: maybe(
      table('What is known of items, one row an item.', {
        id,
        added: maybe(text('Column that says since when there is the item. Inferred by its name and type.')),
        columns,
      }),
    ),
    users: maybe(
      table('What is known of users, one row a user.', {
        id,
        friends: maybe(
          text(
            "Column that lists a user's friends: their ids, parted by blanks, commas, semicolons or bars. Inferred by its name.",
          ),
        ),
        columns,
      }),
    ),
    friends: maybe(
      table('Who names whom a friend, one row a tie.', {
        from: maybe(text('Column of the user who names a friend. Inferred by its name.')),
        to: maybe(text('Column of the friend. Inferred by its name.')),
      }),
    ),
    impressions: maybe(impressions),
    split: maybe(
      Type.Union([splitName, split], {
        description:
          'Which events train, validate and test: the name of a split, or the name with its shares.',
      }),
    ),
  },
  {
    ...closed,
    description: 'Where events, items and users come from, and which events train, validate and test.',
  },
);

const retriever = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object(
    {
      name: text('Name of the component.'),
      search: maybe(
        Type.Boolean({
          description:
            'Whether its grid is tried on validation events. Inferred: where no parameter is given.',
        }),
      ),
    },
    { additionalProperties: true },
  ),
]);

const evaluation = Type.Object(
  {
    primary: maybe(text('Metric by which recommenders are ranked. Inferred: ndcgAt10.')),
    metrics: maybe(
      texts('Metrics to measure, such as recallAt20. Inferred: every metric at 10, and recall at 20 and 50.'),
    ),
    slices: maybe(
      texts(
        'Columns of the table of users to slice metrics by, besides activity. Inferred: the first of two to six values.',
      ),
    ),
    interval: maybe(interval),
  },
  { ...closed, description: 'How recommenders are measured and ranked.' },
);

const serving = Type.Object(
  {
    ...listening,
    candidates: maybe(
      Type.Integer({
        description: 'Items that each retriever hands to the ranker.',
        minimum: 1,
        maximum: 10_000,
      }),
    ),
    history: maybe(
      Type.Integer({
        description: "Events of a user's past that are looked at, the newest.",
        minimum: 1,
        maximum: 100_000,
      }),
    ),
    budgetMs,
    vectorSearch: maybe(
      Type.Union([Type.Literal('exact'), Type.Literal('auto'), Type.Literal('approximate')], {
        description:
          'How vectors are searched: all looked at, similar items by an index where looking at all takes more than a hundredth of budgetMs, or candidates by an index too.',
      }),
    ),
    shadow: maybe(
      Type.Boolean({
        description: 'Make every slate with the challenger too, after the answer is sent.',
      }),
    ),
    ahead: maybe(
      Type.Object(
        {
          every: maybe(duration("How often: '6h', '1d'.")),
          items: maybe(
            Type.Integer({
              description: 'Items of each, of which pages are cut.',
              minimum: 1,
              maximum: 1000,
            }),
          ),
        },
        {
          ...closed,
          description:
            'Make slates for all users at once, in a job, and answer from memory. Left out: each is made when asked.',
        },
      ),
    ),
  },
  { ...closed, description: 'How the champion answers.' },
);

export const monitoring = Type.Object(
  {
    windowRows: maybe(
      Type.Integer({
        description: 'Slates, and events, of the live window that is looked at.',
        minimum: 20,
        maximum: 1_000_000,
      }),
    ),
    falseAlarmRate: maybe(falseAlarmRate),
    outcomeHours: maybe(
      Type.Number({
        description: 'An event counts for the slate that showed its item at most so many hours before.',
        minimum: 0.01,
        maximum: 10_000,
      }),
    ),
  },
  { ...closed, description: 'What is watched while it serves.' },
);

/** The shape of a whole design file of a recommender. */
export const recommendShape = Type.Object(
  {
    name,
    kind: oneOf('Kind of system.', 'recommend'),
    requirements: maybe(requirements),
    framing: maybe(framing),
    data,
    retrievers: maybe(
      Type.Array(retriever, {
        description:
          'Ways to find candidates, in this order. Inferred: all that fit the data, each tuned on validation events.',
        minItems: 1,
      }),
    ),
    ranker: maybe(
      Type.Union([...component.anyOf, Type.Array(component, { minItems: 1 })], {
        description:
          "How candidates become one list: 'auto' (chosen on validation events), 'blend', or a model; of several models the best.",
      }),
    ),
    negatives: maybe(
      oneOf(
        'What a ranker learns from besides what was wanted. Inferred: what was shown and not taken, else candidates by chance.',
        'uniform',
        'popularity',
        'impressed',
      ),
    ),
    rerankers: maybe(
      Type.Array(component, {
        description: 'Steps that change the order of a list or leave items out, in this order.',
      }),
    ),
    training: maybe(
      Type.Object(
        {
          parallel: oneOf(
            "How threads share out retrievers that can be in two ways: rows ('data'), or shards of embeddings and blocks of weights ('model'). Inferred: 'model'.",
            'data',
            'model',
          ),
        },
        { ...closed, description: 'How retrievers are fitted, beyond their own parameters.' },
      ),
    ),
    evaluation: maybe(evaluation),
    serving: maybe(serving),
    monitoring: maybe(monitoring),
    retrain: maybe(retrainShape),
    alerts: maybe(alertsShape),
    seed,
  },
  closed,
);
