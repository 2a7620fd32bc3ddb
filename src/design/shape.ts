import { Type } from 'typebox';
import { alertsShape } from './alerts.ts';
import { retrainShape } from './retrain.ts';
import {
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
} from './schema-parts.ts';
import { data } from './shape-data.ts';
import { model } from './shape-models.ts';
import { prequential } from './shape-prequential.ts';
import { training } from './shape-training.ts';

/**
 * The shape of a design file as JSON Schema: what check-shape.ts holds a file to, and what an editor can be given for
 * YAML and JSON. The TypeScript twin, with the same sentences, is `DesignInput` in input.ts.
 */

/** The shape of `requirements`, which every kind of system has. */
export const requirements = Type.Object(
  {
    objective: maybe(text('What the business gains when this works, in one sentence.')),
    constraints: maybe(texts('What must hold: legal, technical, organisational. One sentence each.')),
    scale: maybe(
      Type.Object(
        {
          requestsPerSecond: maybe(
            Type.Number({ description: 'Requests per second at the busiest hour.', minimum: 0 }),
          ),
          rowsPerDay: maybe(Type.Number({ description: 'New rows a day.', minimum: 0 })),
        },
        { ...closed, description: 'How much it must carry.' },
      ),
    ),
    latencyMs: maybe(
      Type.Number({ description: 'Longest time that an answer may take, in milliseconds.', minimum: 0 }),
    ),
    privacy: maybe(texts('What must be kept from whom, and why. One sentence each.')),
  },
  { ...closed, description: 'What the product needs: kept with every version, shown in the report.' },
);

const framing = Type.Object(
  {
    target: maybe(
      text('Name of the column to predict. Of anomalies: of a column that tells them, for measuring alone.'),
    ),
    category: maybe(
      oneOf(
        'Binary (one of two), multiclass (one of several) or regression (a number), inferred from the target; ranking (the order of rows in their list, by relevance); cluster (rows that are alike) or anomaly (rows that stand apart), which need none.',
        'binary',
        'multiclass',
        'regression',
        'ranking',
        'cluster',
        'anomaly',
      ),
    ),
    group: maybe(text('Ranking: the column that tells which list a row stands in, such as the query.')),
    heads: maybe(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          'Further columns that networks learn to tell at once with the target, each by a head of its own; no inputs.',
        minItems: 1,
      }),
    ),
    clusters: maybe(Type.Integer({ description: 'Cluster: how many there are.', minimum: 2, maximum: 1000 })),
    share: maybe(
      Type.Number({
        description: 'Anomaly: share of rows that is taken for anomalous; the threshold follows from it.',
        exclusiveMinimum: 0,
        maximum: 0.5,
      }),
    ),
    positive: maybe(
      Type.Union([Type.String(), Type.Number(), Type.Boolean()], {
        description:
          'Binary: the value whose probability is predicted. Inferred: yes, true, 1, churned and the like, else the rarer.',
      }),
    ),
    input: maybe(text('What is known when the prediction is made, in words.')),
    output: maybe(text('What the prediction is used for, in words.')),
  },
  { ...closed, description: 'What is predicted.' },
);

const evaluation = Type.Object(
  {
    primary: maybe(text('Metric by which models are ranked. Inferred: rocAuc, logLoss or rmse by category.')),
    metrics: maybe(texts('Metrics to measure. Inferred: every metric that fits the category.')),
    slices: maybe(texts('Columns to slice metrics by. Inferred: the first inputs of two to six values.')),
    interval: maybe(interval),
    crossValidation: maybe(
      Type.Object(
        {
          folds: maybe(Type.Integer({ description: 'Rounds of one repeat.', minimum: 2, maximum: 100 })),
          repeats: maybe(
            Type.Integer({
              description: 'How often rows are dealt to folds anew.',
              minimum: 1,
              maximum: 100,
            }),
          ),
          gapDays: maybe(
            Type.Number({
              description: 'Split by time: days between what is learned from and what is judged.',
              minimum: 0,
            }),
          ),
        },
        {
          ...closed,
          description:
            'Besides the one test part: every row to learn from is judged by models that did not learn from it.',
        },
      ),
    ),
    prequential: maybe(prequential),
    costs: maybe(
      Type.Object(
        {
          falsePositive: Type.Number({
            description: 'Cost of a yes that should have been a no.',
            minimum: 0,
          }),
          falseNegative: Type.Number({
            description: 'Cost of a no that should have been a yes.',
            minimum: 0,
          }),
        },
        {
          ...closed,
          description:
            'Binary: what each wrong decision costs, in any one unit. Declaring it makes the threshold the cheapest one.',
        },
      ),
    ),
  },
  { ...closed, description: 'How models are measured and ranked.' },
);

const serving = Type.Object(
  {
    threshold: maybe(
      Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Literal('f1'), Type.Literal('cost')], {
        description: "Binary: yes from this probability on; or 'f1' or 'cost': chosen on validation rows.",
      }),
    ),
    ...listening,
    shadow: maybe(
      Type.Boolean({
        description: 'Score every request with the challenger too, after the answer is sent.',
      }),
    ),
  },
  { ...closed, description: 'How the champion answers.' },
);

/** How often monitoring may be wrong. */
export const falseAlarmRate = Type.Number({
  description: 'Chance that a check of the whole system alarms when nothing has drifted.',
  minimum: 0.0001,
  maximum: 0.5,
});

const monitoring = Type.Object(
  {
    windowRows: maybe(
      Type.Integer({
        description: 'Rows of the live window that is compared with training.',
        minimum: 20,
        maximum: 1_000_000,
      }),
    ),
    falseAlarmRate: maybe(falseAlarmRate),
    columns: maybe(texts('Columns to watch. Inferred: every input of the model.')),
  },
  { ...closed, description: 'What is watched while it serves.' },
);

/** The shape of a whole design file. */
export const designShape = Type.Object(
  {
    name,
    kind: maybe(oneOf('Kind of system.', 'predict', 'recommend')),
    requirements: maybe(requirements),
    framing,
    data: Type.Union([Type.String({ minLength: 1 }), data], {
      description: 'Where the rows come from: one file, or sources, joins, columns and split in full.',
    }),
    features: maybe(
      Type.Record(
        Type.String(),
        Type.Union([Type.String({ minLength: 1 }), component, Type.Array(component)]),
        {
          description:
            'Steps that turn a column into model inputs, by column. Columns left out get what each model asks for.',
        },
      ),
    ),
    models: maybe(
      Type.Array(model, {
        description: 'Models to train, in this order. Inferred: the usual models of the category.',
        minItems: 1,
      }),
    ),
    training: maybe(training),
    evaluation: maybe(evaluation),
    serving: maybe(serving),
    monitoring: maybe(monitoring),
    retrain: maybe(retrainShape),
    alerts: maybe(alertsShape),
    seed,
  },
  closed,
);
