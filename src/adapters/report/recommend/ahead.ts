import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { against } from '../against.ts';
import { html } from '../html.ts';
import { count, decimalsFor, measuredRange, measuredValue, seconds } from '../numbers.ts';
import type { Section } from '../section.ts';
import { rankingWords } from './words.ts';

const SECONDS_A_DAY = 86_400;

/** Slates made ahead beside ones made when asked: what they lose, and what each costs. Null where nobody tells. */
export function aheadSection({ trained, design, dataset }: RecommendReportFacts): Section | null {
  const { ahead: found, slateMicros } = trained;
  if (found === undefined) return null;
  const { requestsPerSecond } = design.requirements.scale;
  const plan = design.serving.ahead;
  const users = dataset.events?.facts.users ?? 0;
  const batch = (users * slateMicros) / 1e6;
  const rounds = plan === undefined ? 1 : (SECONDS_A_DAY * 1000) / plan.everyMs;
  const online =
    requestsPerSecond === null
      ? html`as many times ${(slateMicros / 1000).toPrecision(2)} ms as slates are asked for`
      : html`${seconds((requestsPerSecond * SECONDS_A_DAY * slateMicros) / 1e6)} of one core a day at ${requestsPerSecond} a second`;
  const decimals = Math.min(4, decimalsFor([found.online, found.ahead]));
  const lines = [
    { name: 'Made when asked', measured: found.online, behind: null, cost: online },
    {
      name: 'Made ahead',
      measured: found.ahead,
      behind: found.loss,
      cost: html`${seconds(rounds * batch)} of one core a day, ${count(users)} users ${rounds === 1 ? 'once' : `${rounds.toPrecision(2)} times`}`,
    },
  ];
  return {
    id: 'ahead',
    title: 'Made ahead, or when asked',
    lead: html`${plan === undefined ? 'The design has slates made when they are asked for.' : 'The design has slates made ahead.'} ${count(found.users)} test users did several things: the last is what they wanted, and slates made ahead know nothing of those before it.`,
    body: html`<div class="scroll" role="region" aria-label="Table of slates made ahead" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Slates</th><th scope="col" class="number">${rankingWords(found.metric).label}</th><th scope="col" class="number">Interval</th><th scope="col">Against made when asked</th><th scope="col">Cost</th></tr></thead>
<tbody>${lines.map(
      ({ name, measured, behind, cost }) =>
        html`<tr${behind === null && html` class="subject"`}><th scope="row">${name}</th><td class="number strong">${measuredValue(measured, decimals)}</td><td class="number">${measuredRange(measured, decimals)}</td><td class="against">${behind === null ? html`<span class="tag">this</span>` : against(behind, decimals)}</td><td>${cost}</td></tr>`,
    )}</tbody></table></div>`,
  };
}
