import * as Plot from '@observablehq/plot';
import { clipped } from '../../../src/adapters/report/names.ts';
import { bytes, decimalsFor, measuredText, micros, seconds } from '../../../src/adapters/report/numbers.ts';
import { keep, place } from '../address.ts';
import { type MeasuredModel, type MeasuredRun, paretoSet } from '../measured-models.ts';
import { Chart } from './chart.tsx';

interface Cost {
  readonly name: string;
  readonly label: string;
  readonly of: (model: MeasuredModel) => number | null;
  readonly text: (value: number) => string;
}

const COSTS: readonly Cost[] = [
  { name: 'latency', label: 'time to score', of: (m) => m.micros, text: micros },
  { name: 'size', label: 'size', of: (m) => m.bytes, text: bytes },
  { name: 'fit', label: 'time to fit', of: (m) => m.fitSeconds, text: seconds },
];

/** What models are worth against what they cost; those that none beats in both are joined by a line. */
export function ParetoPlot({
  of: { models, on },
  label,
  better,
}: {
  readonly of: MeasuredRun;
  /** Of the primary measure. */
  readonly label: string;
  readonly better: 'higher' | 'lower';
}) {
  // Of what only the chosen one was timed for, there is nothing to compare.
  const told = COSTS.filter((cost) => models.filter((m) => cost.of(m) !== null).length > 1);
  const cost = told.find(({ name }) => name === place.value.query.get('cost')) ?? told[0];
  // A baseline would draw the others together; one that answers is told of.
  const scored = models.filter((m) => m.score.value !== null && (m.note !== 'baseline' || m.chosen));
  if (cost === undefined || scored.length < 2) return null;
  const best = paretoSet(scored, cost.of, better);
  const decimals = Math.min(4, decimalsFor(scored.map((m) => m.score)));
  const dots = scored.flatMap((m) => {
    const price = cost.of(m);
    const { value, low, high } = m.score;
    return price === null || value === null
      ? []
      : [
          {
            name: m.name,
            price,
            value,
            low: low ?? value,
            high: high ?? value,
            chosen: m.chosen,
            best: best.includes(m),
          },
        ];
  });
  const front = dots.filter((d) => d.best).toSorted((a, b) => a.price - b.price);
  const colour = (d: (typeof dots)[number]): string => (d.best ? 'var(--series-0)' : 'var(--series-8)');
  return (
    <section class="card" aria-label="Quality against cost">
      <div class="chosen">
        <h2>
          {label} against {cost.label}
        </h2>
        <label>
          Cost
          <select value={cost.name} onChange={(e) => keep({ cost: e.currentTarget.value })}>
            {told.map(({ name, label: words }) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="wide-plot">
        <Chart
          label={`${label} against ${cost.label}: ${dots.map((d) => `${d.name} ${d.value.toFixed(decimals)} at ${cost.text(d.price)}${d.best ? ', Pareto' : ''}`).join('; ')}`}
          legend={[
            { name: 'none is better at both (Pareto set)', colour: 'var(--series-0)' },
            { name: 'beaten by another', colour: 'var(--series-8)' },
          ]}
          caption={`Bars: 95 % intervals on ${on}. The ring is what the version answers with. ${better === 'higher' ? 'Up' : 'Down'} and left is better.${scored.length < models.length ? ' Baselines are left out.' : ''}`}
          plot={{
            width: 960,
            height: 380,
            marginLeft: 60,
            marginRight: 130,
            x: {
              type: 'log',
              label: cost.label,
              labelArrow: 'none',
              grid: true,
              ticks: 5,
              nice: true,
              tickFormat: (v: number) => cost.text(v),
            },
            y: { label, labelArrow: 'none', grid: true, ticks: 6, nice: true },
            marks: [
              Plot.line(front, {
                x: 'price',
                y: 'value',
                stroke: 'var(--series-0)',
                strokeDasharray: '4 4',
                curve: 'step-after',
              }),
              Plot.ruleX(dots, {
                x: 'price',
                y1: 'low',
                y2: 'high',
                stroke: colour,
                strokeWidth: 2,
                strokeOpacity: 0.4,
              }),
              Plot.dot(
                dots.filter((d) => d.chosen),
                { x: 'price', y: 'value', r: 8.5, stroke: 'var(--ink)', strokeWidth: 1.4 },
              ),
              Plot.dot(dots, {
                x: 'price',
                y: 'value',
                r: 5,
                fill: colour,
                title: (d: (typeof dots)[number]) =>
                  `${d.name}\n${label} ${measuredText(d, decimals)}\n${cost.label} ${cost.text(d.price)}`,
              }),
              ...labelled(dots).map(({ dot, dy }) =>
                Plot.text([dot], {
                  x: 'price',
                  y: 'value',
                  text: () => clipped(dot.name, 22),
                  textAnchor: 'start',
                  dx: 11,
                  dy,
                  fill: 'var(--ink)',
                  stroke: 'var(--surface)',
                  strokeWidth: 5,
                }),
              ),
            ],
          }}
        />
      </div>
    </section>
  );
}

/** Pixels that a label is moved by, so that none stands on another; the interval decides how far apart dots are. */
function labelled<D extends { readonly value: number; readonly low: number; readonly high: number }>(
  dots: readonly D[],
): readonly { readonly dot: D; readonly dy: number }[] {
  const [low, high] = [Math.min(...dots.map((d) => d.low)), Math.max(...dots.map((d) => d.high))];
  const pixel = (value: number): number => (PLOT_PIXELS * (high - value)) / (high - low || 1);
  let last = Number.NEGATIVE_INFINITY;
  return dots
    .toSorted((a, b) => b.value - a.value)
    .map((dot) => {
      const at = pixel(dot.value);
      last = Math.max(at, last + LINE_PIXELS);
      return { dot, dy: last - at };
    });
}

const PLOT_PIXELS = 300;
const LINE_PIXELS = 15;
