import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { count, decimalsFor, measuredRange, measuredValue, percent } from '../numbers.ts';
import type { Section } from '../section.ts';

const CORRECTED = {
  none: 'Nothing undid that some places are looked at more than others.',
  position:
    'Where the recommender learned from slates it knew the places, and answers as if all items stood first.',
  propensity:
    'Where the recommender learned from slates, impressions weighed by the inverse of their chance.',
} as const;

/** What users took of what they were shown, as the recommender would have ordered it. Null where nobody noted it. */
export function shownSection({ trained: { evaluation } }: RecommendReportFacts): Section | null {
  const { shown: found, interval } = evaluation;
  if (found === undefined) return null;
  const lines = [
    {
      name: 'AUC per user',
      about: 'Whether what was taken is scored above what was not; 0.5 is chance.',
      is: found.auc,
    },
    ...(found.nce === null || found.uncalibrated === null
      ? []
      : [
          {
            name: 'Normalised cross-entropy',
            about: 'Log loss of calibrated chances over that of the mean chance; below 1 they tell more.',
            is: found.nce,
          },
          {
            name: 'The same before calibration',
            about: 'Chances as the model says them.',
            is: found.uncalibrated,
          },
        ]),
  ];
  return {
    id: 'shown',
    title: 'What was shown',
    lead: html`${count(found.impressions)} impressions in ${count(found.slates)} slates of the test time, of which ${percent(found.taken)} were taken, with ${Math.round(interval.level * 100)}${'\u202f'}% intervals over users. ${CORRECTED[found.correction]}`,
    body: html`<div class="scroll" role="region" aria-label="Table of impressions" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Measure</th><th scope="col" class="number">This recommender</th><th scope="col" class="number">Interval</th></tr></thead>
<tbody>${lines.map(({ name, about, is }) => {
      const decimals = decimalsFor([is]);
      return html`<tr><th scope="row">${name}<small>${about}</small></th><td class="number strong">${is.value === null ? 'n/a' : measuredValue(is, decimals)}</td><td class="number">${measuredRange(is, decimals)}</td></tr>`;
    })}</tbody></table></div>`,
  };
}
