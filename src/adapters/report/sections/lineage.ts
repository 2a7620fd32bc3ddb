import type { ReportFacts } from '../../../contracts/report.ts';
import { type Html, html, type Part } from '../html.ts';
import { clipped, name } from '../names.ts';
import { bytes, count, instant, percent } from '../numbers.ts';
import type { Section } from '../section.ts';
import { definitions } from './design-summary.ts';

/** How it was measured, and what it was made of: enough to do it again. */
export function lineage(facts: ReportFacts): Section {
  const { design, dataset, rows, at } = facts;
  const model = facts.models[facts.subject]!;
  const { manifest, evaluation, parity } = model;
  const { split } = design.data;
  const { interval } = evaluation;
  const measured: readonly (readonly [string, Part])[] = [
    [
      'Split',
      html`${name(split.name)}${split.column !== null && html` by ${name(split.column)}`}${rows && `: ${parts(rows)}`}`,
    ],
    ['Sample', sampleOf(facts)],
    [
      'Intervals',
      `${interval.method}, ${count(interval.samples)} resamples, ${percent(interval.level)}, seed ${interval.seed}`,
    ],
    [
      'Parity',
      html`${count(parity.rows)} rows; largest difference after reloading ${String(parity.reloaded)}, row by row ${String(parity.singleRow)}, over HTTP ${parity.http === null ? 'not yet measured' : String(parity.http)}`,
    ],
    ['Seed', String(design.seed)],
    ['Program', `Millwright ${clipped(manifest.program, 40)}`],
    ['Run', instant(at)],
  ];
  const made: readonly (readonly [string, Part])[] = [
    [
      'Model',
      html`${hash(model.sha256)} ${name(manifest.model.name)} ${manifest.model.version}, ${bytes(model.bytes)}`,
    ],
    ['Tensors', hash(manifest.tensors)],
    ['Design', hash(manifest.parents.design)],
    ['Dataset', html`${hash(dataset.sha256)} ${count(dataset.rows)} rows`],
    ...dataset.sources.map((s): readonly [string, Part] => ['Source', source(s)]),
    ['Parameters', parameters(manifest.model.params)],
  ];
  return {
    id: 'lineage',
    title: 'How it was measured',
    lead: 'Every file is named by the sha256 of its bytes. The same design, data and seed give the same numbers.',
    body: html`${definitions(measured)}<h3>Lineage</h3>${definitions(made)}`,
  };
}

/** Which rows were learned from, where it was not all of them. */
function sampleOf({ design, sample }: ReportFacts): Part {
  const chosen = design.data.sample;
  if (chosen === undefined || sample === undefined) return null;
  const by = [chosen.column, chosen.link].filter((column) => column !== null);
  return html`${name(chosen.name)}${by.length > 0 && html` by ${by.map((column, i) => html`${i > 0 && ' and '}${name(column)}`)}`}: learned from ${count(sample.drawn)} of ${count(sample.of)} rows of training and validation; choices and measurements use every row of their parts`;
}

function parts(rows: NonNullable<ReportFacts['rows']>): string {
  const all = rows.train + rows.validation + rows.test;
  return [
    ['training', rows.train] as const,
    ['validation', rows.validation] as const,
    ['test', rows.test] as const,
  ]
    .map(([part, n]) => `${part} ${count(n)} (${percent(n / all)})`)
    .join(', ');
}

const hash = (sha256: string): Html => html`<code class="hash">${clipped(sha256, 64)}</code>`;

const source = (s: ReportFacts['dataset']['sources'][number]): Html =>
  html`${hash(s.sha256)} ${name(s.from, 80)}, ${count(s.rows)} rows${s.collectedBy !== null && html`, collected by ${name(s.collectedBy, 60)}`}${s.trust !== null && html`, ${s.trust} trust`}`;

const parameters = (params: ReportFacts['design']['models'][number]['params']): Html | null =>
  Object.keys(params).length === 0
    ? null
    : html`${Object.entries(params).map(([key, value], i) => html`${i > 0 && ', '}<code>${key}</code> ${String(value)}`)}`;
