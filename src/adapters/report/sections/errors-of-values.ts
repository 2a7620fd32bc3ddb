import * as Plot from '@observablehq/plot';
import type { Curves } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { type Html, html } from '../html.ts';
import { name } from '../names.ts';
import { amount, percent } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';

type Residuals = NonNullable<Curves['residuals']>;

/** Regression: predictions against truth, and how the differences are spread. */
export function errorsOfValues({ design, models, subject }: ReportFacts): Section | null {
  const { residuals } = models[subject]!.evaluation.curves;
  if (residuals === undefined) return null;
  return {
    id: 'errors',
    title: 'Errors',
    lead: html`How far predictions of ${name(design.framing.target ?? '')} lie from what came true, and whether they lean to one side.`,
    body: html`<div class="pair">${scatter(residuals)}${spread(residuals)}</div>`,
  };
}

function scatter({ predicted, truth }: Residuals): Html {
  const all = [...predicted, ...truth];
  const domain = [Math.min(...all), Math.max(...all)];
  const scale = { domain, nice: true, grid: true, ticks: 5, tickFormat: '~s', labelArrow: 'none' } as const;
  return figure({
    title: 'Predicted and true',
    label: `Scatter plot of ${predicted.length} test rows: predicted value against true value.`,
    caption:
      'On the diagonal the prediction was exact. A bend shows where the model is off by the size of the value.',
    plot: {
      x: { ...scale, label: 'predicted' },
      y: { ...scale, label: 'true' },
      marks: [
        Plot.dot(predicted, {
          x: predicted,
          y: truth,
          r: 2.2,
          fill: seriesColour(0),
          fillOpacity: 0.35,
          title: (p: number, i: number) => `predicted ${amount(p)}\ntrue ${amount(truth[i]!)}`,
        }),
        Plot.line(domain, {
          x: domain,
          y: domain,
          stroke: 'currentColor',
          strokeOpacity: 0.6,
          strokeDasharray: '3 4',
        }),
      ],
    },
  });
}

function spread({ histogram }: Residuals): Html {
  const total = histogram.counts.reduce((a, b) => a + b, 0);
  const bars = histogram.counts.map((n, i) => ({
    from: histogram.edges[i]!,
    to: histogram.edges[i + 1]!,
    share: n / total,
  }));
  return figure({
    title: 'True minus predicted',
    label: 'Histogram of true minus predicted values over all test rows.',
    caption: 'Centred on zero, the model leans to neither side. The outer bars hold all that lies beyond.',
    plot: {
      x: { ticks: 5, tickFormat: '~s', label: 'true − predicted', labelArrow: 'none' },
      y: { grid: true, ticks: 5, tickFormat: '~p', label: 'share of rows', labelArrow: 'none' },
      marks: [
        Plot.rectY(bars, {
          x1: 'from',
          x2: 'to',
          y: 'share',
          fill: seriesColour(0),
          fillOpacity: 0.7,
          insetLeft: 0.5,
          insetRight: 0.5,
          title: (b: (typeof bars)[number]) =>
            `${percent(b.share)} of rows\n${amount(b.from)} to ${amount(b.to)}`,
        }),
        Plot.ruleX([0], { stroke: 'currentColor', strokeDasharray: '2 3' }),
        Plot.ruleY([0], { stroke: 'var(--muted)' }),
      ],
    },
  });
}
