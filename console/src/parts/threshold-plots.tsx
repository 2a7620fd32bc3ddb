import * as Plot from '@observablehq/plot';
import { clipped } from '../../../src/adapters/report/names.ts';
import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import { overlaid, scoreBars } from '../../../src/adapters/report/score-bars.ts';
import { toldDots } from '../../../src/adapters/report/told-dots.ts';
import type { Evaluation } from '../../../src/contracts/evaluation.ts';
import { type Costs, costOf, type Decision, f1Of, precisionOf, recallOf } from '../decisions.ts';
import { Chart } from './chart.tsx';

interface PlotsProps {
  readonly of: Evaluation;
  readonly all: readonly Decision[];
  readonly now: Decision;
  readonly deployed: Decision;
  readonly costs: Costs | null;
}

const SERIES = ['var(--series-0)', 'var(--series-1)', 'var(--series-2)'] as const;
const GREY = 'var(--series-8)';
const share = { domain: [0, 1], ticks: 5, tickFormat: '.0%', grid: true, labelArrow: 'none' } as const;

/** The plots on which a threshold moves: each has the deployed one as a dashed line, and that of the slider. */
export function ThresholdPlots(props: PlotsProps) {
  return (
    <div class="pair plots">
      {props.costs !== null && <CostPlot {...props} costs={props.costs} />}
      <TradePlot {...props} />
      <ScorePlot {...props} />
      <RocPlot {...props} />
      <PrecisionPlot {...props} />
    </div>
  );
}

const rules = ({ now, deployed }: Pick<PlotsProps, 'now' | 'deployed'>) => [
  Plot.ruleX([deployed.threshold], { stroke: 'currentColor', strokeWidth: 1.2, strokeDasharray: '2 3' }),
  Plot.ruleX([now.threshold], { stroke: 'var(--ink)', strokeWidth: 1.6 }),
];

const thresholdScale = { domain: [0, 1], ticks: 5, label: 'threshold', labelArrow: 'none' } as const;

function CostPlot({ all, now, deployed, costs }: PlotsProps & { readonly costs: Costs }) {
  const points = all.map((d) => ({ threshold: d.threshold, cost: costOf(d, costs) }));
  const least = points.reduce((a, b) => (b.cost < a.cost ? b : a));
  return (
    <Chart
      title="What a threshold costs"
      label={`Cost a row by threshold: ${amount(costOf(now, costs))} at ${amount(now.threshold)}, ${amount(costOf(deployed, costs))} as deployed, least ${amount(least.cost)} at ${amount(least.threshold)}.`}
      caption="Mean cost of a test row. Dashed: the deployed threshold; the ring is where these rows cost least."
      plot={{
        x: thresholdScale,
        y: { label: 'cost a row', labelArrow: 'none', grid: true, ticks: 5, zero: true },
        marks: [
          ...rules({ now, deployed }),
          Plot.line(points, { x: 'threshold', y: 'cost', stroke: SERIES[0], strokeWidth: 2.2 }),
          toldDots(points, {
            x: 'threshold',
            y: 'cost',
            says: (p) => `${amount(p.cost)} a row\nthreshold ${amount(p.threshold)}`,
          }),
          Plot.dot([least], { x: 'threshold', y: 'cost', r: 5, stroke: SERIES[0], strokeWidth: 2 }),
          Plot.dot([{ threshold: now.threshold, cost: costOf(now, costs) }], {
            x: 'threshold',
            y: 'cost',
            r: 4.5,
            fill: SERIES[1],
          }),
        ],
      }}
    />
  );
}

function TradePlot({ all, now, deployed }: PlotsProps) {
  const lines = [
    { name: 'precision', of: precisionOf },
    { name: 'recall', of: recallOf },
    { name: 'F1', of: f1Of },
  ];
  return (
    <Chart
      title="What a threshold trades"
      label="Precision, recall and F1 against the threshold."
      legend={lines.map(({ name }, i) => ({ name, colour: SERIES[i]! }))}
      caption="Moving the threshold up makes flags rarer and more often right."
      plot={{
        x: thresholdScale,
        y: { ...share, label: null },
        marks: [
          ...rules({ now, deployed }),
          ...lines.flatMap(({ name, of }, i) => {
            const known = all.filter((d) => of(d) !== null);
            return [
              Plot.line(known, { x: 'threshold', y: of, stroke: SERIES[i]!, strokeWidth: 2 }),
              toldDots(known, {
                x: 'threshold',
                y: of,
                says: (d) => `${name} ${percent(of(d)!)}\nthreshold ${amount(d.threshold)}`,
              }),
            ];
          }),
        ],
      }}
    />
  );
}

function ScorePlot({ of: { curves }, now, deployed }: PlotsProps) {
  const { scores, confusion } = curves;
  if (scores === undefined) return null;
  const classes = confusion?.classes ?? Object.keys(scores.counts);
  const bars = scoreBars(scores, classes, (name) => (name === classes[0] ? GREY : SERIES[1]));
  return (
    <Chart
      title="Scores by true class"
      label={`Distribution of scores from 0 to 1 of ${classes.map((name) => clipped(name, 30)).join(' and ')}.`}
      legend={classes.map((name, c) => ({ name: clipped(name, 30), colour: c === 0 ? GREY : SERIES[1] }))}
      caption="Share of the rows of each class by score. What lies right of the line is flagged."
      plot={{
        x: { domain: [0, 1], ticks: 5, tickFormat: '.0%', label: 'score', labelArrow: 'none' },
        y: { grid: true, ticks: 5, tickFormat: '~p', label: 'share of class', labelArrow: 'none' },
        marks: [overlaid(bars), ...rules({ now, deployed }), Plot.ruleY([0], { stroke: 'var(--muted)' })],
      }}
    />
  );
}

function RocPlot({ of: { curves, metrics }, all, now, deployed }: PlotsProps) {
  const line = curves.roc?.[0];
  if (line === undefined) return null;
  const falseRate = ({ falsePositives, trueNegatives }: Decision): number =>
    falsePositives / Math.max(1, falsePositives + trueNegatives);
  const area = metrics.rocAuc?.value;
  return (
    <Chart
      title="Receiver operating characteristic"
      label={`ROC curve${area == null ? '' : `, area ${amount(area)}`}; at the threshold ${percent(falseRate(now))} of the negatives and ${percent(recallOf(now) ?? 0)} of the positives are flagged.`}
      caption="The share of positives that is found, against the share of negatives that is flagged with them. Dot: the slider; ring: as deployed."
      plot={{
        x: { ...share, label: 'negatives that are flagged' },
        y: { ...share, label: 'positives that are flagged' },
        marks: [
          Plot.line([0, 1], { x: [0, 1], y: [0, 1], stroke: 'var(--muted)', strokeDasharray: '3 4' }),
          Plot.line(line.fpr, { x: line.fpr, y: line.tpr, stroke: SERIES[0], strokeWidth: 2.2 }),
          toldDots(all, {
            x: falseRate,
            y: recallOf,
            says: (d) =>
              `${percent(recallOf(d) ?? 0)} of the positives\nwith ${percent(falseRate(d))} of the negatives\nthreshold ${amount(d.threshold)}`,
          }),
          ...dots(now, deployed, falseRate, (d) => recallOf(d) ?? 0),
        ],
      }}
    />
  );
}

function PrecisionPlot({ of: { curves }, all, now, deployed }: PlotsProps) {
  const line = curves.pr?.[0];
  if (line === undefined) return null;
  return (
    <Chart
      title="Precision and recall"
      label={`Precision against recall; at the threshold ${percent(precisionOf(now) ?? 0)} and ${percent(recallOf(now) ?? 0)}.`}
      caption={`Of those flagged, the share that is right, against the share of positives that is found. By chance: ${percent(line.base)}.`}
      plot={{
        x: { ...share, label: 'recall' },
        y: { ...share, label: 'precision' },
        marks: [
          Plot.ruleY([line.base], { stroke: 'var(--muted)', strokeDasharray: '3 4' }),
          Plot.line(line.recall, { x: line.recall, y: line.precision, stroke: SERIES[0], strokeWidth: 2.2 }),
          toldDots(
            all.filter((d) => precisionOf(d) !== null),
            {
              x: recallOf,
              y: precisionOf,
              says: (d) =>
                `precision ${percent(precisionOf(d) ?? 0)}\nrecall ${percent(recallOf(d) ?? 0)}\nthreshold ${amount(d.threshold)}`,
            },
          ),
          ...dots(
            now,
            deployed,
            (d) => recallOf(d) ?? 0,
            (d) => precisionOf(d) ?? 1,
          ),
        ],
      }}
    />
  );
}

const dots = (
  now: Decision,
  deployed: Decision,
  x: (d: Decision) => number,
  y: (d: Decision) => number,
): readonly Plot.Markish[] => [
  Plot.dot([deployed], { x, y, r: 5.5, stroke: 'var(--ink)', strokeWidth: 1.6, fill: 'var(--surface)' }),
  Plot.dot([now], { x, y, r: 4.5, fill: SERIES[1] }),
];
