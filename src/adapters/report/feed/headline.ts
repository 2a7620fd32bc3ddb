import type { FeedReportFacts } from '../../../contracts/report.ts';
import { type Html, html } from '../html.ts';
import { clipped, sentence } from '../names.ts';
import { count, data, decimalsFor, fixed, instant, measuredRange, measuredText, micros } from '../numbers.ts';
import type { Remark } from '../sections/remarks.ts';
import { measureName, orderWords } from './words.ts';

/** What is reported, of what, and what it comes to. */
export function feedHeadline(facts: FeedReportFacts): Html {
  const { design, version, role, at } = facts;
  const found = feedRemarks(facts);
  return html`<header class="headline">
<p class="overline">Feed report<span>${instant(at)}</span></p>
<h1><bdi>${clipped(design.name, 60)}</bdi><span class="version">@${version}</span> <span class="role ${role}">${role}</span></h1>
<p class="objective">${sentence(design.requirements.objective)}</p>
<p class="verdict">${verdict(facts)}</p>
${figures(facts)}
${
  found.length > 0 &&
  html`<section class="remarks" aria-labelledby="remarks"><h2 id="remarks">Before you decide</h2>
<ul>${found.map(({ tone, says }) => html`<li class="${tone}">${says}</li>`)}</ul></section>`
}
</header>`;
}

/** The order that answers beside the best of those that need no model. */
function verdict({ trained: { evaluation }, design }: FeedReportFacts): Html {
  const { primary, metrics, rankings, pages } = evaluation;
  const measured = metrics[primary]!;
  if (measured.value === null) return html`${measureName(primary)} is not defined on test pages.`;
  const decimals = decimalsFor([measured]);
  const plain = rankings
    .filter((r) => !Object.hasOwn(design.framing.objectives, r.ranking))
    .toSorted(
      (a, b) => (b.metrics[primary]?.value ?? -Infinity) - (a.metrics[primary]?.value ?? -Infinity),
    )[0];
  const range = measuredRange(measured, decimals);
  const head = html`<strong>${measureName(primary)} ${data(measured.value, fixed(measured.value, decimals))}</strong>${range && html` <span>(${range})</span>`} over ${count(pages)} pages`;
  const { behind } = plain ?? {};
  if (plain === undefined || behind == null || behind.low === null || behind.high === null)
    return html`${head}.`;
  const by = measuredText(behind, decimalsFor([behind]));
  if (behind.low > 0)
    return html`${head}: <em class="good">more than the best order without a model by ${by}</em> (${orderWords(plain.ranking)}).`;
  return html`${head}: <em class="bad">not surely more than an order without a model</em> (${orderWords(plain.ranking)}); the difference is ${by}.`;
}

function figures({ trained: { evaluation, choice, scoreMicros, manifest }, dataset }: FeedReportFacts): Html {
  const first = evaluation.heads.find((h) => h.kind === 'binary');
  const auc = first?.metrics.rocAuc;
  const answers = evaluation.rankings[0];
  return html`<dl class="figures">
${auc?.value != null && html`<div><dt>AUC of ${clipped(first!.head, 20)}</dt><dd class="big">${fixed(auc.value, 3)}</dd><dd>${measuredRange(auc, 3)}</dd></div>`}
${answers?.clickbait != null && html`<div><dt>Opened and left at once</dt><dd class="big">${fixed(100 * answers.clickbait, 1)}${'\u202f'}%</dd><dd>of what is opened</dd></div>`}
<div><dt>Model</dt><dd class="big">${clipped(manifest.model.name, 24)}</dd><dd>best of ${count(choice.trials.length)}</dd></div>
<div><dt>Events</dt><dd class="big">${count(dataset.rows)}</dd><dd>${count(evaluation.readers)} test readers</dd></div>
<div><dt>100 posts</dt><dd class="big">${micros(scoreMicros)}</dd><dd>to score, features not counted</dd></div>
</dl>`;
}

/** What a person should weigh before promoting a feed. */
export function feedRemarks({
  trained: { evaluation, parity },
  dataset,
}: FeedReportFacts): readonly Remark[] {
  const found: (Remark | null)[] = [
    evaluation.caution === null ? null : { tone: 'warn', says: sentence(evaluation.caution) },
    ...dataset.findings
      .filter((f) => f.severity === 'warning')
      .slice(0, 3)
      .map((f): Remark => ({ tone: 'warn', says: sentence(f.says) })),
    weakHeads(evaluation),
    evaluation.staleness === null ? null : { tone: 'info', says: sentence(evaluation.staleness.because) },
    {
      tone: 'good',
      says: html`${count(parity.rows)} rows were scored as fitted, as read back and one by one: all alike, to the last bit.`,
    },
  ];
  return found.filter((r) => r !== null);
}

/** Heads that are not surely better than guessing. */
function weakHeads({ heads }: FeedReportFacts['trained']['evaluation']): Remark | null {
  const weak = heads.filter((h) => h.kind === 'binary' && (h.metrics.rocAuc?.low ?? 1) <= 0.5);
  if (weak.length === 0) return null;
  return {
    tone: 'info',
    says: html`Not surely better than guessing on test pages: ${weak.map((h, i) => html`${i > 0 && ', '}${clipped(h.head, 30)}`)}. More such events, or a worth of 0, would make the order safer.`,
  };
}
