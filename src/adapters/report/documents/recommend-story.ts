import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { clipped } from '../names.ts';
import { count, fixed, percent, seconds } from '../numbers.ts';
import { SPLITS } from '../recommend/lineage.ts';
import { recommendRemarks } from '../recommend/remarks.ts';
import { rankingWords } from '../recommend/words.ts';
import type { VersionStory } from './story.ts';
import { cautionsOf, figureText, intervalText, listed, lowestGroup, paramsText } from './words.ts';

const UNKNOWN = { value: null, low: null, high: null };

/** A version of a recommender. */
export function recommendStory(facts: RecommendReportFacts): VersionStory {
  const { design, dataset, trained, rows, version, role, at } = facts;
  const { manifest, choice } = trained;
  const { framing, data, serving } = design;
  const { facts: events } = dataset.events!;
  return {
    system: design.name,
    version,
    role,
    at,
    program: manifest.program,
    sha256: trained.sha256,
    requirements: design.requirements,
    framing: {
      task: `items for a user, in order, from what he did${framing.ratings === undefined ? '' : '; ratings are told too'}`,
      input: framing.input,
      output: framing.output,
      objective: `${framing.objective === undefined ? '' : `${framing.objective}: `}${framing.label.says}`,
    },
    dataset,
    sources: data.sources,
    holds: `${count(events.events)} events of ${count(events.users)} users with ${count(events.items)} items`,
    split: `${SPLITS[data.split.name]}${rows === null ? '' : `: ${count(rows.train)} events to learn from, ${count(rows.validation)} to choose by, ${count(rows.test)} to measure on`}`,
    unused: [],
    features: `what users did${data.items === null ? '' : `, and of items ${listed(data.items.columns.map((c) => clipped(c.name)))}`}${data.users === null ? '' : `, and of users ${listed(data.users.columns.map((c) => clipped(c.name)))}`}`,
    leansOn: listed(
      choice.sources.map(
        (s) =>
          `${s.retriever} with weight ${fixed(s.weight, 2)} (recall lost without it ${percent(s.marginalRecall)})`,
      ),
    ),
    model: {
      name: `${choice.kind === 'model' ? (choice.ranker?.model ?? 'model') : choice.kind} over ${listed(manifest.retrievers.map((r) => r.name))}`,
      params: manifest.retrievers.map((r) => `${r.name}: ${paramsText(r.params) || 'none'}`).join('; '),
    },
    tried: triedTable(facts),
    because: choice.because,
    training:
      data.impressions === undefined
        ? null
        : `impressions: ${clipped(data.impressions.action)}, places ${data.impressions.correction === 'none' ? 'not corrected for' : `corrected by ${data.impressions.correction}`}`,
    cost: {
      fitSeconds: trained.fitSeconds,
      bytes: trained.bytes,
      answerMicros: trained.slateMicros,
      answer: 'one slate of ten, HTTP not counted',
    },
    seed: design.seed,
    evaluation: evaluationOf(facts),
    serving: {
      decides: `${listed(design.rerankers.map((r) => r.name)) || 'no rule'} after ${count(serving.candidates)} candidates of each retriever`,
      shadow: serving.shadow ? 'the challenger makes every slate too' : 'off',
      budget: `${count(serving.budgetMs)} ms, then a plain slate marked as degraded`,
    },
    monitoring:
      design.monitoring === undefined
        ? null
        : `windows of ${count(design.monitoring.windowRows)} slates, false alarms in at most ${percent(design.monitoring.falseAlarmRate)} of looks, outcomes within ${count(design.monitoring.outcomeHours)} hours`,
    retrain: design.retrain,
  };
}

function evaluationOf(facts: RecommendReportFacts): VersionStory['evaluation'] {
  const { evaluation, parity } = facts.trained;
  const { primary, interval, slices } = evaluation;
  const groups = slices.map((slice) => ({
    group: `${clipped(slice.column)} ${clipped(slice.value, 60)}`,
    cases: slice.rows,
    measured: slice.metrics[primary] ?? UNKNOWN,
  }));
  return {
    on: `${count(evaluation.users)} users, on what they did after all that it had seen of them${evaluation.negatives === null ? '' : `, among ${count(evaluation.negatives)} other items each`}`,
    interval: intervalText(interval, 'users'),
    figures: figuresOf(facts),
    versusSimple: versusBest(facts),
    groups,
    worst: lowestGroup(groups, rankingWords(primary).label),
    cautions: cautionsOf(recommendRemarks(facts)),
    parity: `${count(parity.users)} users as fitted and as read back: ${count(parity.reloaded)} slates differ`,
  };
}

function figuresOf({ design, trained: { evaluation } }: RecommendReportFacts) {
  const names = new Set([
    evaluation.primary,
    ...design.evaluation.metrics,
    ...Object.keys(evaluation.metrics),
  ]);
  return [...names].flatMap((name) => {
    const measured = evaluation.metrics[name];
    const { label, about } = rankingWords(name);
    return measured === undefined ? [] : [{ label, about, measured }];
  });
}

function versusBest({ trained: { evaluation } }: RecommendReportFacts): string | null {
  const { primary, retrievers } = evaluation;
  if (retrievers.length < 2) return null;
  const worth = (r: (typeof retrievers)[number]): number => r.metrics[primary]?.value ?? -Infinity;
  const best = retrievers.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  return `${rankingWords(primary).label} better than ${best.retriever} alone by ${figureText(best.behind)}, each user with himself`;
}

function triedTable({ trained: { choice } }: RecommendReportFacts): VersionStory['tried'] {
  const best = Map.groupBy(choice.trials, (t) => t.retriever);
  const tops = [...best.values()].map((trials) =>
    trials.reduce((a, b) => ((b.value ?? -Infinity) > (a.value ?? -Infinity) ? b : a)),
  );
  return {
    columns: ['Retriever', `${rankingWords(choice.primary).label} on validation users`, 'Fit', 'Parameters'],
    rows: tops
      .toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))
      .map((t) => [
        t.retriever,
        t.value === null ? (t.skipped ?? 'not tried') : t.value.toFixed(4),
        seconds(t.fitSeconds),
        paramsText(t.params) || '–',
      ]),
  };
}
