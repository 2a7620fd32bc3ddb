import type { MixChoice, RecommendEvaluation } from '../contracts/recommend-evaluation.ts';
import type { Paint } from './command.ts';
import { ratingTable } from './rating-text.ts';
import { measuredText } from './version-text.ts';

/** Retrievers side by side, what they come to together, and why. */
export function mixText(evaluation: RecommendEvaluation, choice: MixChoice, paint: Paint): string {
  const { primary, metrics, users, negatives, caution, interval } = evaluation;
  const level = Number((100 * interval.level).toFixed(1));
  const tried = bestTrials(choice);
  const rows = tried.map(({ retriever, value, fitSeconds, params }) => {
    const source = choice.sources.find((s) => s.retriever === retriever);
    const alone = evaluation.retrievers.find((r) => r.retriever === retriever);
    return [
      retriever,
      value === null ? '-' : value.toFixed(4),
      alone === undefined ? '-' : measuredText(alone.metrics[primary]!),
      source === undefined ? '-' : weightText(source.weight),
      source === undefined ? '-' : source.marginalRecall.toFixed(4),
      source === undefined ? '-' : source.marginalValue.toFixed(4),
      fitSeconds.toFixed(2),
      paramsText(params),
    ];
  });
  const head = [
    'retriever',
    'validation',
    `test ${primary}`,
    'weight',
    'recall lost',
    'metric lost',
    'fit s',
    'parameters',
  ];
  return [
    paint.table(head, rows),
    '',
    choice.because,
    ...(caution === null ? [] : ['', paint.warn(caution)]),
    ...(negatives === null
      ? []
      : [
          '',
          paint.warn(`Ranked among ${negatives} items drawn by chance: not the figures of a full ranking.`),
        ]),
    '',
    `${paint.bold(choice.kind === 'single' ? choice.best.retriever : choice.kind)}, measured on ${users.toLocaleString('en')} test users:`,
    paint.table(
      ['metric', `value [${level} % interval over users]`],
      Object.entries(metrics).map(([name, m]) => [name, measuredText(m)]),
    ),
    ...(evaluation.ratings === undefined ? [] : ['', paint.table(...ratingTable(evaluation.ratings))]),
    '',
    paint.table(
      ['slice', 'users', primary],
      evaluation.slices.map((s) => [
        `${s.column}: ${s.value}`,
        String(s.rows),
        measuredText(s.metrics[primary]!),
      ]),
    ),
  ].join('\n');
}

/** The best trial of each retriever, the best first; those that were not tried last. */
function bestTrials({ trials }: MixChoice): MixChoice['trials'][number][] {
  const best = new Map<string, MixChoice['trials'][number]>();
  for (const trial of trials) {
    const before = best.get(trial.retriever);
    if (before === undefined || (trial.value ?? -1) > (before.value ?? -1)) best.set(trial.retriever, trial);
  }
  return [...best.values()].sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

const weightText = (weight: number): string => (weight < 1e-3 ? 'if unknown' : String(weight));

const paramsText = (params: MixChoice['trials'][number]['params']): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
