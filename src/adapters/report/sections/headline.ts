import type { TrainedModel } from '../../../contracts/artifact.ts';
import type { Design } from '../../../contracts/design.ts';
import type { Evaluation } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { type Html, html } from '../html.ts';
import { measuredInOrder } from '../measured-in-order.ts';
import { metricWords } from '../metric-words.ts';
import { clipped, name, sentence } from '../names.ts';
import {
  amount,
  count,
  data,
  decimalsFor,
  fixed,
  instant,
  measuredRange,
  measuredText,
  micros,
} from '../numbers.ts';
import { remarks } from './remarks.ts';

/** What is reported, of what, and what it comes to. */
export function headline(facts: ReportFacts): Html {
  const { design, version, role, at } = facts;
  const subject = facts.models[facts.subject]!;
  const system = html`<bdi>${clipped(design.name, 60)}</bdi>`;
  return html`<header class="headline">
<p class="overline">Model report<span>${instant(at)}</span></p>
<h1>${system}${version !== null && html`<span class="version">@${version}</span>`} <span class="role ${role}">${role}</span></h1>
${design.requirements.objective && html`<p class="objective">${sentence(design.requirements.objective)}</p>`}
<p class="verdict">${verdict(subject)}</p>
${keyFigures(design, subject)}
${remarkList(facts)}
</header>`;
}

function verdict({ evaluation, tier }: TrainedModel): Html {
  const { primary, metrics, rows, versusBaseline } = evaluation;
  const measured = metrics[primary]!;
  const { label } = metricWords(primary);
  const decimals = decimalsFor([measured]);
  if (measured.value === null) return html`${label} is not defined on the ${count(rows)} test rows.`;
  const range = measuredRange(measured, decimals);
  return html`<strong>${label} ${data(measured.value, fixed(measured.value, decimals))}</strong>${
    range && html` <span>(${range})</span>`
  } on ${count(rows)} rows that it had not seen${versus(versusBaseline, tier)}`;
}

function versus(versusBaseline: Evaluation['versusBaseline'], tier: TrainedModel['tier']): Html {
  if (versusBaseline === null) return html`.${tier === 'baseline' && ' It is the baseline itself.'}`;
  const { difference } = versusBaseline;
  const { value, low, high } = difference;
  if (value === null || low === null || high === null) return html`.`;
  const decimals = decimalsFor([difference]);
  if (low > 0)
    return html`: <em class="good">better than the baseline by ${measuredText(difference, decimals)}</em>.`;
  if (high < 0) {
    const loss = { value: -value, low: -high, high: -low };
    return html`: <em class="bad">worse than the baseline by ${measuredText(loss, decimals)}</em>.`;
  }
  return html`: <em class="bad">not distinguishable from the baseline</em>; the difference is ${measuredText(difference, decimals)}.`;
}

/** Four metrics at most, what decisions cost, where they are made, and the time that one row takes. */
function keyFigures(design: Design, { manifest, evaluation, singleRowMicros }: TrainedModel): Html {
  const { threshold } = evaluation;
  const cost = costFigure(design, evaluation);
  return html`<dl class="figures">
${measuredInOrder(design, evaluation)
  .slice(0, cost === null ? 4 : 3)
  .map(([metric, measured]) => {
    const decimals = Math.min(decimalsFor([measured]), 4);
    return html`<div><dt>${metricWords(metric).label}</dt><dd class="big">${
      measured.value === null ? 'n/a' : data(measured.value, fixed(measured.value, decimals))
    }</dd><dd>${measuredRange(measured, decimals)}</dd></div>`;
  })}
${cost}
${threshold !== null && html`<div><dt>Threshold</dt><dd class="big">${data(threshold, fixed(threshold, 3))}</dd><dd>${evaluation.task.category === 'anomaly' ? 'anomalous' : 'positive'} from here</dd></div>`}
<div><dt>One row</dt><dd class="big">${micros(singleRowMicros)}</dd><dd>${name(manifest.model.name, 30)}</dd></div>
</dl>`;
}

/** What decisions cost on the test rows, beside the cheaper of deciding the same for every row; null without costs. */
function costFigure({ evaluation: { costs } }: Design, { curves, rows }: Evaluation): Html | null {
  if (costs === null || curves.confusion === undefined) return null;
  const [[negatives, falsePositives], [falseNegatives, positives]] = curves.confusion.counts as Counts;
  const cost = (over: number, missed: number): number =>
    (costs.falsePositive * over + costs.falseNegative * missed) / rows;
  const all = cost(negatives + falsePositives, 0);
  const none = cost(0, falseNegatives + positives);
  const decided = cost(falsePositives, falseNegatives);
  return html`<div><dt>Cost a row</dt><dd class="big">${data(decided, amount(decided))}</dd><dd>${
    all < none ? html`${amount(all)} flagging all` : html`${amount(none)} flagging none`
  }</dd></div>`;
}

/** [truth][predicted] of two classes. */
type Counts = readonly [readonly [number, number], readonly [number, number]];

function remarkList(facts: ReportFacts): Html | null {
  const found = remarks(facts);
  if (found.length === 0) return null;
  return html`<section class="remarks" aria-labelledby="remarks"><h2 id="remarks">Before you decide</h2>
<ul>${found.map(({ tone, says }) => html`<li class="${tone}">${says}</li>`)}</ul></section>`;
}
