import type { FeedReportFacts } from '../../../contracts/report.ts';
import { findingList } from '../finding-list.ts';
import { html, type Part } from '../html.ts';
import { clipped, name, sentence } from '../names.ts';
import { amount, bytes, count, instant, percent } from '../numbers.ts';
import type { Section } from '../section.ts';
import { definitions } from '../sections/design-summary.ts';
import { hash, source } from '../sections/lineage.ts';
import { partsOverTime } from '../sections/parts-over-time.ts';

type Entries = readonly (readonly [string, Part])[];

const listOf = (names: readonly string[]): Part => names.map((n, i) => html`${i > 0 && ', '}${name(n, 40)}`);

/** The events as they came. */
export function feedData({ dataset, design }: FeedReportFacts): Section {
  const types = dataset.profile.find((c) => c.name === design.data.events.type)?.top ?? [];
  return {
    id: 'data',
    title: 'Data',
    lead: html`${count(dataset.rows)} events; from ${dataset.sources.map((s, i) => html`${i > 0 && ', '}${name(s.from, 60)}`)}.`,
    body: html`${findingList(dataset.findings)}
<table class="compact"><thead><tr><th scope="col">Type of event</th><th scope="col" class="number">Events</th><th scope="col">Predicted by</th></tr></thead>
<tbody>${types.map(
      ({ value, count: n }) =>
        html`<tr><th scope="row">${name(value, 40)}</th><td class="number">${count(n)}</td><td>${listOf(design.framing.heads.filter((h) => h.actions.includes(value)).map((h) => h.name))}</td></tr>`,
    )}</tbody></table>`,
  };
}

/** What was asked for, with what was inferred filled in. */
export function feedDesign({ design }: FeedReportFacts): Section {
  const { requirements, framing, data, aggregates, ratios, sources, rerankers, filters, serving } = design;
  const { impressions } = data;
  const entries: Entries = [
    ['Objective', sentence(requirements.objective)],
    ['Constraints', requirements.constraints.map((text, i) => html`${i > 0 && '; '}${sentence(text)}`)],
    [
      'Heads',
      listOf(framing.heads.map((h) => (h.given === null ? h.name : `${h.name} of those with ${h.given}`))),
    ],
    [
      'Worth',
      Object.entries(framing.objectives[framing.rankBy] ?? {}).map(
        ([head, worth], i) => html`${i > 0 && ', '}${name(head, 30)} ${amount(worth)}`,
      ),
    ],
    [
      'Impressions',
      'type' in impressions
        ? html`events of type ${name(impressions.type)}; what follows within ${count(framing.windowMinutes)} minutes is theirs`
        : html`not logged: beside each ${name(impressions.opens)} ${impressions.negatives} posts are drawn that others opened in the ${impressions.days} days before`,
    ],
    ['Aggregates', html`${count(aggregates.length)} and ${count(ratios.length)} rates, as of each moment`],
    ['Sources', listOf(sources.map((s) => s.name))],
    ['Rerankers', listOf(rerankers.map((r) => r.name))],
    [
      'Not shown again',
      filters.backAfterComments === null
        ? 'what was seen'
        : `what was seen, but after ${filters.backAfterComments} more comments`,
    ],
    ['Serving', `${count(serving.candidates)} posts scored for a page, ${count(serving.budgetMs)}\u202fms`],
  ];
  return {
    id: 'design',
    title: 'Design',
    lead: 'What was asked for, with what was inferred filled in.',
    body: definitions(entries.filter(([, is]) => !Array.isArray(is) || is.length > 0)),
  };
}

/** What each part holds, and from when it is. */
export const feedSplits = (facts: FeedReportFacts): Section | null =>
  partsOverTime(facts, html`Split: by time, the newest pages were held out`, 'rows');

/** How it was measured, and what it was made of: enough to do it again. */
export function feedLineage({ design, dataset, trained, rows, at }: FeedReportFacts): Section {
  const { manifest, evaluation, parity, refit } = trained;
  const { interval } = evaluation;
  const measured: Entries = [
    [
      'Split',
      html`by time${rows && html`: training ${count(rows.train)} rows, validation ${count(rows.validation)}, test ${count(rows.test)}`}`,
    ],
    [
      'Intervals',
      `${interval.method} over readers, ${count(interval.samples)} resamples, ${percent(interval.level)}, seed ${interval.seed}`,
    ],
    [
      'Parity',
      `${count(parity.rows)} rows; that differ after reloading: ${parity.reloaded}; one by one: ${parity.single}`,
    ],
    [
      'What answers',
      refit === undefined
        ? 'the model that was measured'
        : `the same model, learned anew from ${count(refit.rows)} rows (training and validation), stopped and calibrated by the rows of the test`,
    ],
    ['Seed', String(design.seed)],
    ['Program', `Millwright ${clipped(manifest.program, 40)}`],
    ['Run', instant(at)],
  ];
  const made: Entries = [
    ['Feed', html`${hash(trained.sha256)} ${bytes(trained.bytes)}`],
    ['Model', html`${name(manifest.model.name)} ${manifest.model.version}`],
    ['Features', count(manifest.columns.length)],
    ...(manifest.scores ?? []).map((s): readonly [string, Part] => [
      'Score of posts',
      html`${name(s.column, 30)} by ${name(`${s.system}@${s.version}`, 60)} ${hash(s.sha256)}`,
    ]),
    ['Tensors', hash(manifest.tensors)],
    ['Known', hash(manifest.known)],
    ['Design', hash(manifest.parents.design)],
    ...(manifest.parents.start === undefined
      ? []
      : [['Went on from', hash(manifest.parents.start)] as const]),
    ['Dataset', html`${hash(dataset.sha256)} ${count(dataset.rows)} events`],
    ...dataset.sources.map((s): readonly [string, Part] => ['Source', source(s)]),
  ];
  return {
    id: 'lineage',
    title: 'How it was measured',
    lead: 'Every file is named by the sha256 of its bytes. The same design, data and seed give the same numbers.',
    body: html`${definitions(measured)}<h3>Lineage</h3>${definitions(made)}`,
  };
}
