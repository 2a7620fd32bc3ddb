import type { TrainedModel } from '../../../contracts/artifact.ts';
import type { Measured } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { against } from '../against.ts';
import { html } from '../html.ts';
import { intervalBar, spanOf } from '../interval-bar.ts';
import { metricWords } from '../metric-words.ts';
import { name } from '../names.ts';
import {
  bytes,
  data,
  decimalsFor,
  fixed,
  measuredRange,
  measuredValue,
  micros,
  seconds,
} from '../numbers.ts';
import type { Section } from '../section.ts';

/** Every model of the run, best first, with what it costs. */
export function leaderboard(facts: ReportFacts): Section {
  const { models, subject } = facts;
  const { primary, interval } = models[subject]!.evaluation;
  const words = metricWords(primary);
  const scoreOf = (model: TrainedModel): Measured =>
    model.evaluation.metrics[primary] ?? { value: null, low: null, high: null };
  const sign = words.better === 'higher' ? -1 : 1;
  const worth = (model: TrainedModel): number =>
    sign * (scoreOf(model).value ?? -sign * Number.POSITIVE_INFINITY);
  const ranked = models.map((model, i) => ({ model, i })).sort((a, b) => worth(a.model) - worth(b.model));
  const span = spanOf(models.map(scoreOf), words.range);
  const decimals = Math.min(4, decimalsFor(models.filter((m) => m.tier !== 'baseline').map(scoreOf)));
  const best = scoreOf(models[subject]!).value;
  return {
    id: 'models',
    title: 'Models compared',
    lead: html`${models.length} ${models.length === 1 ? 'model' : 'models'} on the same test rows, by ${words.label} (${words.better} is better), with ${Math.round(interval.level * 100)}${'\u202f'}% intervals.`,
    body: html`<div class="scroll" role="region" aria-label="Table of models" tabindex="0"><table class="leaderboard">
<thead><tr><th scope="col">Model</th><th scope="col" class="score">${words.label}<span class="ends"><span>${fixed(span.low, Math.min(2, decimals))}</span><span>${fixed(span.high, Math.min(2, decimals))}</span></span></th><th scope="col">Against ${name(models[subject]!.manifest.model.name, 20)}</th><th scope="col" class="number">Fit</th><th scope="col" class="number">One row</th><th scope="col" class="number">Size</th></tr></thead>
<tbody>${ranked.map(({ model, i }) => {
      const score = scoreOf(model);
      return html`<tr${i === subject && html` class="subject"`}><th scope="row">${name(model.manifest.model.name, 30)}<small>${model.tier}</small></th>
<td class="score"><b>${measuredValue(score, decimals)}</b><small>${measuredRange(score, decimals)}</small>${intervalBar(score, span, i === subject ? null : best)}</td>
<td class="against">${i === subject ? html`<span class="tag">this report</span>` : against(facts.comparison?.differences[i], decimals)}</td>
<td class="number cost" data-label="Fit">${data(model.fitSeconds, seconds(model.fitSeconds))}</td>
<td class="number cost" data-label="One row">${data(model.singleRowMicros, micros(model.singleRowMicros))}</td>
<td class="number cost" data-label="Size">${data(model.bytes, bytes(model.bytes))}</td></tr>`;
    })}</tbody></table></div>
<p class="note">Differences are paired: both models are scored on the same resampled rows, so a difference can be told apart even where the intervals of the two scores overlap.</p>`,
  };
}
