import { type Static, Type } from 'typebox';
import {
  howMany,
  id,
  missingFacts,
  pageFacts,
  pageQuestion,
  propensity,
  steps,
  strict,
  systemOf,
} from './product-contract.ts';

/** The shapes of the routes of recommenders: see contract.ts. */

const system = systemOf('recommender');

const filters = Type.Optional(
  Type.Array(
    Type.Object(
      {
        attribute: Type.String({ maxLength: 256 }),
        is: Type.Optional(
          Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
            minItems: 1,
            maxItems: 1000,
          }),
        ),
        from: Type.Optional(Type.Number()),
        to: Type.Optional(Type.Number()),
      },
      strict,
    ),
    {
      maxItems: 32,
      description: 'Only items whose attribute has any of these values, or lies in the range.',
    },
  ),
);

export const RecommendBody = Type.Object(
  {
    system,
    user: Type.Optional(id('Whom to recommend for; somebody unknown gets what is right for anybody.')),
    filters,
    ...pageQuestion('item'),
  },
  strict,
);
export type RecommendBody = Static<typeof RecommendBody>;

const shownItem = {
  item: Type.String(),
  score: Type.Number(),
};

const ItemExplanation = Type.Object({
  sources: Type.Array(Type.Object({ retriever: Type.String(), place: Type.Integer(), score: Type.Number() })),
  contributions: Type.Array(Type.Object({ feature: Type.String(), value: Type.Number() })),
  steps,
  because: Type.Array(Type.Object({ item: Type.String(), share: Type.Number() }), {
    description: "Items of the user's past that had most to do with it.",
  }),
});

export const RecommendAnswer = Type.Object({
  ...pageFacts('item'),
  items: Type.Array(
    Type.Object({
      ...shownItem,
      source: Type.String({ description: 'The retriever that had it furthest ahead.' }),
      propensity,
      predictedRating: Type.Optional(
        Type.Number({ description: 'What the user would rate it, where the design asks for ratings.' }),
      ),
      explanation: Type.Optional(ItemExplanation),
    }),
  ),
  missing: Type.Optional(
    Type.Array(
      Type.Object({
        item: Type.String(),
        ...missingFacts(
          'unknown, gone, not-yet, excluded, not-retrieved, left-out (by "step") or too-low (at "place").',
        ),
      }),
    ),
  ),
});

export const SimilarBody = Type.Object(
  { system, item: id('The item.'), k: howMany('Items'), filters },
  strict,
);
export type SimilarBody = Static<typeof SimilarBody>;

export const SimilarAnswer = Type.Object({
  system: Type.String(),
  version: Type.String(),
  items: Type.Array(Type.Object(shownItem)),
});
