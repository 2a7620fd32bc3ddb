import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { against } from '../against.ts';
import { html } from '../html.ts';
import { intervalBar, spanOf } from '../interval-bar.ts';
import { name, sentence } from '../names.ts';
import { count, decimalsFor, fixed, measuredRange, measuredValue, NONE } from '../numbers.ts';
import type { Section } from '../section.ts';
import { rankingWords } from './words.ts';

/** Objectives side by side, by what their lists bring to the business. Null where there is one alone. */
export function objectiveSection({ trained: { evaluation } }: RecommendReportFacts): Section | null {
  const { objectives: found, interval } = evaluation;
  if (found === undefined) return null;
  const words = rankingWords(found.metric);
  const values = found.objectives.map((o) => o.value);
  const span = spanOf(values, words.range);
  const decimals = Math.min(4, decimalsFor(values));
  return {
    id: 'objectives',
    title: 'Objectives compared',
    lead: html`A recommender was taught each of these; ${words.label} is of what ${count(found.users)} test users then did, where ${sentence(found.business)}, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals. ${sentence(found.because)}`,
    body: html`<div class="scroll" role="region" aria-label="Table of objectives" tabindex="0"><table class="leaderboard">
<thead><tr><th scope="col">Objective</th><th scope="col" class="score">${words.label}<span class="ends"><span>${fixed(span.low, Math.min(3, decimals))}</span><span>${fixed(span.high, Math.min(3, decimals))}</span></span></th><th scope="col">Against the best</th></tr></thead>
<tbody>${found.objectives.map(
      (o) =>
        html`<tr${o.answers && html` class="subject"`}><th scope="row">${name(o.name, 40)}${o.answers && html` <span class="tag">answers</span>`}<small>${sentence(o.says)}</small></th>
<td class="score"><b>${o.value.value === null ? NONE : measuredValue(o.value, decimals)}</b><small>${measuredRange(o.value, decimals)}</small>${intervalBar(o.value, span, null)}</td>
<td class="against">${o.skipped === null ? against(o.behind, decimals) : sentence(o.skipped)}</td></tr>`,
    )}</tbody></table></div>
<p class="note">Differences are paired over users, and their intervals are widened for the number of objectives. Test users were looked at once for this; choosing by them and quoting the figure of the best flatters it a little.</p>`,
  };
}
