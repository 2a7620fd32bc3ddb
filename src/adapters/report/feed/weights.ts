import type { AnsweredWorth, WeightMoved } from '../../../contracts/feed-evaluation.ts';
import type { FeedReportFacts } from '../../../contracts/report.ts';
import { type Html, html } from '../html.ts';
import { shareBar } from '../interval-bar.ts';
import { name } from '../names.ts';
import { amount, count, data, decimalsFor, measuredRange, measuredValue, percent } from '../numbers.ts';
import type { Section } from '../section.ts';
import { orderWords } from './words.ts';

/** What each head does to the order, and how pages change with what it is worth. */
export function weightsSection({ design, trained: { evaluation } }: FeedReportFacts): Section | null {
  const { contributions } = evaluation;
  const told = contributions.filter((c) => c.worth !== 0);
  if (told.length === 0) return null;
  return {
    id: 'weights',
    title: 'What heads are worth',
    lead: html`The order is by the sum of chance times worth, as ${name(design.framing.rankBy, 30)} says. Worths can be changed while it serves, without training.`,
    body: html`<div class="scroll" role="region" aria-label="Table of worths" tabindex="0"><table class="bars">
<thead><tr><th scope="col">Head</th><th scope="col" class="number">Worth</th><th scope="col" class="wide">Part in how posts differ</th><th scope="col" class="number"><span class="hidden">Share</span></th><th scope="col">Worth halved</th><th scope="col">Worth doubled</th></tr></thead>
<tbody>${told
      .toSorted((a, b) => b.share - a.share)
      .map(
        (c) =>
          html`<tr><th scope="row">${name(c.head, 30)}</th><td class="number">${data(c.worth, amount(c.worth))}</td><td class="wide">${shareBar(c.share, c.worth < 0 ? 'warm' : '')}</td><td class="number">${percent(c.share)}</td><td>${moved(c.halved)}</td><td>${moved(c.doubled)}</td></tr>`,
      )}</tbody></table></div>
${evaluation.answered !== undefined && answeredTable(evaluation.answered)}
<p class="note">Halved and doubled: the share of the upper half of pages that would be other posts, and the head that changes most by it, each a page.</p>`,
  };
}

/** What readers who were asked say one of each is worth. */
function answeredTable({ answers, least, most, heads }: AnsweredWorth): Html {
  return html`<h3>By answers of readers</h3>
<table class="compact"><thead><tr><th scope="col">Head</th><th scope="col" class="number">Worth</th><th scope="col" class="number">Interval</th></tr></thead>
<tbody>${heads.map(({ head, worth }) => {
    const decimals = decimalsFor([worth]);
    return html`<tr><th scope="row">${name(head, 30)}</th><td class="number">${measuredValue(worth, decimals)}</td><td class="number">${measuredRange(worth, decimals)}</td></tr>`;
  })}</tbody></table>
<p class="note">${count(answers)} answers from ${amount(least)} to ${amount(most)}, brought to \u22121 to 1, by what readers did: a start for worths of your own. Who hides a post is not asked.</p>`;
}

function moved({ replaced, heads }: WeightMoved): Html {
  if (replaced === 0) return html`nothing moves`;
  const most = Object.entries(heads).toSorted((a, b) => Math.abs(b[1]) - Math.abs(a[1]))[0];
  return html`${percent(replaced)} other posts${most !== undefined && most[1] !== 0 && html`<small>${name(most[0], 20)} ${most[1] > 0 ? '+' : '−'}${amount(Math.abs(most[1]))}</small>`}`;
}

/** Who and what comes to be seen, by each order. */
export function exposureSection({ trained: { evaluation } }: FeedReportFacts): Section | null {
  const { exposure } = evaluation;
  if (exposure.length === 0) return null;
  const cell = (value: number | null, text: (v: number) => string): Html =>
    value === null ? html`–` : data(value, text(value));
  return {
    id: 'exposure',
    title: 'Who is seen',
    lead: 'The first places of pages: how evenly authors share them, how old posts are, how much a page differs within itself.',
    body: html`<div class="scroll" role="region" aria-label="Table of exposure" tabindex="0"><table class="compact"><thead><tr><th scope="col">Order</th><th scope="col" class="number">Gini of authors</th><th scope="col" class="number">Median age</th><th scope="col" class="number">Different topics a place</th></tr></thead>
<tbody>${exposure.map(
      (e) =>
        html`<tr><th scope="row">${orderWords(e.ranking)}</th><td class="number">${cell(e.authorGini, (v) => v.toFixed(3))}</td><td class="number">${cell(e.ageHours, (v) => `${amount(v)}\u202fh`)}</td><td class="number">${cell(e.diversity, (v) => v.toFixed(3))}</td></tr>`,
    )}</tbody></table></div>
<p class="note">Gini: 0 where all authors have alike, near 1 where one has all. Different topics: 1 where no two posts of a page share one.</p>`,
  };
}
