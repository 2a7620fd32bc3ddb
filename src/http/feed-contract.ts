import { type Static, Type } from 'typebox';
import { attributes, id, instant, strict } from './recommend-contract.ts';

/** The shapes of the routes of feeds: see contract.ts. */

const system = Type.Optional(
  Type.String({ description: 'Name of the system; may be left out when the project has one feed.' }),
);

export const FeedBody = Type.Object(
  {
    system,
    reader: Type.Optional(id('For whom; somebody unknown gets what is right for anybody.')),
    context: Type.Optional(attributes('What is known of the moment, such as the device.')),
    k: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Posts to answer; 20.' })),
    cursor: Type.Optional(
      Type.String({ maxLength: 1_000_000, description: 'That of the page before, for the next one.' }),
    ),
    explain: Type.Optional(Type.Boolean({ description: 'Say of each post why it is there.' })),
    why: Type.Optional(
      Type.Array(id('A post.'), {
        maxItems: 100,
        description: 'Say of these posts why they are not there.',
      }),
    ),
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
  steps: Type.Array(Type.Object({ step: Type.String(), before: Type.Integer(), after: Type.Integer() }), {
    description: 'Its place before and after each step, from 0; -1 = not in the list.',
  }),
});

export const FeedReply = Type.Object({
  system: Type.String(),
  version: Type.String({ description: 'Such as "town@3".' }),
  id: Type.String({ description: 'Names the page: send it as "requestId" with the events that follow.' }),
  posts: Type.Array(
    Type.Object({
      post: Type.String(),
      value: Type.Number({ description: 'What is expected of it: the sum over heads of worth x chance.' }),
      heads: numbers('What is expected of each head; empty on a plain page.'),
      source: Type.String({ description: 'The source that had it furthest ahead.' }),
      propensity: Type.Number({ description: 'The chance with which it stands in this place.' }),
      back: Type.Optional(Type.String({ description: 'Why a post that was seen is back: "new-comments".' })),
      explanation: Type.Optional(Explanation),
    }),
  ),
  cursor: Type.Union([Type.String(), Type.Null()], {
    description: 'For the next page; null = there is none.',
  }),
  worth: numbers('By head, what one of each was worth.'),
  degraded: Type.Optional(
    Type.String({ description: 'Why these are plain popular posts: "late" or "failed".' }),
  ),
  missing: Type.Optional(
    Type.Array(
      Type.Object({
        post: Type.String(),
        because: Type.String({
          description:
            'unknown, gone, not-yet, earlier-page, seen, muted, hidden, too-old, flagged, not-gathered, left-out (by "step") or too-low (at "place").',
        }),
        step: Type.Optional(Type.String()),
        place: Type.Optional(Type.Integer()),
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
