import type { RetrieverTrial } from '../../../contracts/recommend-evaluation.ts';
import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { type Html, html } from '../html.ts';
import { shareBar } from '../interval-bar.ts';
import { name, sentence } from '../names.ts';
import { count, data, fixed, NONE, percentage, seconds } from '../numbers.ts';
import type { Section } from '../section.ts';
import { rankingWords } from './words.ts';

/** What was tried on validation users, and what the mix would lose without each of its retrievers. */
export function retrieversTried({ trained: { choice } }: RecommendReportFacts): Section {
  const { label } = rankingWords(choice.primary);
  return {
    id: 'retrievers',
    title: 'Retrievers',
    lead: html`Chosen and weighed on ${count(choice.users)} validation users; test events had no part in it. ${sentence(choice.because)}`,
    body: html`${choice.sources.length > 1 && marginal(choice)}
<h3>Everything that was tried</h3>
<div class="scroll" role="region" aria-label="Table of retrievers tried" tabindex="0"><table class="compact tried"><thead><tr><th scope="col">Retriever</th><th scope="col" class="number">${label}</th><th scope="col" class="number">Fit</th><th scope="col">Parameters</th></tr></thead>
<tbody>${inOrder(choice.trials).map((trial) =>
      row(
        trial,
        choice.sources.some((s) => s.retriever === trial.retriever),
      ),
    )}</tbody></table></div>`,
  };
}

function marginal({ sources, primary }: RecommendReportFacts['trained']['choice']): Html {
  const { label } = rankingWords(primary);
  const longest = Math.max(1e-9, ...sources.map((s) => s.marginalRecall));
  const ordered = sources.toSorted((a, b) => b.marginalRecall - a.marginalRecall);
  return html`<table class="bars sources"><caption>What the mix would lose without it</caption><thead><tr><th scope="col">Retriever</th><th scope="col" class="wide"><span class="hidden">Bar</span></th><th scope="col" class="number">Marginal recall</th><th scope="col" class="number">Recall</th><th scope="col" class="number">${label}</th></tr></thead>
<tbody>${ordered.map(
    (s) =>
      html`<tr><th scope="row">${name(s.retriever, 32)}</th><td class="wide">${shareBar(s.marginalRecall / longest)}</td><td class="number">${data(s.marginalRecall, percentage(s.marginalRecall))}</td><td class="number">${data(s.recall, percentage(s.recall))}</td><td class="number">${data(s.marginalValue, fixed(s.marginalValue, 4))}</td></tr>`,
  )}</tbody></table>
<p class="note">Recall: the share of what users then wanted that is among its candidates. Marginal recall: the share that nobody else in the mix has. The last column is what ${label} would lose.</p>`;
}

const MOST = 40;

/** Best first, what was not tried last. */
const inOrder = (trials: readonly RetrieverTrial[]): readonly RetrieverTrial[] =>
  trials.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity)).slice(0, MOST);

const row = ({ retriever, params, value, fitSeconds, skipped }: RetrieverTrial, inMix: boolean): Html =>
  html`<tr><th scope="row">${name(retriever, 32)}${inMix && html` <span class="tag">in the mix</span>`}</th><td class="number">${
    value === null ? NONE : data(value, fixed(value, 4))
  }</td><td class="number">${value === null ? NONE : data(fitSeconds, seconds(fitSeconds))}</td><td>${
    skipped === null ? parameters(params) : sentence(skipped)
  }</td></tr>`;

const parameters = (params: RetrieverTrial['params']): Html =>
  html`${Object.entries(params).map(([key, value], i) => html`${i > 0 && ', '}<code>${key}</code> ${String(value)}`)}`;
