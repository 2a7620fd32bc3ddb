import type { FeedReportFacts } from '../../../contracts/report.ts';
import { feedRemarks } from '../feed/headline.ts';
import { HOW_JUDGED, measureName, orderWords } from '../feed/words.ts';
import { plain } from '../html.ts';
import { clipped } from '../names.ts';
import { amount, count, percent, seconds } from '../numbers.ts';
import type { VersionStory } from './story.ts';
import { cautionsOf, figureText, intervalText, listed, lowestGroup, paramsText } from './words.ts';

const UNKNOWN = { value: null, low: null, high: null };

/** A version of a feed. */
export function feedStory(facts: FeedReportFacts): VersionStory {
  const { design, dataset, trained, rows, version, role, at } = facts;
  const { manifest, evaluation, choice } = trained;
  const { framing, data, serving } = design;
  return {
    system: design.name,
    version,
    role,
    at,
    program: manifest.program,
    sha256: trained.sha256,
    requirements: design.requirements,
    framing: {
      task: `posts for a reader, in order, by what is likely to come of each: ${listed(framing.heads.map((h) => clipped(h.name, 30)))}`,
      input: framing.input,
      output: framing.output,
      objective: `${clipped(framing.rankBy)}: ${Object.entries(framing.objectives[framing.rankBy] ?? {})
        .map(([head, worth]) => `${clipped(head, 30)} ${amount(worth)}`)
        .join(', ')}`,
    },
    dataset,
    sources: data.sources,
    holds: `${count(dataset.rows)} events`,
    split: `by time${rows === null ? '' : `: ${count(rows.train)} rows to learn from, ${count(rows.validation)} to choose by, ${count(rows.test)} to measure on`}`,
    unused: [],
    features: `${count(manifest.columns.length)} columns, as of each moment; ${count(design.aggregates.length)} facts about past events and ${count(design.ratios.length)} rates`,
    leansOn: listed(
      evaluation.contributions.map(
        (c) => `${clipped(c.head, 30)} ${percent(c.share)} of how values differ within pages`,
      ),
      8,
    ),
    model: {
      name: `${manifest.model.name} ${manifest.model.version}`,
      params: paramsText(manifest.model.params),
    },
    tried: triedTable(facts),
    because: choice.because,
    training:
      'type' in data.impressions
        ? `from posts that were shown; what follows within ${count(framing.windowMinutes)} minutes is theirs`
        : `nobody noted what was shown: beside each ${clipped(data.impressions.opens)} ${count(data.impressions.negatives)} posts are drawn that others opened in the ${count(data.impressions.days)} days before`,
    cost: {
      fitSeconds: trained.fitSeconds,
      bytes: trained.bytes,
      answerMicros: trained.scoreMicros,
      answer: 'a page of a hundred posts to score, features and HTTP not counted',
    },
    seed: design.seed,
    evaluation: evaluationOf(facts),
    serving: {
      decides: `${listed(design.rerankers.map((r) => r.name)) || 'no rule'} after ${count(serving.candidates)} posts from ${listed(design.sources.map((s) => s.name))}`,
      shadow: 'off',
      budget: `${count(serving.budgetMs)} ms, then what is there, marked as degraded`,
    },
    monitoring: null,
    retrain: design.retrain,
  };
}

function evaluationOf(facts: FeedReportFacts): VersionStory['evaluation'] {
  const { evaluation, parity } = facts.trained;
  const { primary, interval, segments } = evaluation;
  const groups = segments
    .filter((s) => s.metrics[primary] !== undefined)
    .map((s) => ({
      group: `${clipped(s.column)} ${clipped(s.value, 60)}`,
      cases: s.readers,
      measured: s.metrics[primary]!,
    }));
  return {
    on: `${count(evaluation.pages)} pages of ${count(evaluation.readers)} readers after those that it learned from. ${HOW_JUDGED[evaluation.judgement]}`,
    interval: intervalText(interval, 'readers'),
    figures: figuresOf(facts),
    versusSimple: versusPlain(facts),
    groups,
    worst: lowestGroup(groups, measureName(primary)),
    cautions: cautionsOf(feedRemarks(facts)),
    parity: `${count(parity.rows)} rows as fitted, as read back and one by one: ${count(parity.reloaded + parity.single)} differ`,
  };
}

function figuresOf({ trained: { evaluation } }: FeedReportFacts): VersionStory['evaluation']['figures'] {
  const own = Object.entries(evaluation.metrics)
    .toSorted(([a], [b]) => Number(b === evaluation.primary) - Number(a === evaluation.primary))
    .map(([metric, measured]) => ({
      label: measureName(metric),
      about: 'of the order that answers',
      measured,
    }));
  const heads = evaluation.heads.map(({ head, kind, metrics }) => ({
    label: `${kind === 'binary' ? 'AUC' : 'Mean absolute error'} of ${clipped(head, 30)}`,
    about: 'of one head',
    measured: (kind === 'binary' ? metrics.rocAuc : metrics.mae) ?? UNKNOWN,
  }));
  return [...own, ...heads];
}

/** The order that answers beside the best of those that need no model. */
function versusPlain({ trained: { evaluation }, design }: FeedReportFacts): string | null {
  const { primary, rankings } = evaluation;
  const orders = rankings.filter((r) => !Object.hasOwn(design.framing.objectives, r.ranking));
  if (orders.length === 0) return null;
  const worth = (r: (typeof orders)[number]): number => r.metrics[primary]?.value ?? -Infinity;
  const best = orders.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  return `${measureName(primary)} more than the best order without a model (${plain(orderWords(best.ranking))}) by ${figureText(best.behind)}, on the same readers`;
}

function triedTable({ trained: { choice } }: FeedReportFacts): VersionStory['tried'] {
  return {
    columns: ['Model', `${measureName(choice.primary)} on validation pages`, 'Fit', 'Parameters'],
    rows: choice.trials
      .toSorted((a, b) => (b.value.value ?? -Infinity) - (a.value.value ?? -Infinity))
      .map((t) => [
        `${t.model}${t.weighed ? ', rows weighed by propensity' : ''}`,
        figureText(t.value),
        seconds(t.fitSeconds),
        paramsText(t.params) || '–',
      ]),
  };
}
