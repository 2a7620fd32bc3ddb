import { type Static, Type } from 'typebox';
import type { Attributes } from '../contracts/product-event.ts';

/** The shapes that recommenders and feeds share: what is asked of a page, and what a product tells of itself. See contract.ts. */

export const strict = { additionalProperties: false } as const;

/** of: what a project must have one of, for the name to be left out. */
export const systemOf = (of: string) =>
  Type.Optional(
    Type.String({ description: `Name of the system; may be left out when the project has one ${of}.` }),
  );
const system = systemOf('recommender or feed');

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

/** things: "items". */
export const howMany = (things: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: `${things} to answer; 20.` }));

/** What may be asked of any page. thing: "item". */
export const pageQuestion = (thing: string) => ({
  context: Type.Optional(attributes('What is known of the moment, such as the device.')),
  k: howMany(`${thing[0]!.toUpperCase()}${thing.slice(1)}s`),
  cursor: Type.Optional(
    Type.String({ maxLength: 1_000_000, description: 'That of the page before, for the next one.' }),
  ),
  explain: Type.Optional(Type.Boolean({ description: `Say of each ${thing} why it is there.` })),
  why: Type.Optional(
    Type.Array(id(`One ${thing}.`), {
      maxItems: 100,
      description: `Say of these ${thing}s why they are not there.`,
    }),
  ),
});

/** What any page tells of itself besides what it shows. thing: "item". */
export const pageFacts = (thing: string) => ({
  system: Type.String(),
  version: Type.String({ description: 'Such as "movies@3".' }),
  id: Type.String({ description: 'Names the page: send it as "requestId" with the events that follow.' }),
  cursor: Type.Union([Type.String(), Type.Null()], {
    description: 'For the next page; null = there is none.',
  }),
  degraded: Type.Optional(
    Type.String({ description: `Why these are plain popular ${thing}s: "late" or "failed".` }),
  ),
});

/** Why something is not shown. because: the words there are. */
export const missingFacts = (because: string) => ({
  because: Type.String({ description: because }),
  step: Type.Optional(Type.String()),
  place: Type.Optional(Type.Integer()),
});

export const propensity = Type.Number({ description: 'The chance with which it stands in this place.' });

export const steps = Type.Array(
  Type.Object({ step: Type.String(), before: Type.Integer(), after: Type.Integer() }),
  { description: 'Its place before and after each step, from 0; -1 = not in the list.' },
);

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
      Type.Object(
        {
          user: id('The id.'),
          attributes: attributes('Those that are named change.'),
          friends: Type.Optional(
            Type.Array(id('The id of a user.'), {
              maxItems: 10_000,
              description:
                'Whom he names a friend from now on, where the design of a recommender has a user graph; of a feed see /v1/ties.',
            }),
          ),
        },
        strict,
      ),
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
