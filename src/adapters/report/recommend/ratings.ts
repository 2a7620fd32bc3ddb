import type { RatingEvaluation } from '../../../contracts/recommend-evaluation.ts';
import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { against } from '../against.ts';
import { html } from '../html.ts';
import { count, decimalsFor, measuredRange, measuredValue } from '../numbers.ts';
import type { Section } from '../section.ts';

const LEARNED: Readonly<Record<RatingEvaluation['over'], string>> = {
  observed: 'from rated pairs alone',
  weighted: 'from rated pairs, and with a low weight from all others',
  all: 'from all pairs alike',
};
const BASELINES = { mean: 'Mean of all', biases: 'Biases alone' } as const;

/** What was told of held-out ratings, beside what anybody could tell. Null where no ratings are told. */
export function ratingSection({ trained: { evaluation } }: RecommendReportFacts): Section | null {
  const { ratings: found, interval } = evaluation;
  if (found === undefined) return null;
  const lines = [
    { name: 'This recommender', rmse: found.rmse, mae: found.mae, behind: null },
    ...found.baselines.map((b) => ({ ...b, name: BASELINES[b.name] })),
  ];
  const decimals = Math.min(4, decimalsFor(lines.map((line) => line.rmse)));
  return {
    id: 'ratings',
    title: 'Ratings',
    lead: html`${count(found.ratings)} ratings by ${count(found.users)} test users, told ${LEARNED[found.over]}; errors in the unit of ratings, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals over users.`,
    body: html`<div class="scroll" role="region" aria-label="Table of errors" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Ratings told by</th><th scope="col" class="number">RMSE</th><th scope="col" class="number">Interval</th><th scope="col" class="number">MAE</th><th scope="col">RMSE against this</th></tr></thead>
<tbody>${lines.map(
      ({ name, rmse, mae, behind }) =>
        html`<tr${behind === null && html` class="subject"`}><th scope="row">${name}</th><td class="number strong">${measuredValue(rmse, decimals)}</td><td class="number">${measuredRange(rmse, decimals)}</td><td class="number">${measuredValue(mae, decimals)}</td><td class="against">${behind === null ? html`<span class="tag">this report</span>` : against(behind, decimals)}</td></tr>`,
    )}</tbody></table></div>`,
  };
}
