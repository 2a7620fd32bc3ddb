import * as Plot from '@observablehq/plot';
import type { FeedReportFacts } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { html } from '../html.ts';
import { sentence } from '../names.ts';
import { amount, count } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';

/** What a model loses while it waits to be trained again. */
export function stalenessSection({ trained: { evaluation } }: FeedReportFacts): Section | null {
  const found = evaluation.staleness;
  if (found === null) return null;
  const points = found.ages
    .filter((a) => a.normalisedEntropy !== null)
    .map((a) => ({
      hours: a.periods * found.periodHours,
      loss: a.loss.value ?? 0,
      low: a.loss.low ?? 0,
      high: a.loss.high ?? 0,
    }));
  return {
    id: 'staleness',
    title: 'How fast it grows old',
    lead: sentence(found.because),
    body: html`<div class="single">${figure({
      title: 'Log loss lost by age of the model',
      label: points.map((p) => `${p.hours} hours old: ${p.loss.toFixed(4)} more`).join('; '),
      caption: html`Models that learned from ${count(found.rows)} rows each until so many hours before the pages they are judged by, with intervals over readers; 0 is one that has just learned.`,
      plot: {
        x: { label: 'hours since it learned', labelArrow: 'none', grid: true, ticks: 5 },
        y: { label: 'more log loss, beside that of the rates', labelArrow: 'none', grid: true, ticks: 5 },
        marks: [
          Plot.ruleY([0], { stroke: 'var(--muted)', strokeDasharray: '3 4' }),
          Plot.ruleX(points, {
            x: 'hours',
            y1: 'low',
            y2: 'high',
            stroke: seriesColour(0),
            strokeWidth: 2,
            strokeOpacity: 0.45,
          }),
          Plot.line(points, { x: 'hours', y: 'loss', stroke: seriesColour(0), strokeWidth: 1.6 }),
          Plot.dot(points, {
            x: 'hours',
            y: 'loss',
            r: 4,
            fill: seriesColour(0),
            stroke: 'var(--surface)',
            title: (p: (typeof points)[number]) => `${amount(p.hours)} hours: ${amount(p.loss)} more`,
          }),
        ],
      },
    })}</div>`,
  };
}
