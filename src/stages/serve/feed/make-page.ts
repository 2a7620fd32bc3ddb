import type { StepChoice } from '../../../contracts/design.ts';
import type { FeedPage } from '../../../contracts/feed-page.ts';
import type { PageLine } from '../../../contracts/page-line.ts';
import type { OpenFeed } from '../../../recipe/feed/open-feed.ts';
import type { LiveFeed } from './live-feed.ts';
import type { OpenFeedVersion } from './open-feed-version.ts';

/** All that a page follows from, besides the version and what is known: what is logged of a request. */
export type PageQuestion = Pick<
  PageLine,
  'at' | 'user' | 'k' | 'context' | 'before' | 'seed' | 'worth' | 'degraded'
>;

/** A version over what is known: they change together or not at all. */
export class PageMaker {
  readonly version: OpenFeedVersion;
  readonly live: LiveFeed;
  readonly #feed: OpenFeed;

  constructor(version: OpenFeedVersion, live: LiveFeed) {
    this.version = version;
    this.live = live;
    this.#feed = version.open(live.known);
  }

  /** By head, what one of each is worth now. */
  get worth(): Readonly<Record<string, number>> {
    const { objectives, rankBy } = this.version.fitted.design.framing;
    return { ...objectives[rankBy], ...this.live.worth };
  }

  /**
   * The page for a question: the same for the same version, knowledge and question, now and in a replay.
   *
   * @param steps in place of the rerankers of the design, to try others
   */
  make(
    question: PageQuestion,
    explain: boolean,
    why?: readonly number[],
    steps?: readonly StepChoice[],
  ): FeedPage {
    const { known } = this.live;
    const { user, at, k, context, before, seed, worth, degraded } = question;
    const posts = known.postTable.items;
    const request = {
      reader: (user === null ? undefined : known.readers.find(user)) ?? -1,
      k,
      now: at,
      context,
      before: before.flatMap((id) => posts.find(id) ?? []),
      worth,
      seed,
      explain,
      ...(why && { why }),
      ...(steps && { steps }),
    };
    return degraded === undefined ? this.#feed.page(request, known) : this.#feed.popular(request, known);
  }

  /** What a page came to, in the words of the log. */
  told({ entries }: FeedPage): Pick<PageLine, 'items' | 'scores' | 'sources' | 'propensities' | 'heads'> {
    const { ids } = this.live.known.postTable.items;
    return {
      items: entries.map(({ post }) => ids[post]!),
      scores: entries.map(({ value }) => value),
      sources: entries.map(({ source }) => source),
      propensities: entries.map(({ propensity }) => propensity),
      heads: entries.map(({ heads }) => heads),
    };
  }
}
