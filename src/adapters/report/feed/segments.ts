import type { FeedSegment } from '../../../contracts/feed-evaluation.ts';
import type { FeedReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { intervalBar, spanOf } from '../interval-bar.ts';
import { name } from '../names.ts';
import { count, data, decimalsFor, fixed, measuredRange, measuredValue } from '../numbers.ts';
import type { Section } from '../section.ts';
import { measureName } from './words.ts';

const UNKNOWN = { value: null, low: null, high: null };

/** What pages bring by kind of reader, and what is known of posts by kind of author. */
export function segmentsSection({ trained: { evaluation } }: FeedReportFacts): Section | null {
  const { segments, primary, metrics, interval } = evaluation;
  const judged = segments.filter((s) => s.metrics[primary] !== undefined);
  if (judged.length === 0) return null;
  const measured = (s: FeedSegment) => s.metrics[primary] ?? UNKNOWN;
  const overall = metrics[primary]!;
  const span = spanOf([...judged.map(measured), overall], [-Infinity, Infinity]);
  const decimals = Math.min(3, decimalsFor(judged.map(measured)));
  return {
    id: 'slices',
    title: 'Readers',
    lead: html`${measureName(primary)} by kind of reader, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals; the line is the mean over all.`,
    body: html`<table class="bars slices"><thead><tr><th scope="col">Segment</th><th scope="col" class="number">Readers</th><th scope="col" class="wide"><span class="ends"><span>${fixed(span.low, Math.min(2, decimals))}</span><span>${fixed(span.high, Math.min(2, decimals))}</span></span></th><th scope="col" class="number">${measureName(primary)}</th></tr></thead>
${[...Map.groupBy(judged, (s) => s.column)].map(
  ([
    column,
    rows,
  ]) => html`<tbody><tr class="group"><th scope="rowgroup" colspan="4">${name(column, 60)}</th></tr>
${rows.map((s) => {
  const value = measured(s);
  return html`<tr><th scope="row">${name(s.value, 32)}</th><td class="number">${data(s.readers, count(s.readers))}</td><td class="wide">${intervalBar(value, span, overall.value)}</td><td class="number">${value.value === null ? 'n/a' : measuredValue(value, decimals)}<small>${measuredRange(value, decimals)}</small></td></tr>`;
})}</tbody>`,
)}</table>`,
  };
}
