import { type Static, Type } from 'typebox';
import {
  id,
  instant,
  missingFacts,
  pageFacts,
  pageQuestion,
  propensity,
  steps,
  strict,
  systemOf,
} from './product-contract.ts';

/** The shapes of the routes of feeds: see contract.ts. */

const system = systemOf('feed');

export const FeedBody = Type.Object(
  {
    system,
    reader: Type.Optional(id('For whom; somebody unknown gets what is right for anybody.')),
    ...pageQuestion('post'),
  },
  strict,
);
export type FeedBody = Static<typeof FeedBody>;

const numbers = (description: string) => Type.Record(Type.String(), Type.Number(), { description });

const Explanation = Type.Object({
  sources: Type.Array(Type.Object({ source: Type.String(), place: Type.Integer() })),
  contributions: Type.Array(Type.Object({ head: Type.String(), value: Type.Number() }), {
    description: 'What each head adds to its value, strongest first.',
  }),
  steps,
});

export const FeedReply = Type.Object({
  ...pageFacts('post'),
  posts: Type.Array(
    Type.Object({
      post: Type.String(),
      value: Type.Number({ description: 'What is expected of it: the sum over heads of worth x chance.' }),
      heads: numbers('What is expected of each head; empty on a plain page.'),
      source: Type.String({ description: 'The source that had it furthest ahead.' }),
      propensity,
      back: Type.Optional(Type.String({ description: 'Why a post that was seen is back: "new-comments".' })),
      explanation: Type.Optional(Explanation),
    }),
  ),
  worth: numbers('By head, what one of each was worth.'),
  missing: Type.Optional(
    Type.Array(
      Type.Object({
        post: Type.String(),
        ...missingFacts(
          'unknown, gone, not-yet, earlier-page, seen, muted, hidden, too-old, flagged, not-gathered, left-out (by "step") or too-low (at "place").',
        ),
      }),
    ),
  ),
});

export const TiesBody = Type.Object(
  {
    system,
    ties: Type.Array(
      Type.Object(
        {
          tie: Type.Union([Type.Literal('follow'), Type.Literal('friend')], {
            description: 'follow: "from" is a reader and "to" an author. friend: both are readers.',
          }),
          from: id('A reader.'),
          to: id('An author, or a reader.'),
          since: Type.Optional(instant('Since when; now without it')),
          closeness: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
          gone: Type.Optional(Type.Boolean({ description: 'True cuts the tie.' })),
        },
        strict,
      ),
      { minItems: 1, maxItems: 10_000 },
    ),
  },
  strict,
);
export type TiesBody = Static<typeof TiesBody>;

export const WorthBody = Type.Object(
  {
    system,
    worth: Type.Union([numbers('By head.'), Type.Null()], {
      description:
        'What one of each head is worth from the next page on; heads that are not named keep what the design says. null = all do.',
    }),
    why: Type.Optional(Type.String({ maxLength: 1000, description: 'A reason, for the record.' })),
  },
  strict,
);
export type WorthBody = Static<typeof WorthBody>;

export const WorthAnswer = Type.Object({
  system: Type.String(),
  worth: numbers('By head, what one of each is worth now.'),
});
