/** What a column of events is there for. */
export type Role = 'user' | 'item' | 'time' | 'value' | 'action' | ShownRole;
/** What is told of an impression besides. */
export type ShownRole = 'position' | 'request' | 'propensity';

/** The words of a name, in small letters: "userId", "user_id" and "USER ID" are "user id". */
export const wordsOf = (name: string): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();

const ID = '(?:id|ids|key|nr|no|number|num|code|hash|uuid|index|idx)';
const PEOPLE =
  'user|customer|client|person|people|member|visitor|account|reader|viewer|listener|buyer|shopper|player|student|subscriber|consumer|profile|reviewer';
const THINGS =
  'item|movie|film|product|article|content|song|track|artist|album|book|video|sku|stock|listing|page|area|game|joke|restaurant|recipe|place|venue|business|anime|course|post|story|news|offer|ad|podcast|show|beer|wine|repository|location|poi';

/** How columns are named that say these things; the patterns of a role are in order of how sure they are. */
const PATTERNS: Readonly<
  Record<Role | 'added' | 'share' | 'friends' | 'from' | 'friend', readonly RegExp[]>
> = {
  user: [new RegExp(`^(?:${PEOPLE})s?(?: ${ID})?$`), /^(?:uid|u id|userid|customerid|visitorid|memberid)$/],
  item: [
    new RegExp(`^(?:${THINGS})s?(?: ${ID})?$`),
    new RegExp(`^(?:iid|i id|pid|isbn|asin|itemid|movieid|productid|contentid|event ${ID})$`),
  ],
  time: [
    /^(?:timestamp|time stamp|ts|event time|event timestamp|time|date ?time)(?: (?:s|ms|utc|gmt))?$/,
    /(?:^| )(?:date|time|timestamp|at|when|day)$/,
  ],
  value: [
    /^(?:rating|ratings|stars|score|review score|grade|overall)$/,
    /^(?:progress|completion|completed|watched|share watched|watch share|share|watch ratio|played ratio|percent watched)$/,
  ],
  action: [
    /^(?:action|event type|action type|interaction type|interaction|activity|behaviou?r|behaviou?r type|verb|event name)$/,
    /^(?:event|type|kind)$/,
  ],
  position: [/^(?:position|pos|rank|slot|place)$/, /(?:^| )(?:position|rank|slot)$/],
  request: [
    /^(?:request|request id|slate|slate id|impression id|query id|page view id|list id|recommendation id)$/,
  ],
  propensity: [/^(?:propensity|propensity score|exposure probability|logging probability|pscore)$/],
  added: [
    /^(?:added|created|published|publication|shared|released|release|launched|launch|available)(?: (?:at|on|date|time|timestamp|ts|since|day))?$/,
  ],
  friends: [/^(?:friends?|buddies|contacts)(?: (?:ids?|list))?$/],
  from: [new RegExp(`^(?:${PEOPLE}|from|source|follower)(?: ${ID})?$`)],
  friend: [new RegExp(`^(?:friend|buddy|contact|followee|followed|other|to|target)(?: ${ID})?$`)],
  share: [
    /^(?:progress|completion|completed|watched|share watched|watch share|share|watch ratio|played ratio|percent watched)$/,
  ],
};

/** How sure the name of a column tells a role: 0 = surest; undefined = not at all. */
export function sureness(role: keyof typeof PATTERNS, name: string): number | undefined {
  const words = wordsOf(name);
  const place = PATTERNS[role].findIndex((pattern) => pattern.test(words));
  return place < 0 ? undefined : place;
}
