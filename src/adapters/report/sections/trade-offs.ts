import type { ReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { metricWords } from '../metric-words.ts';
import { name } from '../names.ts';
import {
  bytes,
  count,
  data,
  decimalsFor,
  measuredRange,
  measuredValue,
  micros,
  NONE,
  seconds,
} from '../numbers.ts';
import type { Section } from '../section.ts';

/** What each model of a search costs and can do, beside what it scores. */
export function tradeOffs({ models, subject }: ReportFacts): Section | null {
  if (models.every((m) => m.tradeOffs === undefined)) return null;
  const { primary } = models[subject]!.evaluation;
  const words = metricWords(primary);
  const scores = models.map((m) => m.evaluation.metrics[primary] ?? { value: null, low: null, high: null });
  const decimals = Math.min(4, decimalsFor(scores));
  const yes = (is: boolean) => (is ? 'yes' : 'no');
  return {
    id: 'trade-offs',
    title: 'Trade-offs',
    lead: html`What each model costs and can do, measured on the machine that trained it.`,
    body: html`<div class="scroll" role="region" aria-label="Table of trade-offs" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Model</th><th scope="col" class="number">${words.label}</th><th scope="col" class="number">Interval</th><th scope="col" class="number">Fit</th><th scope="col" class="number">Rows needed</th><th scope="col" class="number">One row</th><th scope="col" class="number">Size</th><th scope="col" class="number">Memory</th><th scope="col">Learns online</th><th scope="col">Explains</th><th scope="col">In a browser</th></tr></thead>
<tbody>${models.map((model, i) => {
      const t = model.tradeOffs;
      return html`<tr${i === subject && html` class="subject"`}><th scope="row">${name(model.manifest.model.name, 30)}<small>${model.tier}</small></th>
<td class="number strong">${measuredValue(scores[i]!, decimals)}</td><td class="number">${measuredRange(scores[i]!, decimals) || NONE}</td>
<td class="number">${data(model.fitSeconds, seconds(model.fitSeconds))}</td><td class="number">${t?.rowsNeeded ? count(t.rowsNeeded) : NONE}</td>
<td class="number">${data(model.singleRowMicros, micros(model.singleRowMicros))}</td><td class="number">${data(model.bytes, bytes(model.bytes))}</td>
<td class="number">${t?.memoryBytes ? data(t.memoryBytes, bytes(t.memoryBytes)) : NONE}</td>
<td>${t === undefined ? NONE : yes(t.updates)}</td><td>${t === undefined ? NONE : yes(t.explains)}</td><td>${t === undefined ? NONE : yes(t.browser)}</td></tr>`;
    })}</tbody></table></div>
<p class="note">Rows needed: the fewest of an eighth, a quarter and a half of the training rows on which a fit is not clearly worse than on all of them. Memory: what the process holds once the model is opened. In a browser: models are scored there by the same code; this says whether the model is small enough to load.</p>`,
  };
}
