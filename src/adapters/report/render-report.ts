import type { ReportFacts } from '../../contracts/report.ts';
import { clipped } from './names.ts';
import { page } from './page.ts';
import type { Section } from './section.ts';
import { anomalies } from './sections/anomalies.ts';
import { clusters } from './sections/clusters.ts';
import { crossValidation } from './sections/cross-validation.ts';
import { dataProfile } from './sections/data-profile.ts';
import { decisions } from './sections/decisions.ts';
import { designSummary } from './sections/design-summary.ts';
import { errorsOfValues } from './sections/errors-of-values.ts';
import { furtherTargets } from './sections/further-targets.ts';
import { headline } from './sections/headline.ts';
import { importances } from './sections/importances.ts';
import { leaderboard } from './sections/leaderboard.ts';
import { learningCurve } from './sections/learning-curve.ts';
import { lineage, splits } from './sections/lineage.ts';
import { metricTable } from './sections/metric-table.ts';
import { prequential } from './sections/prequential.ts';
import { probabilities } from './sections/probabilities.ts';
import { ranking } from './sections/ranking.ts';
import { sliceTable } from './sections/slice-table.ts';
import { tradeOffs } from './sections/trade-offs.ts';

/** In the order in which a person who decides reads. */
const sections: readonly ((facts: ReportFacts) => Section | null)[] = [
  leaderboard,
  tradeOffs,
  metricTable,
  furtherTargets,
  crossValidation,
  learningCurve,
  prequential,
  clusters,
  anomalies,
  ranking,
  probabilities,
  decisions,
  errorsOfValues,
  importances,
  sliceTable,
  dataProfile,
  splits,
  designSummary,
  lineage,
];

/** The report of one model of one run as a single HTML file. About 0.3 s and 300 kB for 20 columns. */
export function renderReport(facts: ReportFacts): string {
  const { design, version, at } = facts;
  return page({
    title: `${clipped(design.name, 60)}${version === null ? '' : `@${version}`}: model report`,
    headline: headline(facts),
    sections: sections.map((section) => section(facts)).filter((section) => section !== null),
    program: facts.models[facts.subject]!.manifest.program,
    at,
  });
}
