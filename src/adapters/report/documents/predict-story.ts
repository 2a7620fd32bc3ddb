import type { TrainedModel } from '../../../contracts/artifact.ts';
import type { Measured } from '../../../contracts/evaluation.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { isClassed, type Task } from '../../../contracts/task.ts';
import { measuredInOrder } from '../measured-in-order.ts';
import { metricWords } from '../metric-words.ts';
import { clipped } from '../names.ts';
import { amount, bytes, count, fixed, micros, percent, seconds } from '../numbers.ts';
import { remarks } from '../sections/remarks.ts';
import type { VersionStory } from './story.ts';
import { cautionsOf, figureText, intervalText, listed, paramsText } from './words.ts';

const UNKNOWN: Measured = { value: null, low: null, high: null };

/** A version of a system that predicts. */
export function predictStory(facts: ReportFacts): VersionStory {
  const { design, dataset, version, role, at } = facts;
  const model = facts.models[facts.subject]!;
  const { manifest, evaluation } = model;
  const { primary, threshold } = evaluation;
  const words = metricWords(primary);
  const { costs } = design.evaluation;
  return {
    system: design.name,
    version: version ?? 0,
    role,
    at,
    program: manifest.program,
    sha256: model.sha256,
    requirements: design.requirements,
    framing: {
      task: taskText(design.framing.target, manifest.task),
      input: design.framing.input,
      output: design.framing.output,
      objective:
        costs === null
          ? `${words.label} on rows that the model has not seen (${words.better} is better)`
          : `least cost: ${amount(costs.falsePositive)} for one that was flagged in vain, ${amount(costs.falseNegative)} for one that was missed`,
    },
    dataset,
    sources: design.data.sources,
    holds: `${count(dataset.rows)} rows, ${count(dataset.schema.length)} columns`,
    split: splitText(facts),
    unused: design.data.unused,
    features: `${count(manifest.inputs.length)} columns; ${Object.keys(design.features).length === 0 ? 'steps as each model asks for them' : `steps of the design for ${listed(Object.keys(design.features).map((c) => clipped(c)))}`}`,
    leansOn: importancesText(evaluation.importances),
    model: {
      name: `${manifest.model.name} ${manifest.model.version}`,
      params: paramsText(manifest.model.params),
    },
    tried: triedTable(facts),
    because: 'best on validation rows, which the test rows had no part in',
    training: trainingText(facts),
    cost: {
      fitSeconds: model.fitSeconds,
      bytes: model.bytes,
      answerMicros: model.singleRowMicros,
      answer: 'one row through the whole pipeline, HTTP not counted',
    },
    seed: design.seed,
    evaluation: evaluationOf(facts),
    serving: {
      decides:
        threshold === null
          ? null
          : `positive from ${fixed(threshold, 3)} on, ${typeof design.serving.threshold === 'number' ? 'as the design says' : `chosen on validation rows by ${design.serving.threshold}`}`,
      shadow: design.serving.shadow ? 'the challenger scores every request' : 'off',
      budget: null,
    },
    monitoring: `windows of ${count(design.monitoring.windowRows)} rows, false alarms in at most ${percent(design.monitoring.falseAlarmRate)} of looks`,
    retrain: design.retrain,
  };
}

function evaluationOf(facts: ReportFacts): VersionStory['evaluation'] {
  const { design } = facts;
  const { evaluation, parity } = facts.models[facts.subject]!;
  const { primary, interval } = evaluation;
  const words = metricWords(primary);
  return {
    on: `${count(evaluation.rows)} rows that it had not seen`,
    interval: intervalText(interval, 'rows'),
    figures: measuredInOrder(design, evaluation).map(([metric, measured]) => ({
      label: metricWords(metric).label,
      about: metricWords(metric).about,
      measured,
    })),
    versusSimple:
      evaluation.versusBaseline === null
        ? null
        : `${words.label} better than the baseline by ${figureText(evaluation.versusBaseline.difference)}, on the same rows`,
    groups: evaluation.slices.map((slice) => ({
      group: `${clipped(slice.column)} ${clipped(slice.value, 60)}`,
      cases: slice.rows,
      measured: slice.metrics[primary] ?? UNKNOWN,
    })),
    worst: worstText(evaluation),
    cautions: cautionsOf(remarks(facts)),
    parity: `${count(parity.rows)} rows as fitted, as read back and one by one: largest difference ${String(Math.max(parity.reloaded, parity.singleRow))}; over HTTP ${parity.http === null ? 'not measured yet' : String(parity.http)}`,
  };
}

function taskText(target: string | null, task: Task): string {
  const of = target === null ? '' : ` of ${clipped(target)}`;
  const classes = isClassed(task) ? `: ${listed(task.classes.map((c) => clipped(c, 30)))}` : '';
  const within = task.category === 'ranking' ? ` within each ${clipped(task.group)}` : '';
  return `${task.category}${of}${within}${classes}`;
}

function splitText({ design, rows }: ReportFacts): string {
  const { name, column } = design.data.split;
  const by = `${name}${column === null ? '' : ` by ${clipped(column)}`}`;
  if (rows === null) return by;
  return `${by}: ${count(rows.train)} rows to learn from, ${count(rows.validation)} to choose by, ${count(rows.test)} to measure on`;
}

function importancesText(found: TrainedModel['evaluation']['importances']): string | null {
  if (found === null) return null;
  const shown = found.slice(0, 8).map(({ column, share }) => `${clipped(column)} ${percent(share)}`);
  return listed([...shown, ...found.slice(8).map(({ column }) => column)], 8);
}

function triedTable({ models, design, subject }: ReportFacts): VersionStory['tried'] {
  const { primary } = models[subject]!.evaluation;
  const { label, better } = metricWords(primary);
  const worth = ({ evaluation }: TrainedModel): number => {
    const value = evaluation.metrics[primary]?.value ?? null;
    return value === null ? -Infinity : better === 'higher' ? value : -value;
  };
  return {
    columns: ['Model', 'Tier', label, 'Fit', 'One row', 'Size'],
    rows: models
      .toSorted((a, b) => worth(b) - worth(a))
      .slice(0, 20)
      .map((m) => [
        `${m.manifest.model.name}${m === models[subject] && design.models.length > 1 ? ' (this version)' : ''}`,
        m.tier,
        figureText(m.evaluation.metrics[primary] ?? UNKNOWN),
        seconds(m.fitSeconds),
        micros(m.singleRowMicros),
        bytes(m.bytes),
      ]),
  };
}

function trainingText({ design, sample }: ReportFacts): string | null {
  const { training } = design;
  const parts = [
    sample !== undefined && `learned from a sample of ${count(sample.drawn)} of ${count(sample.of)} rows`,
    training?.imbalance !== undefined && `rare classes: ${training.imbalance.name}`,
    training?.calibration !== undefined && `calibration: ${training.calibration.name}`,
    training?.parallel !== undefined && `${training.parallel}-parallel where a model can be`,
    training?.from === 'champion' && 'went on from the champion',
  ];
  return parts.filter((p) => typeof p === 'string').join('; ') || null;
}

function worstText({ slices, worstSlice, primary }: TrainedModel['evaluation']): string | null {
  if (slices.length === 0) return null;
  if (worstSlice === null)
    return `none of ${slices.length} groups is worse than chance among so many explains`;
  const { column, value, rows, metrics } = slices[worstSlice]!;
  return `${clipped(column)} ${clipped(value, 60)}: ${metricWords(primary).label} ${figureText(metrics[primary] ?? UNKNOWN)} on ${count(rows)} rows, clearly worse than the groups of that column are on average`;
}
