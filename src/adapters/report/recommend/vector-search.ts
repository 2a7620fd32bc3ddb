import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { count } from '../numbers.ts';
import type { Section } from '../section.ts';

/** How vectors are searched in service, and what an index finds of what looking at all does. Null of mixes without vectors. */
export function vectorSearchSection({ trained }: RecommendReportFacts): Section | null {
  const { vectorSearch: facts } = trained;
  if (facts === undefined) return null;
  const { retriever, how, vectors, size, similar, candidates } = facts;
  const share = (recall: number): string => `${(100 * recall).toFixed(1)} %`;
  const lead = html`${retriever} has ${count(vectors)} vectors of ${size} numbers. The design says "${how}".`;
  const lines = [
    { name: 'Similar items', found: similar },
    { name: 'Candidates of slates', found: candidates },
  ];
  return {
    id: 'vector-search',
    title: 'How vectors are searched',
    lead,
    body: html`<div class="scroll" role="region" aria-label="Table of how vectors are searched" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">What</th><th scope="col">How</th><th scope="col" class="number">Found of what looking at all finds</th></tr></thead>
<tbody>${lines.map(
      ({ name, found }) =>
        html`<tr><th scope="row">${name}</th><td>${found === undefined ? 'all vectors looked at' : `by an index, ${found.k} each`}</td><td class="number">${found === undefined ? 'all' : share(found.recall)}</td></tr>`,
    )}</tbody></table></div>`,
  };
}
