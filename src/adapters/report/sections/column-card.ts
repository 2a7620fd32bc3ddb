import type { ColumnProfile, Relation } from '../../../contracts/dataset.ts';
import { type Html, html, trusted } from '../html.ts';
import { shareBar } from '../interval-bar.ts';
import { clipped, name } from '../names.ts';
import { amount, count, instant, percent, percentage } from '../numbers.ts';

/** What the cards need to know of the target, where there is one. */
export interface Told {
  readonly target: string | null;
  /** Binary: the positive class, whose share is told by value. */
  readonly outcome: string | null;
}

const VALUES = 6;

/** One column: how its values are spread, what is missing, and how they go with the target. */
export function columnCard(column: ColumnProfile, rows: number, told: Told): Html {
  const isTarget = column.name === told.target;
  return html`<article class="card${isTarget ? ' target' : ''}">
<h3>${name(column.name, 36)}<span class="tag">${isTarget ? 'target' : column.type}</span></h3>
${column.numeric ? numbers(column.numeric, column.type === 'timestamp') : values(column, rows, told)}
${column.numeric && column.relation?.means && means(column.relation.means, told)}
<dl class="facts"><div><dt>missing</dt><dd>${column.missing === 0 ? 'none' : percent(column.missing / rows)}</dd></div><div><dt>distinct</dt><dd>${count(column.distinct)}</dd></div>${column.relation && relation(column.relation)}</dl>
</article>`;
}

const MEASURES = { auc: '|2 AUC − 1|', r: 'Spearman', v: 'Cramér’s V' };

const relation = ({ measure, strength }: Relation): Html =>
  html`<div><dt>tells target</dt><dd title="${MEASURES[measure]} of this column alone">${strength.toFixed(2)}${shareBar(strength)}</dd></div>`;

function numbers(numeric: NonNullable<ColumnProfile['numeric']>, time: boolean): Html {
  const shown = (value: number): string => (time ? instant(value).slice(0, 10) : amount(value));
  const [, , , median] = numeric.quantiles;
  const { edges, counts } = numeric.histogram;
  const label = `Histogram from ${shown(numeric.min)} to ${shown(numeric.max)}`;
  const said = counts.map((n, i) => `${count(n)} rows\n${shown(edges[i]!)} to ${shown(edges[i + 1]!)}`);
  return html`${histogram(counts, label, said)}
<p class="ends"><span>${shown(numeric.min)}</span><span>${median !== undefined && `median ${shown(median)}`}</span><span>${shown(numeric.max)}</span></p>`;
}

/** Bars as one path in a box of 100 x 30 that is stretched to its place. */
function histogram(counts: readonly number[], label: string, said: readonly string[]): Html {
  const highest = Math.max(1, ...counts);
  const width = 100 / counts.length;
  const bars = counts.map((n, i) => {
    // A bin that is not empty can be seen.
    const height = n === 0 ? 0 : Math.max(0.7, (30 * n) / highest);
    return `M${(i * width).toFixed(2)},30v${(-height).toFixed(2)}h${(width * 0.9).toFixed(2)}V30z`;
  });
  return html`<svg class="histogram" viewBox="0 0 100 30" preserveAspectRatio="none" role="img" aria-label="${label}"><path d="${trusted(bars.join(''))}"/>${strips(said)}</svg>`;
}

/** Strips as high as the box that nobody sees: each says what stands in it. */
function strips(said: readonly string[]): Html {
  const width = 100 / said.length;
  return html`${said.map((text, i) => html`<rect x="${(i * width).toFixed(2)}" width="${width.toFixed(2)}" height="30" fill="transparent"><title>${text}</title></rect>`)}`;
}

/** Bars from a mean to the next: the target over the bins of a number. */
function means(bins: NonNullable<Relation['means']>, { target, outcome }: Told): Html | null {
  if (bins.length < 2) return null;
  const shown = (mean: number): string => (outcome === null ? amount(mean) : percent(mean));
  const all = bins.map((b) => b.mean);
  const low = outcome === null ? Math.min(...all) : 0;
  const high = Math.max(...all);
  const at = (mean: number): string => (high > low ? 27 - (24 * (mean - low)) / (high - low) : 15).toFixed(2);
  const step = 100 / bins.length;
  const path = bins
    .map((b, i) => `${i === 0 ? 'M' : 'L'}${((i + 0.5) * step).toFixed(2)},${at(b.mean)}`)
    .join('');
  const label = `Mean of the target over ${bins.length} bins, from ${shown(all[0]!)} to ${shown(all.at(-1)!)}`;
  return html`<svg class="means" viewBox="0 0 100 30" preserveAspectRatio="none" role="img" aria-label="${label}"><path d="${trusted(path)}"/>${strips(bins.map((b) => `${shown(b.mean)}\n${clipped(b.label, 40)}, ${count(b.count)} rows`))}</svg>
<p class="ends"><span>${shown(all[0]!)}</span><span>${outcome === null ? html`mean ${name(target ?? '', 18)}` : html`share of ${name(outcome, 14)}`} by value</span><span>${shown(all.at(-1)!)}</span></p>`;
}

function values({ top, distinct, relation }: ColumnProfile, rows: number, { outcome }: Told): Html | null {
  if (top === undefined || top.length === 0) return null;
  const meanOf = new Map(relation?.means?.map((m) => [m.label, m.mean]));
  const shown = top.slice(0, VALUES);
  const largest = shown[0]!.count;
  const mean = (value: string): string => {
    const known = meanOf.get(value);
    if (known === undefined) return '';
    return outcome === null ? amount(known) : percentage(known);
  };
  const head =
    meanOf.size > 0 &&
    html`<thead><tr><th scope="col">value</th><td></td><th scope="col" class="number">rows</th><th scope="col" class="number">${outcome === null ? 'mean' : clipped(outcome, 10)}</th></tr></thead>`;
  return html`<table class="values">${head}<tbody>${shown.map(
    ({ value, count: n }) =>
      html`<tr><th scope="row">${name(value, 20)}</th><td>${shareBar(n / largest)}</td><td class="number">${percentage(n / rows)}</td>${meanOf.size > 0 && html`<td class="number">${mean(value)}</td>`}</tr>`,
  )}</tbody></table>
${distinct > shown.length && html`<p class="note">and ${count(distinct - shown.length)} more</p>`}`;
}
