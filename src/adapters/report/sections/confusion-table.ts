import type { Curves } from '../../../contracts/evaluation.ts';
import { type Html, html } from '../html.ts';
import { name } from '../names.ts';
import { count, data, percentage } from '../numbers.ts';

type Confusion = NonNullable<Curves['confusion']>;

/** More classes than this are told by the confusions that happen most. */
const MATRIX_CLASSES = 12;
const PAIRS = 15;

/** Truth against prediction; a cell is the darker, the larger its share of the row. */
export function confusionTable(confusion: Confusion): Html {
  return confusion.classes.length > MATRIX_CLASSES ? commonConfusions(confusion) : matrix(confusion);
}

function matrix({ classes, counts }: Confusion): Html {
  return html`<figure class="plot-figure"><h3>Confusion matrix</h3>
<div class="scroll" role="region" aria-label="Confusion matrix" tabindex="0"><table class="confusion">
<thead><tr><td></td><th scope="colgroup" colspan="${classes.length}">predicted</th></tr>
<tr><th scope="col">truth</th>${classes.map((c) => html`<th scope="col">${name(c, 16)}</th>`)}</tr></thead>
<tbody>${counts.map((row, t) => {
    const total = row.reduce((a, b) => a + b, 0);
    return html`<tr><th scope="row">${name(classes[t]!, 24)}</th>${row.map((n, p) => {
      const share = total === 0 ? 0 : n / total;
      return html`<td class="${t === p ? 'right' : 'wrong'}" style="--share:${(100 * share).toFixed(1)}%"><b>${data(n, count(n))}</b><small>${total === 0 ? '' : percentage(share)}</small></td>`;
    })}</tr>`;
  })}</tbody></table></div>
<figcaption>Test rows by what they are and what they were taken for; shares are of the row.</figcaption></figure>`;
}

function commonConfusions({ classes, counts }: Confusion): Html {
  const pairs = counts.flatMap((row, truth) => {
    const total = row.reduce((a, b) => a + b, 0);
    return row.map((n, predicted) => ({ truth, predicted, n, share: n / total }));
  });
  const common = pairs
    .filter(({ truth, predicted, n }) => truth !== predicted && n > 0)
    .sort((a, b) => b.n - a.n)
    .slice(0, PAIRS);
  return html`<div class="scroll" role="region" aria-label="Most common confusions" tabindex="0"><table class="compact"><caption>Most common confusions</caption>
<thead><tr><th scope="col">Truth</th><th scope="col">Taken for</th><th scope="col" class="number">Rows</th><th scope="col" class="number">of the class</th></tr></thead>
<tbody>${common.map(
    ({ truth, predicted, n, share }) =>
      html`<tr><th scope="row">${name(classes[truth]!)}</th><td>${name(classes[predicted]!)}</td><td class="number">${data(n, count(n))}</td><td class="number">${percentage(share)}</td></tr>`,
  )}</tbody></table></div>`;
}
