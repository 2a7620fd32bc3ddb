import * as Plot from '@observablehq/plot';
import type { Curves } from '../../contracts/evaluation.ts';
import { clipped } from './names.ts';
import { percent } from './numbers.ts';

/** A bin of scores as a share of the rows of its class. */
export interface ScoreBar {
  readonly label: string;
  readonly colour: string;
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Each class as a share of its own rows, so that a rare class can be seen. */
export const scoreBars = (
  { edges, counts }: NonNullable<Curves['scores']>,
  classes: readonly string[],
  colourOf: (label: string) => string,
): readonly ScoreBar[] =>
  classes.flatMap((label) => {
    const own = counts[label] ?? [];
    const total = own.reduce((a, b) => a + b, 0) || 1;
    const colour = colourOf(label);
    return own.map((n, i) => ({ label, colour, from: edges[i]!, to: edges[i + 1]!, share: n / total }));
  });

/** Bars of two classes through which both can be seen. */
export const overlaid = (bars: readonly ScoreBar[]): Plot.Markish =>
  Plot.rect(bars, {
    x1: 'from',
    x2: 'to',
    y1: 0,
    y2: 'share',
    fill: 'colour',
    fillOpacity: 0.55,
    insetLeft: 0.5,
    insetRight: 0.5,
    title: barSays,
  });

/** "12.5 % of Yes", and between which scores. */
export const barSays = ({ label, from, to, share }: ScoreBar): string =>
  `${percent(share)} of ${clipped(label, 30)}\nscores ${percent(from)} to ${percent(to)}`;
