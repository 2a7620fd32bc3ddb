import type { Slice } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { sliceMeans } from '../../../explain/worst-slice.ts';
import { type Html, html } from '../html.ts';
import { intervalBar, type Span, spanOf } from '../interval-bar.ts';
import { metricWords } from '../metric-words.ts';
import { name } from '../names.ts';
import { count, data, decimalsFor, fixed, measuredRange, measuredText, measuredValue } from '../numbers.ts';
import type { Section } from '../section.ts';

/** The primary metric for parts of the test rows. */
export function sliceTable({ models, subject }: ReportFacts): Section | null {
  const { slices, worstSlice, primary, metrics, interval } = models[subject]!.evaluation;
  if (slices.length === 0) return null;
  const words = metricWords(primary);
  const measured = slices.map((s) => s.metrics[primary]!);
  const span = spanOf([...measured, metrics[primary]!], words.range);
  const decimals = Math.min(3, decimalsFor(measured));
  const means = sliceMeans(slices, primary);
  const overall = metrics[primary]!;
  const worst = worstSlice === null ? undefined : slices[worstSlice];
  const byColumn = Map.groupBy(slices, (s) => s.column);
  return {
    id: 'slices',
    title: 'Slices',
    lead: html`${words.label} for parts of the test rows, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals; the line is the mean of a column’s slices. ${
      worst
        ? html`Clearly worse than that: ${name(worst.column)} ${name(worst.value)}, ${measuredText(worst.metrics[primary]!, decimals)}.`
        : html`Among ${slices.length} slices none is worse than chance explains.`
    }`,
    body: html`<table class="bars slices"><thead><tr><th scope="col">Slice</th><th scope="col" class="number">Rows</th><th scope="col" class="wide"><span class="ends"><span>${fixed(span.low, Math.min(2, decimals))}</span><span>${fixed(span.high, Math.min(2, decimals))}</span></span></th><th scope="col" class="number">${words.label}</th></tr></thead>
${[...byColumn].map(
  ([
    column,
    rows,
  ]) => html`<tbody><tr class="group"><th scope="rowgroup" colspan="4">${name(column, 60)}</th></tr>
${rows.map((slice) => row(slice, primary, span, means.get(column) ?? null, decimals, slice === worst))}</tbody>`,
)}</table>
<p class="note">All rows together have ${measuredText(overall, decimals)}. Within a slice the column that cuts it cannot help to tell rows apart, so the slices of a telling column may all lie on one side of that.</p>`,
  };
}

function row(
  slice: Slice,
  primary: string,
  span: Span,
  mean: number | null,
  decimals: number,
  worst: boolean,
): Html {
  const measured = slice.metrics[primary]!;
  return html`<tr${worst && html` class="worst"`}><th scope="row">${name(slice.value, 32)}</th><td class="number">${data(slice.rows, count(slice.rows))}</td><td class="wide">${intervalBar(measured, span, mean, worst ? 'warm' : '')}</td><td class="number">${
    measured.value === null ? 'n/a' : measuredValue(measured, decimals)
  }<small>${measuredRange(measured, decimals)}</small></td></tr>`;
}
