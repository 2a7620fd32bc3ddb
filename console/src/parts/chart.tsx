import * as Plot from '@observablehq/plot';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { plotDefaults } from '../../../src/adapters/report/plot-defaults.ts';
import { tellMarks } from '../hint.ts';
import { useWidth } from './use-width.ts';

export interface ChartProps {
  readonly title?: string;
  /** What the plot shows, in one sentence, for those who cannot see it. */
  readonly label: string;
  readonly caption?: ComponentChildren;
  readonly legend?: readonly { readonly name: string; readonly colour: string }[];
  /** Its width is the most that it takes. */
  readonly plot: Plot.PlotOptions;
}

/** As wide as the column of a report, where a plot says nothing. */
const WIDEST = 544;
const NARROWEST = 260;

/** A plot as reports have them, as wide as there is room, and drawn anew whenever what it shows changes. */
export function Chart({ title, label, caption, legend, plot }: ChartProps) {
  const [here, room] = useWidth<HTMLDivElement>();
  useLayoutEffect(() => {
    if (room === 0) return;
    const width = Math.max(NARROWEST, Math.min(room, plot.width ?? WIDEST));
    const drawn = Plot.plot({ ...plotDefaults, height: 320, ...plot, width });
    drawn.querySelector('style')?.remove();
    for (const name of ['width', 'height', 'font-family', 'font-size']) drawn.removeAttribute(name);
    for (const group of drawn.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
    drawn.setAttribute('role', 'img');
    drawn.setAttribute('aria-label', label);
    tellMarks([drawn]);
    here.current!.replaceChildren(drawn);
  });
  return (
    <figure class="plot-figure">
      {title !== undefined && <h3>{title}</h3>}
      {legend && (
        <ul class="legend">
          {legend.map(({ name, colour }) => (
            <li key={name}>
              <i style={{ background: colour }} />
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div ref={here} />
      {caption !== undefined && <figcaption>{caption}</figcaption>}
    </figure>
  );
}
