import * as Plot from '@observablehq/plot';
import { toldDots } from '../../../src/adapters/report/told-dots.ts';
import type { Measured } from '../../../src/contracts/evaluation.ts';
import { Chart } from './chart.tsx';

export interface BandLine {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly { readonly k: number; readonly measured: Measured }[];
  /** Without its interval, and thinner: one of many. */
  readonly thin?: true;
}

/** A measure against the length of lists: lines with their intervals, and where the slider stands. */
export function BandChart({
  title,
  caption,
  lines,
  k,
}: {
  readonly title: string;
  readonly caption: string;
  readonly lines: readonly BandLine[];
  readonly k: number;
}) {
  const told = lines.map(({ points, ...line }) => ({
    ...line,
    points: points.flatMap(({ k: length, measured: { value, low, high } }) =>
      value === null ? [] : [{ length, value, low: low ?? value, high: high ?? value }],
    ),
  }));
  const lengths = [...new Set(told.flatMap(({ points }) => points.map((p) => p.length)))];
  if (lengths.length === 0) return null;
  const label = told
    .map(
      ({ name, points }) => `${name}: ${points.map((p) => `${p.length}: ${p.value.toFixed(3)}`).join(', ')}`,
    )
    .join('; ');
  return (
    <Chart
      title={title}
      label={`${title} by length. ${label}`}
      caption={caption}
      {...(told.length > 1 && { legend: told })}
      plot={{
        height: 300,
        x: {
          type: 'point',
          domain: lengths.toSorted((a, b) => a - b),
          label: 'places that count',
          labelArrow: 'none',
        },
        y: { grid: true, ticks: 5, label: null, nice: true },
        marks: [
          Plot.ruleX([k], { stroke: 'var(--ink)', strokeWidth: 1.2, strokeDasharray: '2 3' }),
          ...told.flatMap(({ name, points, colour, thin }) => [
            ...(thin
              ? []
              : [
                  Plot.areaY(points, { x: 'length', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.16 }),
                ]),
            Plot.line(points, { x: 'length', y: 'value', stroke: colour, strokeWidth: thin ? 1.4 : 2.2 }),
            Plot.dot(
              points.filter((p) => p.length === k || !thin),
              { x: 'length', y: 'value', r: 3.2, fill: colour },
            ),
            toldDots(points, {
              x: 'length',
              y: 'value',
              says: ({ length, value, low, high }) =>
                `${name}\n${value.toFixed(3)}${low < high ? ` (${low.toFixed(3)} to ${high.toFixed(3)})` : ''}\n${length} ${length === 1 ? 'place' : 'places'}`,
            }),
          ]),
        ],
      }}
    />
  );
}
