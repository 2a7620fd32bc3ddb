/**
 * All that is set in the world: each number with the published fact that it comes from, or the word "assumed".
 *
 * Everything else follows from these, the seed and the size of the town. Written before the first ranker; every result
 * prints the sha256 of this table (parameter-hash.ts), and every number can be halved and doubled (`scaled` in parameter-set.ts).
 */
interface Fact {
  readonly value: number;
  readonly unit: string;
  /** What it is in the world. */
  readonly about: string;
  /** The fact, and who published it; "measured" = counted by us in data that others published. */
  readonly source: string;
}

const DESKDROP = 'measured on CI&T Deskdrop 2016-17 (72,312 events of a real article feed)';
const LOG_ODDS = 'log-odds of opening';

export const facts = {
  // How people look.
  sessionsPerDay: {
    value: 2,
    unit: 'sessions',
    about: 'mean over readers of how often they come in a day',
    source:
      '2 sessions a day, 13 screens a session: "Metro\'s newsfeed algorithm" (slides of Metro, on its Android news feed; a small sample)',
  },
  sessionsSpread: {
    value: 0.8,
    unit: 'deviation of the log',
    about: 'how much readers differ in it',
    source: 'assumed',
  },
  postsPerSession: {
    value: 12.29,
    unit: 'posts',
    about: 'mean of how many posts a session scrolls through, inverse Gaussian',
    source:
      'half of 23,000 sessions end after 4 posts, 15 % go beyond 20: Socialbakers 2015, study of the Facebook news feed; the form: Luo et al. 2016, Browsing Regularities in Hedonic Content Systems. Solved for both quantiles',
  },
  postsPerSessionShape: {
    value: 2.76,
    unit: 'posts',
    about: 'shape of that distribution',
    source: 'as postsPerSession',
  },
  attentionExponent: {
    value: 0.5,
    unit: 'exponent',
    about: 'a post that is scrolled past is looked at with probability rank^-exponent (position bias)',
    source:
      'between none and the 1 of Joachims, Swaminathan and Schnabel 2017, Unbiased Learning-to-Rank with Biased Feedback; the form is theirs, 0.5 is assumed (a feed is scrolled, results of a search are not)',
  },
  peakHour: {
    value: 20,
    unit: 'hour',
    about: 'hour of the day around which readers have their own best hour',
    source:
      'most social at about 20 h, least at 8 h: Zeng et al. 2015, Circadian Rhythms in Socializing Propensity',
  },
  peakHourSpread: { value: 4, unit: 'hours', about: 'how much readers differ in it', source: 'assumed' },

  // What they do.
  openRate: {
    value: 0.08,
    unit: 'per look',
    about: 'opens (read on, view, play) of an average post by somebody who looks at it',
    source:
      'assumed: clicks on links alone are 0.008 to 0.022 of those reached (Fanpage Karma 2021, 96,000 Facebook pages) and 0.015 of impressions (measured on the Upworthy Research Archive, Matias et al. 2021); to read on, to view and to play come on top',
  },
  likePerOpen: {
    value: 0.094,
    unit: 'per open',
    about: 'likes',
    source: `${DESKDROP}: 5,745 likes of 61,086 views`,
  },
  commentPerOpen: {
    value: 0.026,
    unit: 'per open',
    about: 'comments',
    source: `${DESKDROP}: 1,611 comments`,
  },
  sharePerOpen: {
    value: 0.04,
    unit: 'per open',
    about: 'shares',
    source: `${DESKDROP}: 2,463 bookmarks, the nearest that it has`,
  },
  followPerOpen: {
    value: 0.023,
    unit: 'per open',
    about: 'follows of the author, by those who do not follow yet',
    source: `${DESKDROP}: 1,407 follows`,
  },
  hidePerLook: {
    value: 0.004,
    unit: 'per look',
    about: 'posts hidden',
    source:
      'between 0.0003 of those reached (median of 5,000 Facebook pages, EdgeRank Checker 2013) and 0.02 of views (PageLever in Fast Company 2012); the place between is assumed',
  },
  reportPerHide: {
    value: 0.087,
    unit: 'per hide',
    about: 'posts reported',
    source: '8 % of negative feedback reports, 92 % hides: EdgeRank Checker 2013',
  },
  passiveShare: {
    value: 0.47,
    unit: 'share of readers',
    about: 'readers who never like, comment, share, follow',
    source:
      '47 % of users of news do not participate at all: Reuters Institute Digital News Report 2023 (46 markets); 52 % on Deskdrop, measured',
  },
  activitySpread: {
    value: 0.8,
    unit: 'deviation of the log',
    about: 'how much the others differ in how readily they react',
    source: 'assumed',
  },
  questionShare: {
    value: 0.03,
    unit: 'per open',
    about: 'opens after which the reader is asked how satisfied he is, 1 to 5, and answers',
    source: 'assumed (Facebook asks "is this post worth your time?" and tells no share)',
  },
  dwellMedian: {
    value: 23,
    unit: 'seconds',
    about: 'median time with an opened post of middling length and satisfaction',
    source:
      'one visitor of an article in three stays under 15 s: Haile 2014, What You Think You Know About the Web Is Wrong (Chartbeat, 2 billion visits); solved for a log-normal with dwellSpread',
  },
  dwellSpread: {
    value: 1,
    unit: 'deviation of the log',
    about: 'spread of that time',
    source:
      'log-normal by kind of content: Yi et al. 2014, Beyond Clicks: Dwell Time for Personalization; 1 is assumed',
  },
  dwellBySatisfaction: {
    value: 0.8,
    unit: 'log seconds',
    about: 'how much longer who is fully satisfied stays than who is neither',
    source:
      'assumed; the direction: LinkedIn 2020, Understanding dwell time to improve LinkedIn feed ranking',
  },

  // What is posted.
  halfLifeHours: {
    value: 17.3,
    unit: 'hours',
    about: 'age at which the odds of opening a post have halved',
    source: `${DESKDROP}: median age of viewed articles; from 21 minutes (Twitter) to 24 hours (LinkedIn) in Graffius 2018, Half-Life for Posts on Different Social Media Platforms`,
  },
  lifeExponent: {
    value: 0.4,
    unit: 'exponent',
    about: 'attention fades as exp(-(age)^exponent)',
    source: 'stretched exponential of 0.4: Wu and Huberman 2007, Novelty and Collective Attention',
  },
  postsPerAuthorDay: { value: 1, unit: 'posts', about: 'mean over authors', source: 'assumed' },
  topTenthPosts: {
    value: 0.8,
    unit: 'share of posts',
    about: 'posts by the busiest tenth of the authors (Pareto)',
    source:
      'the busiest tenth of users wrote 80 % of the tweets: Pew Research Center 2019, Sizing Up Twitter Users',
  },
  clickbaitShare: {
    value: 0.335,
    unit: 'share of posts',
    about: 'posts that promise more than they hold',
    source:
      '33.54 % of headlines of mainstream media: Rony, Hassan and Yousuf 2017, Diving Deep into Clickbaits',
  },
  clickbaitPull: {
    value: 0.7,
    unit: LOG_ODDS,
    about: 'what that promise is worth',
    source: 'people click more and read less: Mosseri (Facebook) 2016; the size, odds times two, is assumed',
  },
  clickbaitLetdown: {
    value: 1.6,
    unit: 'log-odds of satisfaction',
    about: 'what it costs once opened',
    source:
      'in 80 % of cases people prefer other headlines: El-Arini and Tang (Facebook) 2014; the size is assumed',
  },
  qualitySpread: {
    value: 0.69,
    unit: LOG_ODDS,
    about: 'how much posts differ for everybody alike',
    source:
      'deviation of click rates over their mean 0.78 between headlines: measured on the Upworthy Research Archive',
  },
  qualitySatisfaction: {
    value: 0.7,
    unit: 'log-odds of satisfaction',
    about: 'what a deviation of quality is worth once opened',
    source: 'assumed',
  },
  qualityOfAppeal: {
    value: 0.5,
    unit: 'correlation',
    about: 'between what makes a post opened and what makes it good to have read',
    source: 'assumed',
  },
  duplicateShare: {
    value: 0.03,
    unit: 'share of posts',
    about: 'posts that tell again what another one told',
    source: '3 % of 1 M tweets are repeated: Wiselytics, Should You Repeat Your Tweets',
  },
  threadShare: { value: 0.1, unit: 'share of posts', about: 'posts that go on a thread', source: 'assumed' },
  imageShare: { value: 0.4, unit: 'share of posts', about: 'posts with a picture', source: 'assumed' },
  videoShare: { value: 0.15, unit: 'share of posts', about: 'posts with a video', source: 'assumed' },
  secondLanguageShare: {
    value: 0.43,
    unit: 'share of readers and authors',
    about: 'those of the second language',
    source: 'measured on CI&T Deskdrop: 91 of the 213 most used articles',
  },
  bilingualShare: { value: 0.3, unit: 'share of readers', about: 'who reads both', source: 'assumed' },

  // Who knows whom.
  followsMedian: {
    value: 15,
    unit: 'authors',
    about: 'followed by the median reader',
    source: '74 on Twitter (Pew Research Center 2019); fewer for a town, assumed',
  },
  followsSpread: {
    value: 1.1,
    unit: 'deviation of the log',
    about: 'how much readers differ in it',
    source: 'median 74, and 456 for the busiest tenth: Pew Research Center 2019',
  },
  followerExponent: {
    value: 2.276,
    unit: 'exponent',
    about: 'power law of the number of followers of an author',
    source: 'Kwak et al. 2010, What is Twitter, a Social Network or a News Media?',
  },
  friendsMean: {
    value: 13.6,
    unit: 'readers',
    about: 'friends who matter to a reader',
    source: '13.6 of 150 contacts: Dunbar 2016, Do online social media cut through the constraints',
  },
  closeFriends: {
    value: 4.1,
    unit: 'readers',
    about: 'those who are close among them',
    source: 'Dunbar 2016, likewise',
  },

  // What draws whom.
  tasteConcentration: {
    value: 0.3,
    unit: 'Dirichlet',
    about: 'the smaller, the fewer topics a reader cares for',
    source: 'assumed',
  },
  tasteWeight: {
    value: 2.4,
    unit: LOG_ODDS,
    about: 'between the topic that a reader likes best and one that leaves him cold',
    source:
      'assumed: twice the 1.2 of news of the other political side, opened 70 % less (Bakshy, Messing and Adamic 2015, Exposure to ideologically diverse news): one cares for the other side more than for nothing',
  },
  authorSpread: {
    value: 0.6,
    unit: LOG_ODDS,
    about: 'own liking of a reader for an author',
    source: 'assumed',
  },
  followWeight: { value: 0.8, unit: LOG_ODDS, about: 'an author who is followed', source: 'assumed' },
  friendWeight: {
    value: 0.8,
    unit: LOG_ODDS,
    about: 'an author who is the closest friend',
    source: 'assumed',
  },
  mentionWeight: { value: 1, unit: LOG_ODDS, about: 'a post that mentions the reader', source: 'assumed' },
  socialWeight: { value: 0.4, unit: LOG_ODDS, about: 'a post that friends liked', source: 'assumed' },
  deviceWeight: {
    value: 0.4,
    unit: LOG_ODDS,
    about: 'short and video on a phone, long on a desk, against the reverse',
    source: 'assumed; the direction: Yi et al. 2014',
  },
  hourWeight: {
    value: 0.3,
    unit: LOG_ODDS,
    about: 'a topic at its hour against the opposite hour',
    source:
      'news in the morning, games at night: Böhmer et al. 2011, Falling Asleep with Angry Birds; size assumed',
  },
  languageWeight: { value: 3, unit: LOG_ODDS, about: 'lost on who cannot read it', source: 'assumed' },
  fashionSpread: {
    value: 0.5,
    unit: LOG_ODDS,
    about: 'how far a topic is in or out of fashion',
    source: 'assumed',
  },
  fashionDays: {
    value: 2,
    unit: 'days',
    about: 'time in which a fashion fades to a third',
    source: 'assumed',
  },
  topicFatigue: {
    value: 0.25,
    unit: LOG_ODDS,
    about: 'lost for each post of the same topic above it in the session',
    source: 'assumed',
  },
  authorFatigue: {
    value: 0.4,
    unit: LOG_ODDS,
    about: 'lost likewise for the same author',
    source: 'assumed',
  },
  repeatFatigue: {
    value: 2,
    unit: LOG_ODDS,
    about: 'lost by a post that tells what the reader has been shown',
    source:
      'assumed (the second tweet of the same news still gets 86 % of the first, over readers of whom most had not seen it: Wiselytics)',
  },
  satisfactionBase: {
    value: 0.6,
    unit: 'log-odds of satisfaction',
    about: 'of an honest post of middling quality for a reader who cares for it as for the average',
    source: 'assumed',
  },
  satisfactionWeight: {
    value: 0.8,
    unit: 'log-odds of satisfaction per log-odds of opening',
    about: 'how far that which draws a reader to a post also pleases him in it',
    source: 'assumed',
  },

  // What an impression is truly worth: declared, not found.
  valueSatisfaction: {
    value: 1,
    unit: 'value',
    about: 'an opened post times satisfaction, from -1 to 1: the unit of all values',
    source: 'declared',
  },
  valueLike: { value: 0.1, unit: 'value', about: 'a like, beyond the satisfaction', source: 'declared' },
  valueComment: { value: 0.3, unit: 'value', about: 'a comment', source: 'declared' },
  valueShare: { value: 0.3, unit: 'value', about: 'a share', source: 'declared' },
  valueFollow: { value: 0.5, unit: 'value', about: 'a follow', source: 'declared' },
  costHide: { value: 2, unit: 'value', about: 'a post hidden', source: 'declared' },
  costReport: { value: 5, unit: 'value', about: 'a post reported', source: 'declared' },
} as const satisfies Record<string, Fact>;
