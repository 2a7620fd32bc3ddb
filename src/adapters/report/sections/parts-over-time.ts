import * as Plot from '@observablehq/plot';
import type { PartTimes } from '../../../contracts/part-times.ts';
import type { RunRecord } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { type Html, html } from '../html.ts';
import { shareBar } from '../interval-bar.ts';
import { name } from '../names.ts';
import { count, data, NONE, percent, percentage } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';

interface Parted {
  readonly rows: RunRecord['rows'] | null;
  readonly times?: PartTimes;
}

const PARTS = [
  { key: 'train', word: 'training', colour: seriesColour(0) },
  { key: 'validation', word: 'validation', colour: seriesColour(2) },
  { key: 'test', word: 'test', colour: seriesColour(1) },
] as const;

/**
 * What each part holds and from when its rows are; null of a version that came of no run.
 *
 * @param how in words by what rule rows were parted
 * @param what "rows", "events"
 */
export function partsOverTime({ rows, times }: Parted, how: Html, what: string): Section | null {
  if (rows === null) return null;
  const all = rows.train + rows.validation + rows.test;
  const table = html`<table class="${times ? 'compact' : 'bars'}"><thead><tr><th scope="col">Part</th>${!times && html`<th scope="col" class="wide"><span class="hidden">Bar</span></th>`}<th scope="col" class="number">${what}</th><th scope="col" class="number">Share</th>${times && html`<th scope="col" class="number">From</th><th scope="col" class="number">To</th>`}</tr></thead>
<tbody>${PARTS.map(
    ({ key, word }) =>
      html`<tr><th scope="row">${word}</th>${!times && html`<td class="wide">${shareBar(rows[key] / all)}</td>`}<td class="number">${data(rows[key], count(rows[key]))}</td><td class="number">${percentage(rows[key] / all)}</td>${times && html`<td class="number">${twoLines(times[key].first)}</td><td class="number">${twoLines(times[key].last)}</td>`}</tr>`,
  )}</tbody></table>`;
  return {
    id: 'splits',
    title: times ? 'Splits over time' : 'Splits',
    lead: html`${how}. ${times ? html`The column ${name(times.column)} says from when ${what} are.` : `No column says from when ${what} are.`}`,
    body: html`${times ? html`<div class="pair">${overTime(times, what)}<div><div class="scroll" role="region" aria-label="Table of parts" tabindex="0">${table}</div></div></div>` : table}
${times !== undefined && times.untimed > 0 && html`<p class="note">${count(times.untimed)} ${what} have no time and are not drawn.</p>`}`,
  };
}

function overTime(times: PartTimes, what: string): Html {
  const { first, last } = times;
  const edge = (b: number, of: number): Date => new Date(first + (b * (last - first || 1)) / of);
  const bars = PARTS.flatMap(({ key, word, colour }) => {
    const { counts } = times[key];
    const most = Math.max(...counts, 1);
    const total = counts.reduce((sum, n) => sum + n, 0);
    return counts.flatMap((n, b) =>
      n === 0
        ? []
        : [
            {
              word,
              colour,
              from: edge(b, counts.length),
              to: edge(b + 1, counts.length),
              height: n / most,
              says: `${minute(edge(b, counts.length).getTime())} to ${minute(edge(b + 1, counts.length).getTime())}\n${count(n)} ${what} of ${word}, ${percent(n / total)} of them`,
            },
          ],
    );
  });
  return figure({
    title: `${what[0]!.toUpperCase()}${what.slice(1)} by when they are from`,
    label: PARTS.map(
      ({ key, word }) => `${word} from ${minute(times[key].first)} to ${minute(times[key].last)}`,
    ).join('; '),
    caption: html`One bar a stretch of time; the highest of each part fills its row. UTC.`,
    plot: {
      height: 260,
      marginLeft: 72,
      marginBottom: 36,
      x: { type: 'utc', label: null, ticks: 4 },
      y: { axis: null, domain: [0, 1] },
      fy: { domain: PARTS.map(({ word }) => word), label: null, axis: 'left', tickSize: 0, padding: 0.18 },
      marks: [
        Plot.ruleY([0], { stroke: 'var(--line)' }),
        Plot.rect(bars, {
          x1: 'from',
          x2: 'to',
          y1: 0,
          y2: 'height',
          fy: 'word',
          fill: 'colour',
          insetLeft: 0.3,
          insetRight: 0.3,
          title: 'says',
        }),
      ],
    },
  });
}

const minute = (at: number | null): string =>
  at === null ? NONE : new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const twoLines = (at: number | null): Html => {
  const [day, clock] = minute(at).split(' ');
  return html`${day}${clock !== undefined && html`<small>${clock}</small>`}`;
};
