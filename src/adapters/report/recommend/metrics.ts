import type { Slice } from '../../../contracts/evaluation.ts';
import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { intervalBar, spanOf } from '../interval-bar.ts';
import { name } from '../names.ts';
import { count, data, decimalsFor, fixed, measuredRange, measuredValue, NONE } from '../numbers.ts';
import type { Section } from '../section.ts';
import { rankingWords } from './words.ts';

/** Every measure: whether lists came true, and what they are like. */
export function rankingTable({ design, trained: { evaluation } }: RecommendReportFacts): Section {
  const { metrics, primary, users, negatives } = evaluation;
  const asked = new Set([primary, ...design.evaluation.metrics]);
  const inOrder = [...asked].filter((metric) => metrics[metric] !== undefined);
  return {
    id: 'metrics',
    title: 'All metrics',
    lead: html`Over ${count(users)} test users, ${
      negatives === null
        ? 'all items ranked for each'
        : html`what they wanted ranked among ${count(negatives)} drawn others, which is not comparable with a full ranking`
    }.`,
    body: html`<div class="scroll" role="region" aria-label="Table of metrics" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Metric</th><th scope="col" class="number">This recommender</th><th scope="col" class="number">Interval</th><th scope="col">Better</th></tr></thead>
<tbody>${inOrder.map((metric) => {
      const measured = metrics[metric]!;
      const words = rankingWords(metric);
      const decimals = decimalsFor([measured]);
      return html`<tr${metric === primary && html` class="subject"`}><th scope="row">${words.label}<small>${words.about}</small></th><td class="number strong">${measuredValue(measured, decimals)}</td><td class="number">${measuredRange(measured, decimals) || NONE}</td><td>${words.better === 'neither' ? NONE : words.better}</td></tr>`;
    })}</tbody></table></div>`,
  };
}

const TITLES: Readonly<Record<string, string>> = {
  activity: 'Events that were known of the user',
  popularity: 'What the user wanted',
};

/** The primary measure by activity of users and popularity of items. */
export function rankingSlices({ trained: { evaluation } }: RecommendReportFacts): Section | null {
  const { slices, primary, metrics, interval } = evaluation;
  if (slices.length === 0) return null;
  const words = rankingWords(primary);
  const measured = (slice: Slice) => slice.metrics[primary] ?? { value: null, low: null, high: null };
  const overall = metrics[primary]!;
  const span = spanOf([...slices.map(measured), overall], words.range);
  const decimals = Math.min(3, decimalsFor(slices.map(measured)));
  return {
    id: 'slices',
    title: 'Users and items',
    lead: html`${words.label} by how much users had done before, and by whether they wanted what is popular, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals; the line is the mean over all.`,
    body: html`<table class="bars slices"><thead><tr><th scope="col">Slice</th><th scope="col" class="number">Users</th><th scope="col" class="wide"><span class="ends"><span>${fixed(span.low, Math.min(2, decimals))}</span><span>${fixed(span.high, Math.min(2, decimals))}</span></span></th><th scope="col" class="number">${words.label}</th></tr></thead>
${[...Map.groupBy(slices, (s) => s.column)].map(
  ([
    column,
    rows,
  ]) => html`<tbody><tr class="group"><th scope="rowgroup" colspan="4">${TITLES[column] ?? name(column, 60)}</th></tr>
${rows.map((slice) => {
  const value = measured(slice);
  return html`<tr><th scope="row">${name(slice.value, 32)}</th><td class="number">${data(slice.rows, count(slice.rows))}</td><td class="wide">${intervalBar(value, span, overall.value)}</td><td class="number">${value.value === null ? 'n/a' : measuredValue(value, decimals)}<small>${measuredRange(value, decimals)}</small></td></tr>`;
})}</tbody>`,
)}</table>
<p class="note">Head items are the most popular ones that make up half of all events; a user who wanted both counts in both.</p>`,
  };
}
