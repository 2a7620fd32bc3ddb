import * as Plot from '@observablehq/plot';
import type { Curves } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { type Html, html } from '../html.ts';
import { amount, count, data, fixed, NONE, percentage } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';
import { toldDots } from '../told-dots.ts';
import { confusionTable } from './confusion-table.ts';

/** What is decided, and what other thresholds would decide. */
export function decisions({ design, models, subject }: ReportFacts): Section | null {
  const { curves, threshold, rows } = models[subject]!.evaluation;
  const { confusion, thresholds } = curves;
  if (confusion === undefined) return null;
  const rule = design.serving.threshold;
  const { costs } = design.evaluation;
  return {
    id: 'decisions',
    title: 'Decisions',
    lead:
      thresholds === undefined
        ? 'The class of the highest probability is taken.'
        : html`Positive from a probability of <strong>${fixed(threshold ?? 0.5, 3)}</strong>, ${
            typeof rule === 'number'
              ? 'as set in the design'
              : `chosen on validation rows for the ${rule === 'f1' ? 'highest F1' : 'lowest cost'}`
          }.${costs && html` A false positive costs ${amount(costs.falsePositive)}, a false negative ${amount(costs.falseNegative)}.`}`,
    body: html`<div class="${thresholds ? 'pair' : 'single'}">${confusionTable(confusion)}${thresholds && thresholdFigure(thresholds, threshold)}</div>
${thresholds && thresholdRows(thresholds, threshold, rows)}`,
  };
}

type Thresholds = NonNullable<Curves['thresholds']>;

function thresholdFigure(rows: Thresholds, chosen: number | null): Html {
  const lines = [
    { key: 'precision', name: 'precision' },
    { key: 'recall', name: 'recall' },
    { key: 'f1', name: 'F1' },
  ] as const;
  return figure({
    title: 'What a threshold trades',
    label: 'Precision, recall and F1 against the threshold.',
    legend: lines.map((line, i) => ({ name: html`${line.name}`, colour: seriesColour(i) })),
    caption: html`Moving the threshold up makes flags rarer and more often right${chosen !== null && '; the dashed line is where it stands'}.`,
    plot: {
      x: { domain: [0, 1], ticks: 5, label: 'threshold', labelArrow: 'none' },
      y: { domain: [0, 1], ticks: 5, tickFormat: '.0%', grid: true, label: null },
      marks: [
        chosen === null
          ? null
          : Plot.ruleX([chosen], { stroke: 'currentColor', strokeWidth: 1.2, strokeDasharray: '2 3' }),
        ...lines.flatMap((line, i) => {
          const known = rows.filter((row) => row[line.key] !== null);
          return [
            Plot.line(known, {
              x: 'threshold',
              y: line.key,
              stroke: seriesColour(i),
              strokeWidth: 2.2,
              curve: 'monotone-x',
            }),
            toldDots(known, {
              x: 'threshold',
              y: line.key,
              says: (row) => `${line.name} ${fixed(row[line.key]!, 3)}\nthreshold ${fixed(row.threshold, 3)}`,
            }),
          ];
        }),
      ],
    },
  });
}

function thresholdRows(thresholds: Thresholds, chosen: number | null, rows: number): Html {
  const costs = thresholds.some((t) => t.cost !== null);
  const dearest = Math.max(0, ...thresholds.map((t) => t.cost ?? 0));
  const decimals = dearest === 0 ? 0 : Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(dearest))));
  const cheapest = Math.min(...thresholds.map((t) => t.cost ?? Number.POSITIVE_INFINITY));
  const share = (value: number | null): Html => data(value, value === null ? NONE : percentage(value));
  return html`<div class="scroll" role="region" aria-label="Table of thresholds" tabindex="0"><table class="compact thresholds">
<caption>Thresholds on the test rows</caption>
<thead><tr><th scope="col" class="number">Threshold</th><th scope="col" class="number">Flagged</th><th scope="col" class="number">of rows</th><th scope="col" class="number">Precision</th><th scope="col" class="number">Recall</th><th scope="col" class="number">F1</th>${costs && html`<th scope="col" class="number">Cost a row</th>`}</tr></thead>
<tbody>${thresholds.map(
    (t) =>
      html`<tr${t.threshold === chosen && html` class="subject"`}><th scope="row" class="number">${data(t.threshold, fixed(t.threshold, t.threshold === chosen ? 3 : 2))}</th><td class="number">${data(t.flagged, count(t.flagged))}</td><td class="number">${percentage(t.flagged / rows)}</td><td class="number">${share(t.precision)}</td><td class="number">${share(t.recall)}</td><td class="number">${t.f1 === null ? NONE : data(t.f1, fixed(t.f1, 3))}</td>${
        costs &&
        html`<td class="number">${t.cost !== null && data(t.cost, fixed(t.cost, decimals))}${t.cost === cheapest && html` <span class="tag">lowest</span>`}</td>`
      }</tr>`,
  )}</tbody></table></div>`;
}
