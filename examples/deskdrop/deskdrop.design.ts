import { defineSystem } from 'millwright';

// The two files are not in this repository: see README.md.
export default defineSystem({
  kind: 'feed',

  requirements: {
    objective: 'colleagues find articles that are worth their time',
    privacy: ['people are known by a number alone'],
  },

  data: {
    events: {
      file: 'interactions_full.parquet',
      reader: 'person_id',
      post: 'content_id',
      type: 'event_type',
      at: 'ts',
      collectedBy: 'CI&T',
      trust: 'high',
    },
    posts: {
      file: 'articles_top213.parquet',
      author: 'author_person_id',
      // It is counted over the whole year, and would tell the future.
      columns: { total_events: { drop: true } },
    },
    // What was shown, nobody noted: beside each article that was opened some are drawn that others opened.
    impressions: { opens: 'VIEW', negatives: 4, days: 14 },
  },
});
