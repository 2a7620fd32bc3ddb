import type { ObjectiveComparison, ShownEvaluation } from '../../contracts/recommend-evaluation.ts';
import type { RecommenderRecord } from '../../contracts/recommender-record.ts';
import type { BuiltRun } from '../../stages/recommend/build-recommender.ts';
import type { Paint } from '../command.ts';
import { ratingTable } from '../rating-text.ts';
import { measuredText } from '../version-text.ts';
import { wrap } from '../wrap.ts';
import { behindText } from './behind-text.ts';
import type { RunText } from './run-text.ts';

const WIDTH = 92;

/** What there is to tell of a run that made a recommender: what was tried, what was chosen and why, what it is worth. */
export function recommenderText({ trained, record }: BuiltRun): RunText {
  const { manifest, evaluation, choice, fitSeconds, slateMicros, bytes, parity } = trained;
  return {
    put: trained,
    json: {
      model: manifest.retrievers.map((r) => r.name).join(' + '),
      primary: evaluation.primary,
      metrics: evaluation.metrics,
      users: evaluation.users,
      events: record.rows,
      retrievers: evaluation.retrievers,
      slices: evaluation.slices,
      choice,
      ...(evaluation.shown && { shown: evaluation.shown }),
      ...(evaluation.objectives && { objectives: evaluation.objectives }),
      ...(evaluation.ratings && { ratings: evaluation.ratings }),
      caution: evaluation.caution,
      fitSeconds,
      slateMicros,
      bytes,
      parity,
    },
    text: (paint) => [
      paint.table(...trialsTable(trained, paint)),
      wrap(choice.because, WIDTH).join('\n'),
      `${paint.bold('On test events')}, which chose nothing, ${evaluation.users.toLocaleString('en')} users:\n${paint.table(...leaderboard(trained, paint))}`,
      paint.table(...metricTable(trained)),
      evaluation.shown === undefined ? '' : paint.table(...shownTable(evaluation.shown)),
      ...objectivesText(evaluation.objectives, paint),
      evaluation.ratings === undefined ? '' : paint.table(...ratingTable(evaluation.ratings)),
      evaluation.caution === null
        ? ''
        : `${paint.warn('mind')}  ${wrap(evaluation.caution, WIDTH).join('\n      ')}`,
    ],
  };
}

type Table = Parameters<Paint['table']>;

/** Every retriever at its best on validation users, and what the mix would lose without it. */
function trialsTable({ choice }: RecommenderRecord, paint: Paint): Table {
  const names = [...new Set(choice.trials.map((t) => t.retriever))];
  const lines = names.map((name) => {
    const trials = choice.trials.filter((t) => t.retriever === name);
    const tried = trials.filter((t) => t.value !== null);
    const best = Math.max(...tried.map((t) => t.value!));
    const share = choice.sources.find((s) => s.retriever === name);
    const seconds = tried.reduce((sum, t) => sum + t.fitSeconds, 0);
    return {
      best,
      cells: [
        share === undefined ? name : paint.bold(name),
        tried.length === 0 ? '-' : best.toFixed(4),
        String(tried.length),
        tried.length === 0 ? '-' : seconds.toFixed(2),
        share === undefined ? '-' : share.recall.toFixed(4),
        share === undefined ? '-' : share.marginalRecall.toFixed(4),
        tried.length === 0 ? trials[0]!.skipped! : '',
      ],
    };
  });
  const head = ['retriever', choice.primary, 'tried', 'fit s', 'recall', 'marginal', ''];
  return [head, lines.toSorted((a, b) => b.best - a.best).map(({ cells }) => cells)];
}

/** The mix and each of its retrievers alone, on the same test users. */
function leaderboard({ evaluation, manifest }: RecommenderRecord, paint: Paint): Table {
  const { primary, metrics, retrievers } = evaluation;
  const alone = retrievers.map(({ retriever, metrics: own, behind }) => [
    retriever,
    own[primary] === undefined ? '-' : measuredText(own[primary]),
    retrievers.length === 1 ? '-' : behindText(behind),
  ]);
  const whole =
    manifest.retrievers.length === 1
      ? []
      : [[paint.bold('all together'), measuredText(metrics[primary]!), '-']];
  return [
    ['recommender', primary, 'against all together'],
    [...whole, ...alone],
  ];
}

/** What users took of what they were shown. */
const shownTable = ({ impressions, auc, nce, uncalibrated }: ShownEvaluation): Table => [
  [`${impressions.toLocaleString('en')} impressions`, 'value'],
  [
    ['AUC per user', measuredText(auc)],
    ...(nce === null ? [] : [['normalised cross-entropy', measuredText(nce)]]),
    ...(uncalibrated === null ? [] : [['... before calibration', measuredText(uncalibrated)]]),
  ],
];

/** Objectives side by side, and which of them to use. */
function objectivesText(found: ObjectiveComparison | undefined, paint: Paint): string[] {
  if (found === undefined) return [];
  const rows = found.objectives.map((o) => [
    o.answers ? paint.bold(o.name) : o.name,
    o.skipped ?? measuredText(o.value),
    o.behind.value === null ? '-' : measuredText(o.behind),
  ]);
  return [
    `${paint.table(['objective', found.metric, 'behind the best'], rows)}\n${wrap(found.because, WIDTH).join('\n')}`,
  ];
}

const metricTable = ({ evaluation: { metrics, interval } }: RecommenderRecord): Table => [
  ['metric', `value [${Number((100 * interval.level).toFixed(1))} % interval]`],
  Object.entries(metrics).map(([name, m]) => [name, measuredText(m)]),
];
