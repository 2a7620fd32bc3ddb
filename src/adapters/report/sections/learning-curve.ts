import * as Plot from '@observablehq/plot';
import type { LearningCurve } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { html } from '../html.ts';
import { metricWords } from '../metric-words.ts';
import { sentence } from '../names.ts';
import { count } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';

const STEPS = 60;

/** What more rows would bring. */
export function learningCurve({ models, subject }: ReportFacts): Section | null {
  const curve = models[subject]!.learningCurve;
  if (curve === undefined) return null;
  const { label } = metricWords(curve.metric);
  const seen = curve.points.flatMap(({ rows, training, validation }) => [
    { rows, value: training, on: 'the rows it learned from', colour: seriesColour(8) },
    { rows, value: validation, on: 'validation rows', colour: seriesColour(0) },
  ]);
  const foretold = lawLine(curve);
  const gain = curve.gain;
  const reach = gain === null ? [] : [reachOf(curve, gain)];
  return {
    id: 'learning-curve',
    title: 'Learning curve',
    lead: sentence(curve.diagnosis),
    body: html`<div class="single">${figure({
      title: `${label} by rows learned from`,
      label: seen
        .map((p) => `${p.rows} rows: ${label} ${p.value?.toFixed(4) ?? 'undefined'} on ${p.on}`)
        .join('; '),
      legend: [
        { name: html`validation rows`, colour: seriesColour(0) },
        { name: html`the rows it learned from`, colour: seriesColour(8) },
      ],
      caption: html`Each dot is a model fitted on a part of the training rows. The line is a power law through the dots of validation rows; dashed, where there are no rows yet${gain !== null && html`, with its interval at ${gain.factor} times the rows`}.`,
      plot: {
        x: { label: 'rows', labelArrow: 'none', grid: true, ticks: 5, tickFormat: '~s', zero: true },
        y: { label, labelArrow: 'none', grid: true, ticks: 5 },
        marks: [
          Plot.line(
            foretold.filter((p) => p.rows <= curve.rows),
            { x: 'rows', y: 'value', stroke: seriesColour(0), strokeWidth: 1.6, strokeOpacity: 0.7 },
          ),
          Plot.line(
            foretold.filter((p) => p.rows >= curve.rows),
            { x: 'rows', y: 'value', stroke: seriesColour(0), strokeWidth: 1.6, strokeDasharray: '4 4' },
          ),
          Plot.ruleX(reach, {
            x: 'rows',
            y1: 'low',
            y2: 'high',
            stroke: seriesColour(0),
            strokeWidth: 2,
            strokeOpacity: 0.5,
          }),
          Plot.dot(
            seen.filter((p) => p.value !== null),
            {
              x: 'rows',
              y: 'value',
              r: 4,
              fill: 'colour',
              stroke: 'var(--surface)',
              strokeWidth: 1.2,
              title: (p: (typeof seen)[number]) => `${count(p.rows)} rows: ${p.value} on ${p.on}`,
            },
          ),
        ],
      },
    })}</div>`,
  };
}

/** The law from the fewest rows that were tried to as many as it is stretched to. */
function lawLine({ law, points, rows, gain }: LearningCurve): { rows: number; value: number }[] {
  if (law === null || gain === null) return [];
  const from = Math.min(...points.map((p) => p.rows));
  const sizes = Array.from(
    { length: STEPS + 1 },
    (_, i) => from * ((gain.factor * rows) / from) ** (i / STEPS),
  );
  return [...sizes, rows]
    .sort((a, b) => a - b)
    .map((n) => ({ rows: n, value: law.best + law.sign * (law.limit + law.scale * n ** -law.power) }));
}

function reachOf({ law, rows }: LearningCurve, gain: NonNullable<LearningCurve['gain']>) {
  const { best, sign, limit, scale, power } = law!;
  const now = best + sign * (limit + scale * rows ** -power);
  return { rows: gain.factor * rows, low: now - sign * gain.low!, high: now - sign * gain.high! };
}
