import type { TrainedModel } from '../../contracts/artifact.ts';
import type { TrainedRun } from '../../stages/train.ts';
import { leaderboardText } from '../leaderboard-text.ts';
import { prequentialText } from '../prequential-text.ts';
import { searchText } from '../search-text.ts';
import { wrap } from '../wrap.ts';
import type { RunText } from './run-text.ts';

/** What there is to tell of a run that trained models: all of them side by side. */
export function predictorText(run: TrainedRun): RunText {
  const { models, best, record } = run;
  const put = models[best]!;
  const { manifest, evaluation, learningCurve } = put;
  return {
    put,
    json: {
      model: manifest.model.name,
      primary: evaluation.primary,
      metrics: evaluation.metrics,
      rows: record.rows,
      models: models.map(modelJson),
      ...(learningCurve && { learningCurve }),
      ...(record.search && { search: record.search }),
    },
    text: (paint) => [
      leaderboardText({ ...leaderboardOf(run), paint }),
      startText(models, manifest.system),
      prequentialText(
        models.map((m) => ({ ...m, model: m.manifest.model.name })),
        paint,
      ),
      record.search === undefined ? '' : searchText(record.search),
      wrap(learningCurve?.diagnosis ?? '', 92).join('\n'),
    ],
  };
}

const modelJson = (m: TrainedModel) => ({
  model: m.manifest.model.name,
  tier: m.tier,
  sha256: m.sha256,
  metrics: m.evaluation.metrics,
  versusBaseline: m.evaluation.versusBaseline?.difference ?? null,
  validationScore: m.validationScore,
  fitSeconds: m.fitSeconds,
  singleRowMicros: m.singleRowMicros,
  bytes: m.bytes,
  parity: { ...m.parity },
  ...(m.tradeOffs && { tradeOffs: m.tradeOffs }),
  ...(m.start && { start: m.start }),
  ...(m.prequential && { prequential: m.prequential }),
  ...(m.crossValidation && { crossValidation: m.crossValidation.metrics }),
});

/** Where each model began, in a run that was to go on from the champion. */
const startText = (models: readonly TrainedModel[], system: string): string =>
  models
    .flatMap(({ start, manifest: { model } }) => {
      if (start === undefined) return [];
      return start.because === null
        ? [`${model.name} goes on from ${system}@${start.champion}.`]
        : [`${model.name} began from nothing: ${start.because}.`];
    })
    .join('\n');

function leaderboardOf({ models, best, record }: TrainedRun) {
  const { primary, metrics, interval } = models[best]!.evaluation;
  return {
    primary,
    best,
    metrics,
    level: interval.level,
    lines: models.map((m, i) => ({
      ...m,
      ...(record.comparison && { versusBest: record.comparison.differences[i] ?? null }),
      model: m.manifest.model.name,
      score: m.evaluation.metrics[primary]!,
      versusBaseline: m.evaluation.versusBaseline?.difference ?? null,
    })),
  };
}
