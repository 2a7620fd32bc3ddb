import * as Plot from '@observablehq/plot';
import type { CalibrationBin, Curves } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { isClassed } from '../../../contracts/task.ts';
import { classColour, seriesColour } from '../colours.ts';
import { type Html, html } from '../html.ts';
import { name } from '../names.ts';
import { percent } from '../numbers.ts';
import { figure } from '../plot.ts';
import { barSays, overlaid, type ScoreBar, scoreBars } from '../score-bars.ts';
import type { Section } from '../section.ts';
import { toldDots } from '../told-dots.ts';

const CLASSES = 10;

/** Calibration and the spread of scores. */
export function probabilities({ design, models, subject }: ReportFacts): Section | null {
  const { curves, task, threshold } = models[subject]!.evaluation;
  const { calibration, uncalibrated, scores } = curves;
  if (calibration === undefined || scores === undefined) return null;
  const binary = task.category === 'binary';
  return {
    id: 'probabilities',
    title: 'Probabilities',
    lead: html`Whether a probability can be taken at its word, and how far the classes are drawn apart.${design.training?.calibration && html` Calibrated on validation rows by ${name(design.training.calibration.name)}.`}`,
    body: html`<div class="pair">${calibrationFigure(calibration, uncalibrated, binary)}${scoreFigure(scores, isClassed(task) ? task.classes : [], threshold)}</div>`,
  };
}

export function calibrationFigure(
  bins: readonly CalibrationBin[],
  before: readonly CalibrationBin[] | undefined,
  binary: boolean,
  of?: string,
): Html {
  // Of what is rare all would lie in one corner.
  const most =
    of === undefined ? 1 : Math.max(...bins.map((b) => Math.max(b.predicted, b.high ?? b.observed)));
  const share = {
    domain: [0, most],
    tickFormat: most < 0.05 ? '.1%' : '.0%',
    ticks: 5,
    grid: true,
    labelArrow: 'none',
  } as const;
  return figure({
    title: of === undefined ? 'Calibration' : `Calibration of ${of}`,
    ...(before && {
      legend: [
        { name: html`as answered`, colour: seriesColour(0) },
        { name: html`before calibration`, colour: seriesColour(8) },
      ],
    }),
    label: `Calibration: ${bins.map((b) => `said ${percent(b.predicted)}, came true ${percent(b.observed)}`).join('; ')}.`,
    caption: `Each dot is a bin of about equally many rows with its 95\u202f% interval. On the diagonal, what is said to happen in 30\u202f% of cases happens in 30\u202f% of cases.`,
    plot: {
      x: { ...share, label: binary ? 'predicted probability' : 'probability of the predicted class' },
      y: { ...share, label: binary ? 'share that came true' : 'share that was right' },
      marks: [
        Plot.line([0, most], {
          x: [0, most],
          y: [0, most],
          stroke: 'var(--muted)',
          strokeWidth: 1.2,
          strokeDasharray: '3 4',
        }),
        ...(before === undefined ? [] : beforeCalibration(before)),
        Plot.ruleX(bins, {
          x: 'predicted',
          y1: 'low',
          y2: 'high',
          stroke: seriesColour(0),
          strokeWidth: 2,
          strokeOpacity: 0.45,
        }),
        Plot.line(bins, {
          x: 'predicted',
          y: 'observed',
          stroke: seriesColour(0),
          strokeWidth: 1.2,
          strokeOpacity: 0.6,
        }),
        Plot.dot(bins, {
          x: 'predicted',
          y: 'observed',
          r: 4.5,
          fill: seriesColour(0),
          stroke: 'var(--surface)',
          strokeWidth: 1.5,
          title: (b: CalibrationBin) =>
            `said ${percent(b.predicted)}, came true ${percent(b.observed)} of ${b.rows} rows`,
        }),
      ],
    },
  });
}

const beforeCalibration = (bins: readonly CalibrationBin[]): Plot.Markish[] => [
  Plot.line(bins, { x: 'predicted', y: 'observed', stroke: seriesColour(8), strokeWidth: 1.2 }),
  Plot.dot(bins, {
    x: 'predicted',
    y: 'observed',
    r: 3.5,
    fill: seriesColour(8),
    stroke: 'var(--surface)',
    strokeWidth: 1.5,
    title: (b: CalibrationBin) =>
      `before calibration: said ${percent(b.predicted)}, came true ${percent(b.observed)} of ${b.rows} rows`,
  }),
];

/** Each class as a share of its own rows, so that a rare class can be seen. */
export function scoreFigure(
  scores: NonNullable<Curves['scores']>,
  all: readonly string[],
  threshold: number | null,
  words?: { readonly title: string; readonly x: string; readonly caption: string },
): Html {
  const binary = all.length === 2;
  const classes = all.slice(0, CLASSES);
  const bars = scoreBars(scores, classes, (label) => classColour(all, label));
  return figure({
    title: words?.title ?? 'Scores by true class',
    label: `Distribution of scores from 0 to 1 for ${classes.length} classes.`,
    legend: classes.map((label) => ({ name: name(label, 30), colour: classColour(all, label) })),
    caption: words
      ? words.caption
      : binary
        ? `Share of the rows of each class by predicted probability. The less the two overlap, the easier the decision${threshold === null ? '' : '; the dotted line is the threshold'}.`
        : 'Share of the rows of each class by the probability given to that class: the farther right, the better.',
    plot: {
      x: {
        domain: [0, 1],
        tickFormat: '.0%',
        ticks: 5,
        label: words?.x ?? (binary ? 'predicted probability' : 'probability of the true class'),
        labelArrow: 'none',
      },
      y: { grid: true, ticks: 5, tickFormat: '~p', label: 'share of class', labelArrow: 'none' },
      marks: [
        ...(binary ? [overlaid(bars)] : lines(bars)),
        threshold === null
          ? null
          : Plot.ruleX([threshold], { stroke: 'currentColor', strokeWidth: 1.2, strokeDasharray: '2 3' }),
        Plot.ruleY([0], { stroke: 'var(--muted)' }),
      ],
    },
  });
}

const lines = (bars: readonly ScoreBar[]): Plot.Markish[] =>
  [...Map.groupBy(bars, (b) => b.colour)].flatMap(([colour, own]) => {
    const at = { x: (b: ScoreBar) => (b.from + b.to) / 2, y: 'share' };
    return [
      Plot.line(own, { ...at, stroke: colour, strokeWidth: 1.8, curve: 'monotone-x' }),
      toldDots(own, { ...at, says: barSays }),
    ];
  });
