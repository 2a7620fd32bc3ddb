import { defineSystem } from 'millwright';

// The tables are made: node world/main.ts log --until-now writes them to data/.
export default defineSystem({
  kind: 'feed',

  requirements: {
    objective: 'readers find posts that they are glad to have read',
    constraints: ['a post that a reader was shown comes back only when it is discussed anew'],
    latencyMs: 50,
    privacy: ['readers are known by a number alone'],
  },

  framing: {
    // What one of each is worth to us. A click is little: who stays was pleased, who hides a post was not.
    objectives: {
      value: { open: 0.1, dwell: 0.01, like: 0.5, comment: 0.7, share: 0.7, follow: 1, hide: -2 },
      opens: { open: 1 },
      dwell: { dwell: 1 },
      reactions: { like: 1, comment: 1, share: 1, follow: 1 },
    },
  },

  data: {
    events: { file: 'data/events.csv', collectedBy: 'world/, a made town', trust: 'high' },
    posts: {
      file: 'data/posts.csv',
      group: 'group',
      vector: Array.from({ length: 8 }, (_, i) => `vector${i}`),
    },
    readers: 'data/readers.csv',
    follows: 'data/follows.csv',
    friends: 'data/friendships.csv',
  },

  filters: { mostAgeHours: 72 },
  evaluation: { staleness: false },

  alerts: [
    { when: 'errorRate', above: 0.01, for: '5m' },
    { when: 'p95Ms', above: 50, for: '5m' },
    { when: 'degradedRate', above: 0.01, for: '5m' },
    // Readers who do nothing are readers whose events are lost.
    { when: 'eventsPerSecond', below: 0.1, for: '10m' },
    { when: 'lostAnswers', above: 0, for: '0m' },
    { when: 'outcomeDrop', above: 0 },
  ],
});
