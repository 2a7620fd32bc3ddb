import type { Measured } from '../../../contracts/evaluation.ts';
import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { against } from '../against.ts';
import { type Html, html } from '../html.ts';
import { intervalBar, spanOf } from '../interval-bar.ts';
import { name } from '../names.ts';
import { data, decimalsFor, fixed, measuredRange, measuredValue, seconds } from '../numbers.ts';
import type { Section } from '../section.ts';
import { rankingWords } from './words.ts';

interface Line {
  readonly retriever: string | null;
  readonly score: Measured;
  /** How much better the whole is. */
  readonly behind: Measured | null;
}

const UNKNOWN: Measured = { value: null, low: null, high: null };

/** The recommender and each of its retrievers alone, on the same test users; best first. */
export function recommendLeaderboard({ trained }: RecommendReportFacts): Section {
  const { evaluation, choice } = trained;
  const { primary, metrics, retrievers, interval } = evaluation;
  const words = rankingWords(primary);
  const whole: Line = { retriever: null, score: metrics[primary]!, behind: null };
  const alone = retrievers.map(
    (r): Line => ({ retriever: r.retriever, score: r.metrics[primary] ?? UNKNOWN, behind: r.behind }),
  );
  const lines = [whole, ...(retrievers.length > 1 ? alone : [])].sort(
    (a, b) => (b.score.value ?? -Infinity) - (a.score.value ?? -Infinity),
  );
  const span = spanOf(
    lines.map((l) => l.score),
    words.range,
  );
  const decimals = Math.min(4, decimalsFor(lines.map((l) => l.score)));
  const secondsOf = (retriever: string | null): number =>
    retriever === null
      ? trained.fitSeconds
      : Math.max(0, ...choice.trials.filter((t) => t.retriever === retriever).map((t) => t.fitSeconds));
  return {
    id: 'recommenders',
    title: 'Recommenders compared',
    lead: html`The recommender and each retriever that it is made of alone, on the same test users, by ${words.label}, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals over users.`,
    body: html`<div class="scroll" role="region" aria-label="Table of recommenders" tabindex="0"><table class="leaderboard">
<thead><tr><th scope="col">Recommender</th><th scope="col" class="score">${words.label}<span class="ends"><span>${fixed(span.low, Math.min(3, decimals))}</span><span>${fixed(span.high, Math.min(3, decimals))}</span></span></th><th scope="col">Against the whole</th><th scope="col" class="number">Fit</th></tr></thead>
<tbody>${lines.map(
      ({ retriever, score, behind }) =>
        html`<tr${retriever === null && html` class="subject"`}><th scope="row">${retriever === null ? nameOf(trained) : name(retriever, 30)}<small>${retriever === null ? choice.kind : 'alone'}</small></th>
<td class="score"><b>${measuredValue(score, decimals)}</b><small>${measuredRange(score, decimals)}</small>${intervalBar(score, span, retriever === null ? null : whole.score.value)}</td>
<td class="against">${retriever === null ? html`<span class="tag">this report</span>` : against(behind, decimals)}</td>
<td class="number cost" data-label="Fit">${data(secondsOf(retriever), seconds(secondsOf(retriever)))}</td></tr>`,
    )}</tbody></table></div>
<p class="note">Differences are paired: both are judged on the same resampled users, so a difference can be told apart even where the intervals overlap.</p>`,
  };
}

const nameOf = ({ manifest: { retrievers } }: RecommendReportFacts['trained']): Html =>
  retrievers.length === 1 ? name(retrievers[0]!.name, 30) : html`All together`;
