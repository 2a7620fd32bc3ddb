import type { ReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { metricWords } from '../metric-words.ts';
import { clipped, name } from '../names.ts';
import { count, decimalsFor, measuredRange, measuredValue, NONE } from '../numbers.ts';
import type { Section } from '../section.ts';

/** What the heads of a network beside that of its target are worth. */
export function furtherTargets({ models, subject }: ReportFacts): Section | null {
  const { heads } = models[subject]!.evaluation;
  if (heads === undefined) return null;
  return {
    id: 'further-targets',
    title: 'Further targets',
    lead: html`Learned at once by the same network, each by a head of its own; measured on the test rows that tell them. Of two classes the positive one counts as told from a chance of 0.5 on.`,
    body: html`${heads.map(
      (
        head,
      ) => html`<h3>${name(head.target)}</h3><p class="note">${head.task.category}, ${count(head.rows)} test rows</p>
<div class="scroll" role="region" aria-label="Table of metrics of ${clipped(head.target, 60)}" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Metric</th><th scope="col" class="number">This model</th><th scope="col" class="number">Interval</th><th scope="col">Better</th></tr></thead>
<tbody>${Object.entries(head.metrics).map(([metric, measured]) => {
        const words = metricWords(metric);
        const decimals = decimalsFor([measured]);
        return html`<tr><th scope="row">${words.label}<small>${words.about}</small></th><td class="number strong">${measuredValue(measured, decimals)}</td><td class="number">${measuredRange(measured, decimals) || NONE}</td><td>${words.better}</td></tr>`;
      })}</tbody></table></div>`,
    )}`,
  };
}
