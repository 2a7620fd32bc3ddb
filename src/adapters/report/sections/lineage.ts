import type { ReportFacts } from '../../../contracts/report.ts';
import { isClassed } from '../../../contracts/task.ts';
import { models as known } from '../../../models/index.ts';
import { type Html, html, type Part } from '../html.ts';
import { clipped, name } from '../names.ts';
import { bytes, count, fixed, instant, percent } from '../numbers.ts';
import type { Section } from '../section.ts';
import { wayOf } from '../way-of.ts';
import { definitions } from './design-summary.ts';
import { partsOverTime } from './parts-over-time.ts';

/** How it was measured, and what it was made of: enough to do it again. */
export function lineage(facts: ReportFacts): Section {
  const { design, dataset, rows, at } = facts;
  const model = facts.models[facts.subject]!;
  const { manifest, evaluation, parity } = model;
  const { interval } = evaluation;
  const measured: readonly (readonly [string, Part])[] = [
    ['Split', html`${splitOf(facts)}${rows && `: ${parts(rows)}`}`],
    ['Sample', sampleOf(facts)],
    ['Imbalance', balanceOf(facts)],
    ['Calibration', calibrationOf(facts)],
    ['Threads', sharedOutOf(facts)],
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
    ['Began from', startOf(facts)],
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

const splitOf = ({ design }: ReportFacts): Html => {
  const { name: rule, column } = design.data.split;
  return html`${name(rule)}${column !== null && html` by ${name(column)}`}`;
};

/** What each part holds, and from when it is. */
export const splits = (facts: ReportFacts): Section | null =>
  partsOverTime(facts, html`Split: ${splitOf(facts)}`, 'rows');

/** The champion that it went on from, or why it did not; nothing of a run that was not to. */
function startOf({ design, models, subject }: ReportFacts): Part {
  const { start } = models[subject]!;
  if (start === undefined) return null;
  if (start.because !== null || start.sha256 === undefined) return html`nothing: ${start.because}`;
  return html`${hash(start.sha256)} ${name(design.name)}@${String(start.champion)}: its features as they were fitted, and its state`;
}

/** Which rows were learned from, where it was not all of them. */
function sampleOf({ design, sample }: ReportFacts): Part {
  const chosen = design.data.sample;
  if (chosen === undefined || sample === undefined) return null;
  const by = [chosen.column, chosen.link].filter((column) => column !== null);
  return html`${name(chosen.name)}${by.length > 0 && html` by ${by.map((column, i) => html`${i > 0 && ' and '}${name(column)}`)}`}: learned from ${count(sample.drawn)} of ${count(sample.of)} rows of training and validation; choices and measurements use every row of their parts`;
}

/** What was done about classes of unlike size, and how probabilities came back from it. */
function balanceOf({ design, models, subject }: ReportFacts): Part {
  const chosen = design.training?.imbalance;
  const { task, adjustment } = models[subject]!.manifest;
  const ratios = adjustment?.priors;
  if (chosen === undefined || !ratios || !isClassed(task)) return null;
  const shifts = task.classes
    .slice(0, 10)
    .map((label, k) => html`${k > 0 && ', '}${name(label, 30)} \u00d7\u202f${fixed(ratios[k]!, 3)}`);
  return html`${name(chosen.name)}${given(chosen.params)}, only on rows that were being fitted on; probabilities are brought back to the true shares of the classes: ${shifts}`;
}

function calibrationOf({ design, models, subject }: ReportFacts): Part {
  const chosen = design.training?.calibration;
  const { adjustment } = models[subject]!.manifest;
  if (chosen === undefined || !adjustment?.calibrator) return null;
  return html`${name(chosen.name)}, learned on validation rows; the threshold and the best model are chosen by probabilities calibrated out of fold`;
}

/** How threads shared the fit out, of models that say so. */
function sharedOutOf({ design, models, subject }: ReportFacts): Part {
  const named = models[subject]!.manifest.model.name;
  const ways = known.find((model) => model.name === named)?.traits.parallel;
  return ways === undefined ? null : wayOf(ways, design.training?.parallel);
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

export const hash = (sha256: string): Html => html`<code class="hash">${clipped(sha256, 64)}</code>`;

export const source = (s: ReportFacts['dataset']['sources'][number]): Html =>
  html`${hash(s.sha256)} ${name(s.from, 80)}, ${count(s.rows)} rows${s.collectedBy !== null && html`, collected by ${name(s.collectedBy, 60)}`}${s.trust !== null && html`, ${s.trust} trust`}`;

type Given = ReportFacts['design']['models'][number]['params'];

const parameters = (params: Given): Html | null =>
  Object.keys(params).length === 0
    ? null
    : html`${Object.entries(params).map(([key, value], i) => html`${i > 0 && ', '}<code>${key}</code> ${String(value)}`)}`;

const given = (params: Given): Html | null => {
  const list = parameters(params);
  return list && html` (${list})`;
};
