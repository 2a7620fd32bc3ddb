import { Type } from 'typebox';
import { closed, component, maybe, oneOf } from './schema-parts.ts';

/** The shape of `training`: how models are fitted, beyond what each model's parameters say. */
export const training = Type.Object(
  {
    imbalance: maybe(
      Type.Union([...component.anyOf], {
        description:
          'What is done about classes of unlike size: a balancer; probabilities keep to the true shares.',
      }),
    ),
    calibration: maybe(
      Type.Union([Type.Literal('none'), ...component.anyOf], {
        description:
          "How probabilities are made to come true, learned on validation rows; 'none' = left alone.",
      }),
    ),
    learningCurve: maybe(
      Type.Boolean({
        description:
          'True fits the best model on growing parts of the rows too, to tell what more rows would bring.',
      }),
    ),
    from: maybe(
      oneOf(
        'Where the model that is kept begins: from nothing, or, of models that can, from the champion. Inferred: nothing.',
        'nothing',
        'champion',
      ),
    ),
    parallel: maybe(
      oneOf(
        "How threads share out models that can be in two ways: rows ('data'), or shards of embeddings and blocks of weights ('model'). Inferred: 'model'.",
        'data',
        'model',
      ),
    ),
  },
  { ...closed, description: 'How models are fitted, beyond their own parameters.' },
);
