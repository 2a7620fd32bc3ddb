import type { ReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { measuredInOrder } from '../measured-in-order.ts';
import { metricWords } from '../metric-words.ts';
import { count, decimalsFor, measuredRange, measuredValue, NONE } from '../numbers.ts';
import type { Section } from '../section.ts';

/** Every metric of the subject, beside the baseline's. */
export function metricTable({ design, models, subject }: ReportFacts): Section {
  const { evaluation } = models[subject]!;
  const { primary, rows, threshold } = evaluation;
  const baseline = models.find((m) => m.tier === 'baseline');
  const other = baseline === models[subject] ? undefined : baseline?.evaluation.metrics;
  return {
    id: 'metrics',
    title: 'All metrics',
    lead: html`On ${count(rows)} test rows${threshold !== null && html`; decisions are made at the threshold`}.`,
    body: html`<div class="scroll" role="region" aria-label="Table of metrics" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Metric</th><th scope="col" class="number">This model</th><th scope="col" class="number">Interval</th>${other && html`<th scope="col" class="number">Baseline</th>`}<th scope="col">Better</th></tr></thead>
<tbody>${measuredInOrder(design, evaluation).map(([metric, measured]) => {
      const words = metricWords(metric);
      const decimals = decimalsFor([measured]);
      return html`<tr${metric === primary && html` class="subject"`}><th scope="row">${words.label}<small>${words.about}</small></th><td class="number strong">${measuredValue(measured, decimals)}</td><td class="number">${measuredRange(measured, decimals) || NONE}</td>${
        other &&
        html`<td class="number">${other[metric] ? measuredValue(other[metric], decimals) : NONE}</td>`
      }<td>${words.better}</td></tr>`;
    })}</tbody></table></div>`,
  };
}
