import type { Measured } from '../../contracts/evaluation.ts';
import type { FeedRecord } from '../../contracts/feed-record.ts';
import type { BuiltFeed } from '../../stages/feed/build-feed.ts';
import type { Paint } from '../command.ts';
import { measuredText } from '../version-text.ts';
import { wrap } from '../wrap.ts';
import { behindText } from './behind-text.ts';
import type { RunText } from './run-text.ts';

const WIDTH = 92;

/** What there is to tell of a run that made a feed: what was tried, what each head knows, what each order brings. */
export function feedText({ trained, record }: Pick<BuiltFeed, 'trained' | 'record'>): RunText {
  const { manifest, evaluation, choice, fitSeconds, refit, scoreMicros, bytes, parity } = trained;
  return {
    put: trained,
    json: {
      model: manifest.model.name,
      primary: evaluation.primary,
      metrics: evaluation.metrics,
      pages: evaluation.pages,
      readers: evaluation.readers,
      rows: record.rows,
      heads: evaluation.heads.map(({ head, rows, metrics }) => ({ head, rows, metrics })),
      rankings: evaluation.rankings,
      segments: evaluation.segments,
      choice,
      staleness: evaluation.staleness,
      caution: evaluation.caution,
      fitSeconds,
      refit,
      scoreMicros,
      bytes,
      parity,
    },
    text: (paint) => [
      paint.table(...trialsTable(trained, paint)),
      wrap(choice.because, WIDTH).join('\n'),
      `${paint.bold('On test pages')}, which chose nothing, ${evaluation.pages.toLocaleString('en')} of ${evaluation.readers.toLocaleString('en')} readers:\n${paint.table(...rankingsTable(trained, paint))}`,
      paint.table(...headsTable(trained)),
      evaluation.staleness === null ? '' : wrap(evaluation.staleness.because, WIDTH).join('\n'),
      evaluation.caution === null
        ? ''
        : `${paint.warn('mind')}  ${wrap(evaluation.caution, WIDTH).join('\n      ')}`,
    ],
  };
}

type Table = Parameters<Paint['table']>;

/** Every model of several heads, on validation pages. */
const trialsTable = ({ choice }: FeedRecord, paint: Paint): Table => [
  ['model', choice.primary, 'behind the best', 'log loss / rate', 'fit s'],
  choice.trials.map((t, i) => [
    `${i === choice.chosen ? paint.bold(t.model) : t.model}${t.weighed ? ', weighed by propensity' : ''}`,
    measuredText(t.value),
    behindText(t.behind),
    t.normalisedEntropy === null ? '-' : t.normalisedEntropy.toFixed(3),
    t.fitSeconds.toFixed(2),
  ]),
];

/** What pages bring in the order that answers, and in others. */
const rankingsTable = ({ evaluation }: FeedRecord, paint: Paint): Table => [
  ['order', evaluation.primary, 'behind what answers'],
  evaluation.rankings.map((r, i) => [
    i === 0 ? paint.bold(r.ranking) : r.ranking,
    r.metrics[evaluation.primary] === undefined ? '-' : measuredText(r.metrics[evaluation.primary]!),
    behindText(r.behind),
  ]),
];

const headsTable = ({ evaluation: { heads } }: FeedRecord): Table => [
  ['head', 'of rows', 'known', 'AUC or error', 'calibration error'],
  heads.map(({ head, kind, rows, mean, metrics }) => [
    head,
    mean === null
      ? '-'
      : kind === 'binary'
        ? `${+(100 * mean).toPrecision(3)} %`
        : `${+mean.toPrecision(3)} mean`,
    rows.toLocaleString('en'),
    shown(metrics[kind === 'binary' ? 'rocAuc' : 'mae']),
    shown(metrics.ece),
  ]),
];

const shown = (measured: Measured | undefined): string =>
  measured === undefined || measured.value === null ? '-' : measuredText(measured);
