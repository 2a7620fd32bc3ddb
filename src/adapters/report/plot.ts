import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Html, html, type Part, trusted } from './html.ts';
import { plotDefaults } from './plot-defaults.ts';

export interface Drawing {
  /** What the plot shows, in one sentence, for those who cannot see it. */
  readonly label: string;
  readonly caption: Part;
  readonly title: string;
  readonly legend?: readonly { readonly name: Html; readonly colour: string }[];
  readonly plot: Plot.PlotOptions;
}

/** A figure with its title, legend, plot and caption. */
export function figure({ title, label, caption, legend, plot }: Drawing): Html {
  return html`<figure class="plot-figure">
<h3>${title}</h3>
${legend && legendList(legend)}
${svg(label, plot)}
<figcaption>${caption}</figcaption>
</figure>`;
}

const legendList = (legend: NonNullable<Drawing['legend']>): Html =>
  html`<ul class="legend">${legend.map(
    ({ name, colour }) => html`<li><i style="background:${colour}"></i>${name}</li>`,
  )}</ul>`;

/**
 * Draw a plot as an SVG element that takes its colours from the page: `currentColor` and CSS variables, so that one
 * drawing does for light, dark and paper.
 */
export function svg(label: string, options: Plot.PlotOptions): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawn = Plot.plot({
    ...plotDefaults,
    ...options,
    document: document as unknown as NonNullable<Plot.PlotOptions['document']>,
  }) as unknown as SvgElement;
  drawn.querySelector('style')?.remove();
  for (const name of ['width', 'height', 'font-family', 'font-size']) drawn.removeAttribute(name);
  for (const group of drawn.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', label);
  return trusted(shorterNumbers(drawn.outerHTML));
}

/** The few methods that we use of an element; the DOM's own types are not in this program's world. */
interface SvgElement {
  readonly outerHTML: string;
  querySelector(selector: string): SvgElement | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
}

/** A hundredth of a pixel is enough. Only inside tags: the text of a label is left as it is. */
const shorterNumbers = (markup: string): string =>
  markup.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/ (d|x|y|x1|x2|y1|y2|cx|cy|width|height|transform|points)="[^"]*"/g, (attribute) =>
      attribute.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2)))),
    ),
  );
