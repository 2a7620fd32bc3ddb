import type { RecommendReportFacts } from '../../contracts/report.ts';
import { clipped } from './names.ts';
import { page } from './page.ts';
import { aheadSection } from './recommend/ahead.ts';
import { eventsSection } from './recommend/events.ts';
import { recommendHeadline } from './recommend/headline.ts';
import { recommendLeaderboard } from './recommend/leaderboard.ts';
import { recommendDesign, recommendLineage, recommendSplits } from './recommend/lineage.ts';
import { rankingSlices, rankingTable } from './recommend/metrics.ts';
import { objectiveSection } from './recommend/objectives.ts';
import { ratingSection } from './recommend/ratings.ts';
import { retrieversTried } from './recommend/retrievers.ts';
import { shownSection } from './recommend/shown.ts';
import { vectorSearchSection } from './recommend/vector-search.ts';
import type { Section } from './section.ts';

/** In the order in which a person who decides reads. */
const sections: readonly ((facts: RecommendReportFacts) => Section | null)[] = [
  recommendLeaderboard,
  objectiveSection,
  retrieversTried,
  rankingSlices,
  rankingTable,
  shownSection,
  aheadSection,
  vectorSearchSection,
  ratingSection,
  eventsSection,
  recommendSplits,
  recommendDesign,
  recommendLineage,
];

/** The report of a recommender as a single HTML file. */
export function renderRecommendReport(facts: RecommendReportFacts): string {
  const { design, version, trained, at } = facts;
  return page({
    title: `${clipped(design.name, 60)}@${version}: recommender report`,
    headline: recommendHeadline(facts),
    sections: sections.map((section) => section(facts)).filter((section) => section !== null),
    program: trained.manifest.program,
    at,
  });
}
