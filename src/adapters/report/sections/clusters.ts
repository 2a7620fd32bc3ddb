import type { ClusterShape } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { shareBar } from '../interval-bar.ts';
import { name } from '../names.ts';
import { amount, count, fixed, percent } from '../numbers.ts';
import type { Section } from '../section.ts';

const SHAPES: readonly (readonly [keyof ClusterShape, string, string])[] = [
  ['silhouette', 'Silhouette', 'rows beside their own cluster and the next: -1 to 1, higher is better'],
  ['daviesBouldin', 'Davies-Bouldin', 'width of clusters beside their distance: lower is better'],
  ['calinskiHarabasz', 'Calinski-Harabasz', 'spread between clusters beside that within: higher is better'],
];

/** What a model may tell of its training rows, by which numbers of clusters are compared. */
const FITS: readonly (readonly [string, string, string])[] = [
  ['inertia', 'Inertia', 'sum of squared distances of training rows to their centres: lower is closer'],
  ['logDensity', 'Log density', 'mean of the training rows: higher is likelier'],
  ['bic', 'BIC', 'Bayesian information criterion: of several numbers of clusters the lowest'],
];

/** How many rows each cluster has, and how clear cut they are. */
export function clusters({ models, subject }: ReportFacts): Section | null {
  const { evaluation, manifest } = models[subject]!;
  const { clusters: shape, task, rows } = evaluation;
  const { facts } = manifest.model;
  if (shape === undefined || task.category !== 'cluster') return null;
  return {
    id: 'clusters',
    title: 'Clusters',
    lead: html`Test rows by cluster, and how clear cut the clusters are, by the columns as the model sees them.`,
    body: html`<div class="scroll" role="region" aria-label="Table of clusters" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Cluster</th><th scope="col" class="number">rows</th><th scope="col" class="number">share</th><th></th></tr></thead>
<tbody>${shape.sizes.map(
      (size, k) =>
        html`<tr><th scope="row">${name(task.classes[k]!, 30)}</th><td class="number">${count(size)}</td><td class="number">${percent(size / rows)}</td><td>${shareBar(size / rows)}</td></tr>`,
    )}</tbody></table></div>
<dl class="facts">${SHAPES.map(([key, label, says]) => {
      const value = shape[key] as number | null;
      return html`<div><dt title="${says}">${label}</dt><dd>${value === null ? 'undefined' : fixed(value, 3)}</dd></div>`;
    })}${FITS.map(([fact, label, says]) => {
      const value = facts[fact];
      return (
        typeof value === 'number' &&
        html`<div><dt title="${says}">${label}</dt><dd>${amount(value)}</dd></div>`
      );
    })}</dl>`,
  };
}
