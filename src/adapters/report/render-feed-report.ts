import type { FeedReportFacts } from '../../contracts/report.ts';
import { feedHeadline } from './feed/headline.ts';
import { headsSection } from './feed/heads.ts';
import { feedData, feedDesign, feedLineage, feedSplits } from './feed/lineage.ts';
import { modelsTried, rankingsSection } from './feed/rankings.ts';
import { segmentsSection } from './feed/segments.ts';
import { stalenessSection } from './feed/staleness.ts';
import { exposureSection, weightsSection } from './feed/weights.ts';
import { clipped } from './names.ts';
import { page } from './page.ts';
import type { Section } from './section.ts';

/** In the order in which a person who decides reads. */
const sections: readonly ((facts: FeedReportFacts) => Section | null)[] = [
  rankingsSection,
  modelsTried,
  headsSection,
  weightsSection,
  segmentsSection,
  exposureSection,
  stalenessSection,
  feedData,
  feedSplits,
  feedDesign,
  feedLineage,
];

/** The report of a feed as a single HTML file. */
export function renderFeedReport(facts: FeedReportFacts): string {
  const { design, version, trained, at } = facts;
  return page({
    title: `${clipped(design.name, 60)}@${version}: feed report`,
    headline: feedHeadline(facts),
    sections: sections.map((section) => section(facts)).filter((section) => section !== null),
    program: trained.manifest.program,
    at,
  });
}
