import { sureness, wordsOf } from '../recommend/column-words.ts';

/** What a column of a table of a feed is there for. */
export type FeedRole =
  | 'reader'
  | 'post'
  | 'type'
  | 'at'
  | 'value'
  | 'request'
  | 'position'
  | 'propensity'
  | 'published'
  | 'author'
  | 'topic'
  | 'text'
  | 'group'
  | 'from'
  | 'to'
  | 'friend'
  | 'since'
  | 'closeness';

const ID = '(?:id|ids|key|nr|no|number|code|hash|uuid)';

/** How columns are named that say these things, surest first; the others go by the words of recommenders. */
const PATTERNS: Partial<Record<FeedRole, readonly RegExp[]>> = {
  value: [/^(?:value|amount)$/, /^(?:seconds|secs|dwell|dwell seconds|duration|stars|score|rating)$/],
  request: [new RegExp(`^(?:request|page|slate|impression set|feed request|page view)(?: ${ID})?$`)],
  position: [/^(?:position|rank|slot|place|pos)$/],
  propensity: [/^(?:propensity|propensity score|probability|prob)$/],
  author: [
    new RegExp(`^(?:author|creator|publisher|poster|writer|owner|channel)(?: (?:person|user))?(?: ${ID})?$`),
  ],
  topic: [/^(?:topic|category|section|subject|theme|genre)(?: (?:id|name))?$/],
  text: [/^(?:text|body|content|message|post)$/, /^(?:title|headline|summary|description)$/],
  group: [new RegExp(`^(?:thread|group|story|cluster|duplicate group|conversation)(?: ${ID})?$`)],
  from: [new RegExp(`^(?:follower|reader|user|person|member|from|source)(?: ${ID})?$`)],
  to: [new RegExp(`^(?:author|followee|followed|creator|publisher|channel|to|target)(?: ${ID})?$`)],
  friend: [new RegExp(`^(?:friend|other|to|target|neighbou?r)(?: ${ID})?$`)],
  closeness: [/^(?:closeness|strength|weight|tie strength)$/],
};
const SHARED = {
  reader: 'user',
  post: 'item',
  type: 'action',
  at: 'time',
  published: 'added',
  since: 'time',
} as const;

/** How sure the name of a column tells a role: 0 = surest; undefined = not at all. */
export function feedSureness(role: FeedRole, name: string): number | undefined {
  if (role === 'since' && /^(?:since|from day|days?)$/.test(wordsOf(name))) return 0;
  if (role in SHARED) return sureness(SHARED[role as keyof typeof SHARED], name);
  const place = PATTERNS[role]!.findIndex((pattern) => pattern.test(wordsOf(name)));
  return place < 0 ? undefined : place;
}

/** What the name of an event says of it. */
export type ActionKind =
  | 'impression'
  | 'open'
  | 'dwell'
  | 'like'
  | 'comment'
  | 'share'
  | 'save'
  | 'follow'
  | 'hide'
  | 'mute'
  | 'report'
  | 'question';

const ACTIONS: readonly (readonly [ActionKind, RegExp])[] = [
  ['impression', /^(?:impression|impressed|shown|show|served|seen|exposure)s?$/],
  ['question', /^(?:satisfaction|survey|question|answer|feedback)s?$/],
  ['dwell', /(?:^| )(?:dwell|dwelled|time spent|watch time|read time)(?: |$)/],
  ['report', /(?:^| )report(?:ed)?(?: |$)/],
  ['mute', /(?:^| )(?:mute|muted|block|blocked|unfollow|unfollowed)(?: |$)/],
  ['hide', /(?:^| )(?:hide|hid|hidden|dislike|disliked|not interested|see less|dismiss|dismissed)(?: |$)/],
  ['comment', /(?:^| )(?:comment|commented|comments|reply|replied)(?: |$)/],
  ['share', /(?:^| )(?:share|shared|repost|reposted|retweet|forward)(?: |$)/],
  ['save', /(?:^| )(?:save|saved|bookmark|bookmarked)(?: |$)/],
  ['follow', /(?:^| )(?:follow|followed|connect|connected|subscribe|subscribed)(?: |$)/],
  ['like', /(?:^| )(?:like|liked|love|loved|upvote|reaction|favou?rite|clap)(?: |$)/],
  ['open', /(?:^| )(?:open|opened|click|clicked|view|viewed|read|expand|play)(?: |$)/],
];

/** What a type of event is, as far as its name tells. */
export const actionKind = (type: string): ActionKind | undefined =>
  ACTIONS.find(([, pattern]) => pattern.test(wordsOf(type)))?.[0];
