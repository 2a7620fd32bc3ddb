import * as Plot from '@observablehq/plot';
import type { Curves } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { isClassed } from '../../../contracts/task.ts';
import { classColour, seriesColour } from '../colours.ts';
import { type Html, html } from '../html.ts';
import { clipped, name } from '../names.ts';
import { percent } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';
import { toldDots } from '../told-dots.ts';

/** What the lines of a figure stand for: one model, or the classes of a multiclass task. */
interface Lines {
  readonly classes: readonly string[] | null;
  /** Binary: where the decision stands on the two curves. */
  readonly decided: { readonly fpr: number; readonly recall: number; readonly precision: number } | null;
}

/** ROC and precision-recall: how well the scores put positives before negatives. */
export function ranking({ models, subject }: ReportFacts): Section | null {
  const { curves, task } = models[subject]!.evaluation;
  const { roc = [], pr = [] } = curves;
  const label = roc[0]?.label ?? pr[0]?.label;
  if (label === undefined || !isClassed(task)) return null;
  const several = task.category === 'multiclass';
  const lines: Lines = {
    classes: several ? task.classes : null,
    decided: several || !curves.confusion ? null : decidedAt(curves.confusion.counts),
  };
  return {
    id: 'ranking',
    title: 'Ranking',
    lead: several
      ? 'How well the score of each class puts its rows before the others.'
      : html`How well the scores put rows of class ${name(label, 30)} before the rest, whatever the threshold.`,
    body: html`<div class="pair">${roc.length > 0 && rocFigure(roc, lines)}${pr.length > 0 && precisionFigure(pr, lines)}</div>`,
  };
}

function decidedAt(counts: readonly (readonly number[])[]): Lines['decided'] {
  const [[tn = 0, fp = 0] = [], [fn = 0, tp = 0] = []] = counts;
  if (tp + fp === 0 || tp + fn === 0 || tn + fp === 0) return null;
  return { fpr: fp / (tn + fp), recall: tp / (tp + fn), precision: tp / (tp + fp) };
}

const share = { domain: [0, 1], tickFormat: '.0%', ticks: 5, grid: true, labelArrow: 'none' } as const;
const guess = { stroke: 'var(--muted)', strokeDasharray: '3 4', strokeWidth: 1.2 } as const;

const colourOf = ({ classes }: Lines, label: string): string =>
  classes ? classColour(classes, label) : seriesColour(0);

const legendOf = (drawn: readonly { label: string }[], lines: Lines) =>
  lines.classes
    ? { legend: drawn.map(({ label }) => ({ name: name(label, 30), colour: colourOf(lines, label) })) }
    : {};

const decision = (x: number, y: number): Plot.Markish =>
  Plot.dot([0], {
    x: [x],
    y: [y],
    r: 5,
    fill: 'var(--series-1)',
    stroke: 'var(--surface)',
    strokeWidth: 2,
    title: () => 'the threshold',
  });

const pointsOf = (x: readonly number[], y: readonly number[]) => x.map((v, i) => ({ x: v, y: y[i]! }));

function rocFigure(roc: NonNullable<Curves['roc']>, lines: Lines): Html {
  const { classes, decided } = lines;
  return figure({
    title: 'ROC',
    label: `ROC curve: true positive rate against false positive rate${classes ? ', one line a class' : ''}.`,
    ...legendOf(roc, lines),
    caption: `The farther above the diagonal, the better; the diagonal is guessing.${decided ? ' The dot is the threshold.' : ''}`,
    plot: {
      x: { ...share, label: 'false positive rate' },
      y: { ...share, label: 'true positive rate' },
      marks: [
        Plot.line([0, 1], { x: [0, 1], y: [0, 1], ...guess }),
        ...roc.flatMap(({ label, fpr, tpr }) => [
          classes
            ? null
            : Plot.areaY(fpr, { x: fpr, y1: 0, y2: tpr, fill: seriesColour(0), fillOpacity: 0.08 }),
          Plot.line(fpr, {
            x: fpr,
            y: tpr,
            stroke: colourOf(lines, label),
            strokeWidth: 2.2,
          }),
          toldDots(pointsOf(fpr, tpr), {
            x: 'x',
            y: 'y',
            says: ({ x, y }) =>
              `${classes ? `${clipped(label)}\n` : ''}${percent(y)} of the positives\nwith ${percent(x)} of the negatives`,
          }),
        ]),
        decided && decision(decided.fpr, decided.recall),
      ],
    },
  });
}

function precisionFigure(pr: NonNullable<Curves['pr']>, lines: Lines): Html {
  const { classes, decided } = lines;
  const base = pr[0]!.base;
  return figure({
    title: 'Precision and recall',
    label: `Precision against recall${classes ? ', one line a class' : `; guessing has a precision of ${percent(base)}`}.`,
    ...legendOf(pr, lines),
    caption: classes
      ? 'The farther to the upper right, the better.'
      : `The farther to the upper right, the better. Guessing is the dashed line: ${percent(base)} of rows are positive.`,
    plot: {
      x: { ...share, label: 'recall' },
      y: { ...share, label: 'precision' },
      marks: [
        classes ? null : Plot.ruleY([base], guess),
        ...pr.flatMap(({ label, recall, precision }) => [
          Plot.line(recall, {
            x: recall,
            y: precision,
            curve: 'step-before',
            stroke: colourOf(lines, label),
            strokeWidth: 2.2,
          }),
          toldDots(pointsOf(recall, precision), {
            x: 'x',
            y: 'y',
            says: ({ x, y }) =>
              `${classes ? `${clipped(label)}\n` : ''}precision ${percent(y)}\nrecall ${percent(x)}`,
          }),
        ]),
        decided && decision(decided.recall, decided.precision),
      ],
    },
  });
}
