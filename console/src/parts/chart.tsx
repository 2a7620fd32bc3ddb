import * as Plot from '@observablehq/plot';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { plotDefaults } from '../../../src/adapters/report/plot-defaults.ts';

export interface ChartProps {
  readonly title: string;
  /** What the plot shows, in one sentence, for those who cannot see it. */
  readonly label: string;
  readonly caption?: ComponentChildren;
  readonly legend?: readonly { readonly name: string; readonly colour: string }[];
  readonly plot: Plot.PlotOptions;
}

/** A plot as reports have them, drawn anew whenever what it shows changes. */
export function Chart({ title, label, caption, legend, plot }: ChartProps) {
  const here = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const drawn = Plot.plot({ ...plotDefaults, ...plot });
    drawn.querySelector('style')?.remove();
    for (const name of ['width', 'height', 'font-family', 'font-size']) drawn.removeAttribute(name);
    for (const group of drawn.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
    drawn.setAttribute('role', 'img');
    drawn.setAttribute('aria-label', label);
    here.current!.replaceChildren(drawn);
  });
  return (
    <figure class="plot-figure">
      <h3>{title}</h3>
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
