import type { Measured } from '../../../contracts/evaluation.ts';
import type { RecommendEvaluation } from '../../../contracts/recommend-evaluation.ts';
import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { type Html, html } from '../html.ts';
import { clipped, name, sentence } from '../names.ts';
import { count, data, decimalsFor, fixed, instant, measuredRange, measuredText, micros } from '../numbers.ts';
import { recommendRemarks } from './remarks.ts';
import { rankingWords } from './words.ts';

/** What is reported, of what, and what it comes to. */
export function recommendHeadline(facts: RecommendReportFacts): Html {
  const { design, version, role, at, trained } = facts;
  return html`<header class="headline">
<p class="overline">Recommender report<span>${instant(at)}</span></p>
<h1><bdi>${clipped(design.name, 60)}</bdi><span class="version">@${version}</span> <span class="role ${role}">${role}</span></h1>
<p class="objective">${sentence(design.requirements.objective)}</p>
<p class="verdict">${verdict(trained)}</p>
${figures(facts)}
${remarkList(facts)}
</header>`;
}

function verdict({ evaluation }: RecommendReportFacts['trained']): Html {
  const measured = evaluation.metrics[evaluation.primary]!;
  const { label } = rankingWords(evaluation.primary);
  if (measured.value === null) return html`${label} is not defined for any test user.`;
  const decimals = decimalsFor([measured]);
  const range = measuredRange(measured, decimals);
  return html`<strong>${label} ${data(measured.value, fixed(measured.value, decimals))}</strong>${
    range && html` <span>(${range})</span>`
  } over ${count(evaluation.users)} users, on what they did after all that it had seen of them${versus(evaluation)}`;
}

/** The mix beside the best of its retrievers alone. */
function versus({ primary, retrievers }: RecommendEvaluation): Html {
  if (retrievers.length < 2) return html`.`;
  const worth = (m: Measured | undefined): number => m?.value ?? -Infinity;
  const best = retrievers.reduce((a, b) => (worth(b.metrics[primary]) > worth(a.metrics[primary]) ? b : a));
  const { low, high } = best.behind;
  if (low === null || high === null) return html`.`;
  const decimals = decimalsFor([best.behind]);
  if (low > 0)
    return html`: <em class="good">better than ${name(best.retriever, 30)} alone by ${measuredText(best.behind, decimals)}</em>.`;
  return html`: <em class="bad">not distinguishable from ${name(best.retriever, 30)} alone</em>; the difference is ${measuredText(best.behind, decimals)}.`;
}

const SHOWN = ['recallAt20', 'hitRateAt10', 'coverageAt10', 'noveltyAt10'];

function figures({ trained: { evaluation, slateMicros, manifest }, dataset }: RecommendReportFacts): Html {
  const shown = SHOWN.filter((metric) => evaluation.metrics[metric] !== undefined);
  const { facts } = dataset.events!;
  return html`<dl class="figures">
${shown.map((metric) => {
  const measured = evaluation.metrics[metric]!;
  const decimals = Math.min(decimalsFor([measured]), 4);
  return html`<div><dt>${rankingWords(metric).label}</dt><dd class="big">${
    measured.value === null ? 'n/a' : data(measured.value, fixed(measured.value, decimals))
  }</dd><dd>${measuredRange(measured, decimals)}</dd></div>`;
})}
<div><dt>Events</dt><dd class="big">${count(facts.events)}</dd><dd>${count(facts.users)} users, ${count(facts.items)} items</dd></div>
<div><dt>One slate</dt><dd class="big">${micros(slateMicros)}</dd><dd>${manifest.retrievers.length} ${manifest.retrievers.length === 1 ? 'retriever' : 'retrievers'}</dd></div>
</dl>`;
}

function remarkList(facts: RecommendReportFacts): Html | null {
  const found = recommendRemarks(facts);
  if (found.length === 0) return null;
  return html`<section class="remarks" aria-labelledby="remarks"><h2 id="remarks">Before you decide</h2>
<ul>${found.map(({ tone, says }) => html`<li class="${tone}">${says}</li>`)}</ul></section>`;
}
