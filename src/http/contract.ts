import { type Static, Type } from 'typebox';
import { RECORD_KINDS } from '../contracts/record.ts';

/** The shapes of /v1: requests are checked against them, /openapi.json shows them, clients may import their types. */

const system = Type.String({ description: 'Name of the system; may be left out when the project has one.' });
const predictionId = Type.String({ description: 'The "id" of a prediction.', maxLength: 64 });
/** Not Type.Record: its pattern would be matched against every name of every row. */
const row = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  description: 'Values by column name; a column that is null or left out is missing.',
});

export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String({ description: 'Stable, such as "serve/row".' }),
    message: Type.String({ description: 'What is, and what was expected.' }),
    fix: Type.String({ description: 'What can be done about it.' }),
    requestId: Type.String(),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;

export const PredictBody = Type.Object(
  {
    system: Type.Optional(system),
    rows: Type.Array(row, { minItems: 1 }),
    explain: Type.Optional(Type.Boolean({ description: 'Add the contribution of each column.' })),
  },
  { additionalProperties: false },
);
export type PredictBody = Static<typeof PredictBody>;

const Explanation = Type.Object({
  base: Type.Number({ description: 'Raw score of a row of which nothing is known.' }),
  contributions: Type.Array(
    Type.Object({ column: Type.String(), value: Type.Unknown(), contribution: Type.Number() }),
  ),
});

const PredictionAnswer = Type.Object({
  id: Type.String(),
  score: Type.Number({
    description: 'Binary: P(positive class). Multiclass: P of the label. Regression: the value.',
  }),
  scores: Type.Optional(
    Type.Record(Type.String(), Type.Number(), { description: 'Multiclass: P by class.' }),
  ),
  label: Type.Optional(Type.String()),
  threshold: Type.Optional(Type.Number()),
  heads: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({
        score: Type.Number(),
        scores: Type.Optional(Type.Record(Type.String(), Type.Number())),
        label: Type.Optional(Type.String()),
      }),
      { description: 'By further target: as score, scores and label are of the target.' },
    ),
  ),
  explanations: Type.Optional(Type.Array(Explanation, { description: 'One; for multiclass one a class.' })),
});

export const PredictAnswer = Type.Object({
  system: Type.String(),
  version: Type.String({ description: 'Such as "churn@3".' }),
  predictions: Type.Array(PredictionAnswer),
});
export type PredictAnswer = Static<typeof PredictAnswer>;

const label = {
  predictionId,
  value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()], {
    description: 'What really happened: the class as it stands in the data, or the number.',
  }),
  id: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 128,
      description: 'Makes the label unique; without it one a prediction.',
    }),
  ),
};

export const FeedbackBody = Type.Object(
  {
    system: Type.Optional(system),
    labels: Type.Array(Type.Object(label, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 10_000,
    }),
  },
  { additionalProperties: false },
);
export type FeedbackBody = Static<typeof FeedbackBody>;

export const FeedbackAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      predictionId: Type.String(),
      result: Type.Union(['stored', 'duplicate', 'quarantined', 'rejected'].map((r) => Type.Literal(r))),
      because: Type.Optional(Type.String()),
    }),
  ),
});
export type FeedbackAnswer = Static<typeof FeedbackAnswer>;

const why = Type.Optional(Type.String({ maxLength: 1000, description: 'A reason, for the record.' }));

const by = Type.Optional(
  Type.String({ minLength: 1, maxLength: 100, description: 'Who asks, for the record.' }),
);

export const DeployBody = Type.Object(
  { system: Type.Optional(system), version: Type.Integer({ minimum: 1 }), by, why },
  { additionalProperties: false },
);
export type DeployBody = Static<typeof DeployBody>;

export const RollbackBody = Type.Object(
  { system: Type.Optional(system), by, why },
  { additionalProperties: false },
);
export type RollbackBody = Static<typeof RollbackBody>;

export const DeployAnswer = Type.Object({
  system: Type.String(),
  action: Type.String(),
  version: Type.String(),
  from: Type.Union([Type.String(), Type.Null()]),
});
export type DeployAnswer = Static<typeof DeployAnswer>;

export const RecordsBody = Type.Object(
  {
    records: Type.Array(
      Type.Object(
        {
          kind: Type.Union(RECORD_KINDS.map((k) => Type.Literal(k))),
          system: Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' }),
          id: Type.Union([Type.String({ maxLength: 256 }), Type.Null()]),
          at: Type.Number(),
          body: Type.String(),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 10_000 },
    ),
  },
  { additionalProperties: false },
);
export type RecordsBody = Static<typeof RecordsBody>;
