import { calibrators } from '../../../calibrators/index.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { sliceMeans } from '../../../explain/worst-slice.ts';
import { samplers } from '../../../samplers/index.ts';
import { type Html, html } from '../html.ts';
import { metricWords } from '../metric-words.ts';
import { name, sentence } from '../names.ts';
import { count, decimalsFor, fixed, measuredText, percent } from '../numbers.ts';

/** Something that a person should weigh before acting on the verdict. */
export interface Remark {
  readonly tone: 'good' | 'info' | 'warn';
  readonly says: Html;
}

/** What the facts say beyond the headline; warnings first. */
export function remarks(facts: ReportFacts): readonly Remark[] {
  const found = [
    simpler(facts),
    weakest(facts),
    biased(facts),
    ...data(facts),
    calibrated(facts),
    fewToCalibrate(facts),
    parity(facts),
  ];
  const order = { warn: 0, info: 1, good: 2 };
  return found.filter((r) => r !== null).sort((a, b) => order[a.tone] - order[b.tone]);
}

/** A model of a lower tier that does as well, as far as these rows can tell. */
function simpler({ models, subject, comparison }: ReportFacts): Remark | null {
  const tiers = ['baseline', 'simple', 'complex'];
  const own = models[subject]!;
  if (comparison === null || comparison.subject !== subject) return null;
  const rival = models.find((model, i) => {
    const low = comparison.differences[i]?.low;
    return tiers.indexOf(model.tier) < tiers.indexOf(own.tier) && typeof low === 'number' && low <= 0;
  });
  if (rival === undefined) return null;
  return {
    tone: 'info',
    says: html`The ${rival.tier} model ${name(rival.manifest.model.name)} is not distinguishable from this one on these rows. It may be the better choice where a model must be explained or kept small.`,
  };
}

function weakest({ models, subject }: ReportFacts): Remark | null {
  const { slices, worstSlice, primary } = models[subject]!.evaluation;
  if (slices.length === 0) return null;
  const { label } = metricWords(primary);
  if (worstSlice === null)
    return {
      tone: 'good',
      says: html`None of the ${slices.length} slices is worse by ${label} than chance among so many explains.`,
    };
  const slice = slices[worstSlice]!;
  const measured = slice.metrics[primary]!;
  const decimals = decimalsFor([measured]);
  const mean = sliceMeans(slices, primary).get(slice.column)!;
  return {
    tone: 'warn',
    says: html`It does worst where ${name(slice.column)} is ${name(slice.value)}: ${label} ${measuredText(measured, decimals)} on ${count(slice.rows)} rows, against ${fixed(mean, decimals)} for the slices of that column on average.`,
  };
}

/** A sample that does not stand for the rows it was drawn from. */
function biased({ design, sample }: ReportFacts): Remark | null {
  const chosen = design.data.sample;
  const bias = samplers.find((s) => s.name === chosen?.name)?.traits.bias;
  if (!bias || sample === undefined || sample.drawn === sample.of) return null;
  return {
    tone: 'warn',
    says: html`It learned from a biased sample of ${count(sample.drawn)} of ${count(sample.of)} rows (${chosen?.name}): ${bias}. It was measured on every test row.`,
  };
}

function data({ dataset }: ReportFacts): readonly Remark[] {
  const warnings = dataset.findings.filter((f) => f.severity === 'warning');
  const shown = warnings
    .slice(0, 3)
    .map((finding): Remark => ({ tone: 'warn', says: sentence(finding.says) }));
  const more = warnings.length - shown.length;
  if (more === 0) return shown;
  return [
    ...shown,
    {
      tone: 'warn',
      says: html`${more} more ${more === 1 ? 'warning' : 'warnings'} about <a href="#data">the data</a>.`,
    },
  ];
}

/** Judged by the bins of the calibration plot: how many of their intervals hold what was foretold. */
function calibrated({ models, subject }: ReportFacts): Remark | null {
  const bins = models[subject]!.evaluation.curves.calibration;
  if (bins === undefined || bins.length < 3) return null;
  const off = bins.filter((b) => b.predicted < b.low || b.predicted > b.high);
  // One bin in twenty lies outside by chance.
  if (off.length <= 1)
    return {
      tone: 'good',
      says: html`Its probabilities can be read as frequencies: ${off.length === 0 ? 'all' : `${bins.length - 1} of`} ${bins.length} bins came true about as often as foretold.`,
    };
  const { predicted, observed } = farthest(off);
  const mostly = off.length <= bins.length / 2;
  return {
    tone: mostly ? 'info' : 'warn',
    says: html`Its probabilities ${mostly ? 'are off in places' : 'should not be read as frequencies'}: ${off.length} of ${bins.length} bins did not come true as often as foretold. Where it said ${percent(predicted)}, ${percent(observed)} came true.`,
  };
}

/** A calibrator that learned from fewer rows than it wants. */
function fewToCalibrate({ design, rows }: ReportFacts): Remark | null {
  const calibrator = calibrators.find((c) => c.name === design.training?.calibration?.name);
  if (calibrator === undefined || rows === null || rows.validation >= calibrator.traits.wants) return null;
  return {
    tone: 'warn',
    says: html`The calibrator ${name(calibrator.name)} learned from ${count(rows.validation)} validation rows and wants ${count(calibrator.traits.wants)}: its curve may be chance.`,
  };
}

const farthest = <B extends { predicted: number; observed: number }>(bins: readonly B[]): B =>
  bins.reduce((a, b) => (Math.abs(b.predicted - b.observed) > Math.abs(a.predicted - a.observed) ? b : a));

function parity({ models, subject }: ReportFacts): Remark | null {
  const { rows, reloaded, singleRow, http } = models[subject]!.parity;
  const largest = Math.max(reloaded, singleRow, http ?? 0);
  if (largest > 0)
    return {
      tone: 'warn',
      says: html`Paths that must agree differ by up to ${String(largest)}: see <a href="#lineage">parity</a>.`,
    };
  return {
    tone: 'good',
    says: html`Training, the reloaded artifact${http === null ? ' and' : ','} the single-row path${http !== null && ' and HTTP'} gave the same numbers on ${count(rows)} rows, to the last bit.`,
  };
}
