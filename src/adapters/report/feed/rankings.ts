import type { FeedReportFacts } from '../../../contracts/report.ts';
import { against } from '../against.ts';
import { html } from '../html.ts';
import { intervalBar, spanOf } from '../interval-bar.ts';
import { name, sentence } from '../names.ts';
import {
  data,
  decimalsFor,
  fixed,
  measuredRange,
  measuredValue,
  NONE,
  percentage,
  seconds,
} from '../numbers.ts';
import type { Section } from '../section.ts';
import { HOW_JUDGED, measureName, orderName, orderWords } from './words.ts';

const UNKNOWN = { value: null, low: null, high: null };
const ANYWHERE = [-Infinity, Infinity] as const;

/** Every objective of the design and orders without one, by what their pages bring. */
export function rankingsSection({ trained: { evaluation } }: FeedReportFacts): Section {
  const { primary, rankings, heads, interval, judgement } = evaluation;
  const scores = rankings.map((r) => r.metrics[primary] ?? UNKNOWN);
  const span = spanOf(scores, ANYWHERE);
  const decimals = Math.min(4, decimalsFor(scores));
  const own = scores[0]!.value;
  const told = heads.map((h) => h.head);
  return {
    id: 'objectives',
    title: 'Orders compared',
    lead: html`The same pages in the order of each objective, and in orders that need no model, by ${measureName(primary)}, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals over readers. ${HOW_JUDGED[judgement]}`,
    body: html`<div class="scroll" role="region" aria-label="Table of orders" tabindex="0"><table class="leaderboard">
<thead><tr><th scope="col">Order</th><th scope="col" class="score">${measureName(primary)}<span class="ends"><span>${fixed(span.low, Math.min(3, decimals))}</span><span>${fixed(span.high, Math.min(3, decimals))}</span></span></th><th scope="col">Against what answers</th><th scope="col" class="number">Left at once</th></tr></thead>
<tbody>${rankings.map(
      (r, i) =>
        html`<tr${i === 0 && html` class="subject"`}><th scope="row">${orderName(r.ranking, i === 0)}</th>
<td class="score"><b>${measuredValue(scores[i]!, decimals)}</b><small>${measuredRange(scores[i]!, decimals)}</small>${intervalBar(scores[i]!, span, i === 0 ? null : own)}</td>
<td class="against">${i === 0 ? html`<span class="tag">this report</span>` : against(r.behind, decimals)}</td>
<td class="number">${r.clickbait === null ? NONE : data(r.clickbait, percentage(r.clickbait))}</td></tr>`,
    )}</tbody></table></div>
<h3>What comes of a page</h3>
<div class="scroll" role="region" aria-label="What comes of a page" tabindex="0"><table class="compact">
<thead><tr><th scope="col">Order</th>${told.map((head) => html`<th scope="col" class="number">${name(head, 16)}</th>`)}</tr></thead>
<tbody>${rankings.map(
      (r) =>
        html`<tr><th scope="row">${orderWords(r.ranking)}</th>${told.map((head) => {
          const found = r.heads[head] ?? UNKNOWN;
          return html`<td class="number">${measuredValue(found, Math.min(4, decimalsFor([found])))}</td>`;
        })}</tr>`,
    )}</tbody></table></div>
<p class="note">Differences are paired over readers. Opens, reactions and seconds are those of the pages as logged, counted by the places that posts come to.</p>`,
  };
}

/** Every model of several heads on validation pages, and why one was chosen. */
export function modelsTried({ trained: { choice } }: FeedReportFacts): Section {
  const scores = choice.trials.map((t) => t.value);
  const span = spanOf(scores, ANYWHERE);
  const decimals = Math.min(4, decimalsFor(scores));
  return {
    id: 'models',
    title: 'Models compared',
    lead: sentence(choice.because),
    body: html`<div class="scroll" role="region" aria-label="Table of models" tabindex="0"><table class="leaderboard">
<thead><tr><th scope="col">Model</th><th scope="col" class="score">${measureName(choice.primary)}<span class="ends"><span>${fixed(span.low, Math.min(3, decimals))}</span><span>${fixed(span.high, Math.min(3, decimals))}</span></span></th><th scope="col">Against the best</th><th scope="col" class="number">Log loss</th><th scope="col" class="number">Fit</th></tr></thead>
<tbody>${choice.trials.map(
      (t, i) =>
        html`<tr${i === choice.chosen && html` class="subject"`}><th scope="row">${name(t.model, 30)}<small>${t.weighed ? 'rows weighed by how seldom they were shown there' : 'rows as they are'}</small></th>
<td class="score"><b>${measuredValue(t.value, decimals)}</b><small>${measuredRange(t.value, decimals)}</small>${intervalBar(t.value, span, null)}</td>
<td class="against">${i === choice.chosen ? html`<span class="tag">chosen</span>` : against(t.behind, decimals)}</td>
<td class="number">${t.normalisedEntropy === null ? NONE : fixed(t.normalisedEntropy, 3)}</td>
<td class="number cost" data-label="Fit">${seconds(t.fitSeconds)}</td></tr>`,
    )}</tbody></table></div>
<p class="note">On validation pages. Log loss is beside that of the rates alone, over the heads that are chances: below 1 tells more than the rates.</p>`,
  };
}
