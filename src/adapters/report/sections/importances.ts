import type { ReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { shareBar } from '../interval-bar.ts';
import { name } from '../names.ts';
import { data, percentage } from '../numbers.ts';
import type { Section } from '../section.ts';

const SHOWN = 20;

/** Which columns the model goes by. */
export function importances({ models, subject }: ReportFacts): Section | null {
  const all = models[subject]!.evaluation.importances;
  if (all === null || all.length === 0) return null;
  const shown = all.slice(0, SHOWN);
  const rest = all.slice(SHOWN).reduce((sum, { share }) => sum + share, 0);
  const longest = shown[0]!.share;
  const measured = all.some(({ interval }) => interval !== undefined);
  return {
    id: 'importances',
    title: 'What it goes by',
    lead: html`${measured ? 'The part of each column in how much worse the model gets when the values of a column are shuffled among test rows.' : 'The part of each column in what the model learned.'} It tells what the model uses, not what causes the outcome.`,
    body: html`<table class="bars"><thead><tr><th scope="col">Column</th><th scope="col" class="wide"><span class="hidden">Bar</span></th><th scope="col" class="number">Share</th>${measured && html`<th scope="col" class="number">Interval</th>`}</tr></thead>
<tbody>${shown.map(
      ({ column, share, interval }) =>
        html`<tr><th scope="row">${name(column, 32)}</th><td class="wide">${shareBar(share / longest)}</td><td class="number">${data(share, percentage(share))}</td>${measured && html`<td class="number">${interval && html`${percentage(interval.low)} to ${percentage(interval.high)}`}</td>`}</tr>`,
    )}${
      all.length > SHOWN &&
      html`<tr class="rest"><th scope="row">${all.length - SHOWN} more columns</th><td class="wide">${shareBar(rest / longest, 'soft')}</td><td class="number">${percentage(rest)}</td>${measured && html`<td></td>`}</tr>`
    }</tbody></table>`,
  };
}
