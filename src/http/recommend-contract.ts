import { type Static, Type } from 'typebox';
import type { Attributes } from '../contracts/product-event.ts';

/** The shapes of the routes of recommenders: see contract.ts. */

export const strict = { additionalProperties: false } as const;
const system = Type.Optional(
  Type.String({ description: 'Name of the system; may be left out when the project has one recommender.' }),
);
export const id = (what: string) => Type.String({ minLength: 1, maxLength: 512, description: what });
export const instant = (what: string) =>
  Type.Union([Type.Number(), Type.String({ maxLength: 64 })], {
    description: `${what}: milliseconds since 1970, or ISO 8601.`,
  });
export const attributes = (description: string) =>
  Type.Unsafe<Attributes>({
    type: 'object',
    additionalProperties: {
      anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }],
    },
    description,
  });
const k = Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Items to answer; 20.' }));
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
    context: Type.Optional(attributes('What is known of the moment, such as country or device.')),
    filters,
    k,
    cursor: Type.Optional(
      Type.String({ maxLength: 1_000_000, description: 'That of the page before, for the next one.' }),
    ),
    explain: Type.Optional(Type.Boolean({ description: 'Say of each item why it is there.' })),
    why: Type.Optional(
      Type.Array(id('An item.'), {
        maxItems: 100,
        description: 'Say of these items why they are not there.',
      }),
    ),
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
  steps: Type.Array(Type.Object({ step: Type.String(), before: Type.Integer(), after: Type.Integer() }), {
    description: 'Its place before and after each step, from 0; -1 = not in the list.',
  }),
  because: Type.Array(Type.Object({ item: Type.String(), share: Type.Number() }), {
    description: "Items of the user's past that had most to do with it.",
  }),
});

export const RecommendAnswer = Type.Object({
  system: Type.String(),
  version: Type.String({ description: 'Such as "movies@3".' }),
  id: Type.String({ description: 'Names the slate: send it as "requestId" with the events that follow.' }),
  items: Type.Array(
    Type.Object({
      ...shownItem,
      source: Type.String({ description: 'The retriever that had it furthest ahead.' }),
      propensity: Type.Number({ description: 'The chance with which it stands in this place.' }),
      predictedRating: Type.Optional(
        Type.Number({ description: 'What the user would rate it, where the design asks for ratings.' }),
      ),
      explanation: Type.Optional(ItemExplanation),
    }),
  ),
  cursor: Type.Union([Type.String(), Type.Null()], {
    description: 'For the next page; null = there is none.',
  }),
  degraded: Type.Optional(
    Type.String({ description: 'Why these are plain popular items: "late" or "failed".' }),
  ),
  missing: Type.Optional(
    Type.Array(
      Type.Object({
        item: Type.String(),
        because: Type.String({
          description:
            'unknown, gone, not-yet, excluded, not-retrieved, left-out (by "step") or too-low (at "place").',
        }),
        step: Type.Optional(Type.String()),
        place: Type.Optional(Type.Integer()),
      }),
    ),
  ),
});

export const SimilarBody = Type.Object({ system, item: id('The item.'), k, filters }, strict);
export type SimilarBody = Static<typeof SimilarBody>;

export const SimilarAnswer = Type.Object({
  system: Type.String(),
  version: Type.String(),
  items: Type.Array(Type.Object(shownItem)),
});

const event = {
  id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 128, description: 'Makes the event unique in its system.' }),
  ),
  type: Type.String({ maxLength: 64, description: 'What the user did: "view", "like".' }),
  at: Type.Optional(instant('When; now without it')),
  user: Type.String({ maxLength: 512 }),
  item: Type.String({ maxLength: 512 }),
  value: Type.Optional(Type.Number({ description: 'A rating, an amount, a share watched.' })),
  requestId: Type.Optional(
    Type.String({ maxLength: 64, description: 'The "id" of the slate that showed it.' }),
  ),
  position: Type.Optional(Type.Integer({ minimum: 0, description: 'Its place there, from 0.' })),
  context: Type.Optional(Type.Unsafe<Attributes>({ type: 'object' })),
};

/** One event, or "events" with many. */
export const EventsBody = Type.Object(
  {
    system,
    events: Type.Optional(Type.Array(Type.Object(event, strict), { minItems: 1, maxItems: 10_000 })),
    ...event,
    type: Type.Optional(event.type),
    user: Type.Optional(event.user),
    item: Type.Optional(event.item),
  },
  { ...strict, anyOf: [{ required: ['events'] }, { required: ['type', 'user', 'item'] }] },
);
export type EventsBody = Static<typeof EventsBody>;

export const EventsAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      result: Type.Union(['stored', 'duplicate', 'quarantined', 'rejected'].map((r) => Type.Literal(r))),
      because: Type.Optional(Type.String()),
    }),
    { description: 'One an event, in their order.' },
  ),
});

export const ItemsBody = Type.Object(
  {
    system,
    items: Type.Array(
      Type.Object(
        {
          item: id('Its id.'),
          attributes: Type.Optional(attributes('Those that are named change; null = missing.')),
          addedAt: Type.Optional(instant('When a new item was first there; now without it')),
        },
        strict,
      ),
      { minItems: 1, maxItems: 10_000 },
    ),
  },
  strict,
);
export type ItemsBody = Static<typeof ItemsBody>;

export const ItemsGoneBody = Type.Object(
  { system, items: Type.Array(id('Its id.'), { minItems: 1, maxItems: 10_000 }) },
  strict,
);
export type ItemsGoneBody = Static<typeof ItemsGoneBody>;

export const UsersBody = Type.Object(
  {
    system,
    users: Type.Array(
      Type.Object({ user: id('The id.'), attributes: attributes('Those that are named change.') }, strict),
      { minItems: 1, maxItems: 10_000 },
    ),
  },
  strict,
);
export type UsersBody = Static<typeof UsersBody>;

export const UserGoneBody = Type.Object({ system, user: id('The id.') }, strict);
export type UserGoneBody = Static<typeof UserGoneBody>;

export const CountAnswer = Type.Object({ stored: Type.Integer() });
export const ItemsGoneAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      item: Type.String(),
      result: Type.Union([Type.Literal('removed'), Type.Literal('unknown')]),
    }),
  ),
});
export const UserGoneAnswer = Type.Object({
  events: Type.Integer({ description: 'Events erased, and what was told of the user.' }),
  slates: Type.Integer(),
  files: Type.Integer({
    description: 'Files of versions and datasets that were written again without the user.',
  }),
});
