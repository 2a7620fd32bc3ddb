import type { ReportFacts } from '../../contracts/report.ts';
import { type Html, html, trusted } from './html.ts';
import { clipped } from './names.ts';
import { instant } from './numbers.ts';
import type { Section } from './section.ts';
import { anomalies } from './sections/anomalies.ts';
import { clusters } from './sections/clusters.ts';
import { crossValidation } from './sections/cross-validation.ts';
import { dataProfile } from './sections/data-profile.ts';
import { decisions } from './sections/decisions.ts';
import { designSummary } from './sections/design-summary.ts';
import { errorsOfValues } from './sections/errors-of-values.ts';
import { headline } from './sections/headline.ts';
import { importances } from './sections/importances.ts';
import { leaderboard } from './sections/leaderboard.ts';
import { learningCurve } from './sections/learning-curve.ts';
import { lineage } from './sections/lineage.ts';
import { metricTable } from './sections/metric-table.ts';
import { probabilities } from './sections/probabilities.ts';
import { ranking } from './sections/ranking.ts';
import { sliceTable } from './sections/slice-table.ts';
import { tradeOffs } from './sections/trade-offs.ts';
import { layout } from './style/layout.ts';
import { pieces } from './style/pieces.ts';
import { theme } from './style/theme.ts';

/** In the order in which a person who decides reads. */
const sections: readonly ((facts: ReportFacts) => Section | null)[] = [
  leaderboard,
  tradeOffs,
  metricTable,
  crossValidation,
  learningCurve,
  clusters,
  anomalies,
  ranking,
  probabilities,
  decisions,
  errorsOfValues,
  importances,
  sliceTable,
  dataProfile,
  designSummary,
  lineage,
];

/** Nothing is fetched and nothing runs, whatever stands in the data. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The report of one model of one run as a single HTML file.
 *
 * Plots are SVG in the page; there is no script and no request. It follows the reader's choice of light or dark, which
 * `data-theme="light"` or `"dark"` on the root element overrides, and prints in light. Text from the data is escaped
 * and clipped. The same facts give the same bytes. About 0.3 s and 300 kB for 20 columns.
 */
export function renderReport(facts: ReportFacts): string {
  const shown = sections.map((section) => section(facts)).filter((section) => section !== null);
  const title = `${clipped(facts.design.name, 60)}${facts.version === null ? '' : `@${facts.version}`}: model report`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(theme + layout + pieces)}</style>
</head>
<body>
<a class="skip" href="#report">To the report</a>
<div class="page">
<nav aria-label="Contents"><ol>${shown.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
<main id="report">
${headline(facts)}
${shown.map(chapter)}
</main>
</div>
<footer>Made by Millwright ${clipped(facts.models[facts.subject]!.manifest.program, 40)} on ${instant(facts.at)}</footer>
</body>
</html>
`.markup;
}

const chapter = ({ id, title, lead, body }: Section): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
<p class="lead">${lead}</p>
${body}</section>`;
