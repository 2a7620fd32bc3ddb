import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { retrievers } from '../../../retrievers/index.ts';
import { type Html, html, type Part } from '../html.ts';
import { clipped, name, sentence } from '../names.ts';
import { bytes, count, instant, percent } from '../numbers.ts';
import type { Section } from '../section.ts';
import { definitions } from '../sections/design-summary.ts';
import { hash, source } from '../sections/lineage.ts';
import { partsOverTime } from '../sections/parts-over-time.ts';
import { wayOf } from '../way-of.ts';
import { rankingWords } from './words.ts';

const rankerNames = (ranker: Exclude<RecommendReportFacts['design']['ranker'], string>): Html =>
  html`${('name' in ranker ? [ranker] : ranker).map((r, i) => html`${i > 0 && ', '}${name(r.name)}`)}`;

type Entries = readonly (readonly [string, Part])[];

const OVER = {
  observed: 'rated pairs',
  weighted: 'rated pairs and, weighing little, all others',
  all: 'all pairs',
} as const;

const shownText = ({
  action,
  windowMinutes,
  correction,
}: NonNullable<RecommendReportFacts['design']['data']['impressions']>): Html =>
  html`${name(action)}, and what follows within ${count(windowMinutes)}\u202fmin; ${correction === 'none' ? 'places are not corrected for' : `corrected by ${correction}`}`;

/** What was asked for, with what was inferred filled in. */
export function recommendDesign({ design }: RecommendReportFacts): Section {
  const { requirements, framing, data, retrievers, ranker, rerankers, evaluation, serving } = design;
  const { interactions } = data;
  const says = [interactions.time, interactions.value, interactions.action].filter((c) => c !== null);
  const entries: Entries = [
    ['Objective', sentence(requirements.objective)],
    ['Constraints', requirements.constraints.map((text, i) => html`${i > 0 && '; '}${sentence(text)}`)],
    ...(framing.objective === undefined ? [] : [['Answers', name(framing.objective)] as const]),
    ['Label', sentence(framing.label.says)],
    ...(framing.ratings === undefined ? [] : [['Ratings', `told, over ${OVER[framing.ratings]}`] as const]),
    ...(data.impressions === undefined ? [] : [['Impressions', shownText(data.impressions)] as const]),
    ['Known items', framing.repeats ? 'may be recommended again' : 'are not recommended again'],
    [
      'Columns',
      html`${name(interactions.user)} does something with ${name(interactions.item)}${says.map((c) => html`, ${name(c)}`)}`,
    ],
    ['Attributes', data.items?.columns.map((c, i) => html`${i > 0 && ', '}${name(c.name)} (${c.type})`)],
    ['Retrievers', retrievers.map((r, i) => html`${i > 0 && ', '}${name(r.name)}`)],
    ['Ranker', typeof ranker === 'string' ? ranker : rankerNames(ranker)],
    ['Rerankers', rerankers.map((r, i) => html`${i > 0 && ', '}${name(r.name)}`)],
    ['Metrics', evaluation.metrics.map((m, i) => html`${i > 0 && ', '}${rankingWords(m).label}`)],
    [
      'Serving',
      `${count(serving.candidates)} candidates of each retriever, the newest ${count(serving.history)} events of a user, ${count(serving.budgetMs)}\u202fms`,
    ],
  ];
  return {
    id: 'design',
    title: 'Design',
    lead: 'What was asked for, with what was inferred filled in.',
    body: definitions(entries.filter(([, is]) => !Array.isArray(is) || is.length > 0)),
  };
}

export const SPLITS: Readonly<Record<RecommendReportFacts['design']['data']['split']['name'], string>> = {
  time: 'by time: what came last was held out',
  'leave-last': 'the last event of each user was held out, the one before for choosing',
  users: 'some users were held out whole, a part of the past of each given',
  random: 'by chance',
};

/** What each part holds, and from when it is. */
export const recommendSplits = (facts: RecommendReportFacts): Section | null =>
  partsOverTime(facts, html`Split: ${SPLITS[facts.design.data.split.name]}`, 'events');

/** How it was measured, and what it was made of: enough to do it again. */
export function recommendLineage({ design, dataset, trained, rows, at }: RecommendReportFacts): Section {
  const { manifest, evaluation, parity } = trained;
  const { interval } = evaluation;
  const measured: Entries = [
    ['Split', html`${SPLITS[design.data.split.name]}${rows && html`: ${partsOf(rows)}`}`],
    [
      'Intervals',
      `${interval.method} over users, ${count(interval.samples)} resamples, ${percent(interval.level)}, seed ${interval.seed}`,
    ],
    ['Parity', `${count(parity.users)} users; slates that differ after reloading: ${parity.reloaded}`],
    ...manifest.retrievers.map((r) => [`Threads of ${r.name}`, sharedOutOf(r.name, design)] as const),
    ['Seed', String(design.seed)],
    ['Program', `Millwright ${clipped(manifest.program, 40)}`],
    ['Run', instant(at)],
  ];
  const made: Entries = [
    ['Recommender', html`${hash(trained.sha256)} ${bytes(trained.bytes)}`],
    ...manifest.retrievers.map((r): readonly [string, Part] => [
      'Retriever',
      html`${name(r.name)} ${r.version}${given(r.params)}`,
    ]),
    ['Tensors', hash(manifest.tensors)],
    ['Histories', hash(manifest.histories)],
    ['Design', hash(manifest.parents.design)],
    ['Dataset', html`${hash(dataset.sha256)} ${count(dataset.rows)} rows`],
    ...dataset.sources.map((s): readonly [string, Part] => ['Source', source(s)]),
  ];
  return {
    id: 'lineage',
    title: 'How it was measured',
    lead: 'Every file is named by the sha256 of its bytes. The same design, data and seed give the same numbers.',
    body: html`${definitions(measured)}<h3>Lineage</h3>${definitions(made)}`,
  };
}

/** How threads shared the fit of a retriever out; nothing of one that a single thread fits. */
function sharedOutOf(named: string, { training }: RecommendReportFacts['design']): string | null {
  const ways = retrievers.find((retriever) => retriever.name === named)?.traits.parallel;
  return ways === undefined ? null : wayOf(ways, training?.parallel);
}

function partsOf({ train, validation, test }: NonNullable<RecommendReportFacts['rows']>): string {
  const parts = [['training', train] as const, ['validation', validation] as const, ['test', test] as const];
  return parts.map(([part, n]) => `${part} ${count(n)} events`).join(', ');
}

const given = (params: object): Html | null =>
  Object.keys(params).length === 0
    ? null
    : html`: ${Object.entries(params).map(([key, value], i) => html`${i > 0 && ', '}<code>${key}</code> ${String(value)}`)}`;
