import { type Html, html, trusted } from './html.ts';
import { clipped } from './names.ts';
import { instant } from './numbers.ts';
import type { Section } from './section.ts';
import { layout } from './style/layout.ts';
import { pieces } from './style/pieces.ts';
import { theme } from './style/theme.ts';

/** What a report is made of. */
export interface PageParts {
  readonly title: string;
  readonly headline: Html;
  readonly sections: readonly Section[];
  /** Version of the program that trained what is reported. */
  readonly program: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Nothing is fetched and nothing runs, whatever stands in the data. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A report as a single HTML file.
 *
 * Plots are SVG in the page; there is no script and no request. It follows the reader's choice of light or dark, which
 * `data-theme="light"` or `"dark"` on the root element overrides, and prints in light. Text from the data is escaped
 * and clipped. The same parts give the same bytes.
 */
export const page = ({ title, headline, sections, program, at }: PageParts): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(theme + layout + pieces)}</style>
</head>
<body>
<a class="skip" href="#report">To the report</a>
<div class="page">
<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
<main id="report">
${headline}
${sections.map(chapter)}
</main>
</div>
<footer>Made by Millwright ${clipped(program, 40)} on ${instant(at)}</footer>
</body>
</html>
`.markup;

const chapter = ({ id, title, lead, body }: Section): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
<p class="lead">${lead}</p>
${body}</section>`;
