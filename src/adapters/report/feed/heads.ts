import type { HeadEvaluation } from '../../../contracts/feed-evaluation.ts';
import type { FeedReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { intervalBar, spanOf } from '../interval-bar.ts';
import { name } from '../names.ts';
import {
  amount,
  count,
  data,
  decimalsFor,
  fixed,
  measuredRange,
  measuredValue,
  NONE,
  percent,
} from '../numbers.ts';
import type { Section } from '../section.ts';
import { calibrationFigure } from '../sections/probabilities.ts';

const UNKNOWN = { value: null, low: null, high: null };
const AUC = [0, 1] as const;
/** Heads whose calibration is drawn. */
const DRAWN = 4;

/** What is predicted of a post, head by head, against what came. */
export function headsSection({ trained: { evaluation, choice } }: FeedReportFacts): Section {
  const chances = evaluation.heads.filter((h) => h.kind === 'binary');
  const amounts = evaluation.heads.filter((h) => h.kind === 'amount');
  const auc = (h: HeadEvaluation) => h.metrics.rocAuc ?? UNKNOWN;
  const span = spanOf([...chances.map(auc), { value: 0.5, low: null, high: null }], AUC);
  const calibratorOf = (head: string) => choice.calibrators.find((c) => c.head === head)?.name ?? null;
  return {
    id: 'heads',
    title: 'Heads',
    lead: html`Each thing that is predicted of a post in front of a reader, on test pages; the line is guessing.`,
    body: html`<div class="scroll" role="region" aria-label="Table of heads" tabindex="0"><table class="bars slices">
<thead><tr><th scope="col">Head</th><th scope="col" class="number">Happens</th><th scope="col" class="number">Rows</th><th scope="col" class="wide">AUC<span class="ends"><span>${fixed(span.low, 2)}</span><span>${fixed(span.high, 2)}</span></span></th><th scope="col" class="number">AUC</th><th scope="col" class="number">Log loss</th><th scope="col" class="number">Calibration error</th></tr></thead>
<tbody>${chances.map(
      (h) =>
        html`<tr><th scope="row">${name(h.head, 30)}<small>${calibratorOf(h.head) === null ? 'as the model says' : `calibrated: ${calibratorOf(h.head)}`}</small></th><td class="number">${h.mean === null ? NONE : data(h.mean, percent(h.mean))}</td><td class="number">${count(h.rows)}</td><td class="wide">${intervalBar(auc(h), span, 0.5)}</td><td class="number">${measuredValue(auc(h), 3)}<small>${measuredRange(auc(h), 3)}</small></td><td class="number">${measuredValue(h.metrics.normalisedEntropy ?? UNKNOWN, 3)}<small>of the rate's</small></td><td class="number">${measuredValue(h.metrics.ece ?? UNKNOWN, 4)}</td></tr>`,
    )}</tbody></table></div>
${
  amounts.length > 0 &&
  html`<h3>Amounts</h3><div class="scroll" role="region" aria-label="Table of amounts" tabindex="0"><table class="compact"><thead><tr><th scope="col">Amount</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Mean</th><th scope="col" class="number">Mean error</th><th scope="col" class="number">Said less came</th></tr></thead>
<tbody>${amounts.map(
    (h) =>
      html`<tr><th scope="row">${name(h.head, 30)}</th><td class="number">${count(h.rows)}</td><td class="number">${h.mean === null ? NONE : amount(h.mean)}</td><td class="number">${measuredValue(h.metrics.mae ?? UNKNOWN, decimalsFor([h.metrics.mae ?? UNKNOWN]))}</td><td class="number">${h.metrics.bias?.value == null ? NONE : amount(h.metrics.bias.value)}</td></tr>`,
  )}</tbody></table></div>`
}
<div class="pair">${chances
      .filter((h) => h.calibration.length > 1)
      .slice(0, DRAWN)
      .map((h) => calibrationFigure(h.calibration, undefined, true, h.head))}</div>`,
  };
}
