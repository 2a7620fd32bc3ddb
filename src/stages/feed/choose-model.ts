import type { Measured } from '../../contracts/evaluation.ts';
import type { FeedChoice, FeedTrial } from '../../contracts/feed-evaluation.ts';
import { stateBytes } from '../../contracts/state.ts';
import { entropyOfRate, knownRows, metricOf } from '../../explain/feed/judge-heads.ts';
import {
  broughtBy,
  broughtValue,
  type JudgedPages,
  judgementOf,
  orderBy,
} from '../../explain/feed/judge-pages.ts';
import { overReaders } from '../../explain/feed/over-readers.ts';
import { logLoss } from '../../metrics/log-loss.ts';
import { mae } from '../../metrics/mae.ts';
import { rocAuc } from '../../metrics/roc-auc.ts';
import { multiTaskModels } from '../../multitask/index.ts';
import { givenOf, openFeedScorer, valuesOf, worthOf } from '../../recipe/feed/feed-scorer.ts';
import { type FeedPorts, type FeedTask, readerOfRows } from './feed-task.ts';
import { alone, type FittedHeads } from './fit-heads-model.ts';
import { pageMicros } from './prove-scores.ts';
import { saidAtFirst, saidOf } from './score-part.ts';

/** What one model comes to on validation pages. */
interface Judged {
  readonly fitted: FittedHeads;
  /** [pages] */
  readonly values: Float64Array;
  readonly normalisedEntropy: number | null;
  readonly heads: FeedTrial['heads'];
  readonly micros: number;
}

/**
 * Which model ranks: of those whose pages do not bring clearly less than the best ones, simple ones first, the one whose
 * chances tell most beyond the rates; by paired intervals over the readers of validation pages.
 */
export function chooseModel(
  task: FeedTask,
  fitted: readonly FittedHeads[],
  examination: Float64Array | null,
  ports: FeedPorts,
): FeedChoice {
  const { design, validation } = task;
  const { primary, k, samples, level } = design.evaluation;
  const { occasions } = validation;
  const options = { samples, level, seed: design.seed };
  const judged = fitted.map((one) => judge(task, one, { occasions, examination, k }, ports));
  const means = overReaders(
    judged.map(({ values }) => values),
    occasions.reader,
    options,
  );
  const best = highest(means);
  const behind = overReaders(
    judged.map(({ values }) => judged[best]!.values.map((value, p) => value - values[p]!)),
    occasions.reader,
    options,
  ).map((one, i) => (i === best ? NOTHING : one));
  const chosen = chosenOf(
    judged.map(({ fitted: { model }, normalisedEntropy }) => ({ name: model.name, normalisedEntropy })),
    behind,
  );
  const { calibrators, heads } = fitted[chosen]!;
  const trials = judged.map(
    (one, i): FeedTrial => ({
      model: one.fitted.model.name,
      params: one.fitted.model.params,
      weighed: one.fitted.weighed,
      value: means[i]!,
      behind: behind[i]!,
      normalisedEntropy: one.normalisedEntropy,
      heads: one.heads,
      fitSeconds: one.fitted.fitSeconds,
      micros: one.micros,
      bytes: stateBytes(one.fitted.model.state),
    }),
  );
  return {
    primary,
    judgement: judgementOf({ examination }),
    pages: occasions.size,
    readers: new Set(occasions.reader).size,
    trials,
    chosen,
    calibrators: heads.map(({ name }, h) => ({ head: name, name: calibrators[h]?.name ?? null })),
    because: because(primary, trials, best, chosen, task.start),
  };
}

const NOTHING: Measured = { value: null, low: null, high: null };

const highest = (means: readonly Measured[]): number =>
  means.reduce(
    (best, { value }, i) => ((value ?? -Infinity) > (means[best]!.value ?? -Infinity) ? i : best),
    0,
  );

/**
 * Among those that are not clearly behind, the least surprised; of equals the first. A complex one only where no simple one
 * comes near: it was judged on pages that others made, and errs the most about posts that only it would put first.
 */
export function chosenOf(
  judged: readonly { readonly name: string; readonly normalisedEntropy: number | null }[],
  behind: readonly Measured[],
): number {
  const all = judged.map((_, i) => i).filter((i) => !((behind[i]!.low ?? 0) > 0));
  const simple = all.filter((i) => tierOf(judged[i]!.name) === 'simple');
  const near = simple.length > 0 ? simple : all;
  return near.reduce((least, i) =>
    (judged[i]!.normalisedEntropy ?? Infinity) < (judged[least]!.normalisedEntropy ?? Infinity) ? i : least,
  );
}

function judge(task: FeedTask, fitted: FittedHeads, pages: JudgedPages, ports: FeedPorts): Judged {
  const { design, columns, validation } = task;
  const { heads } = fitted;
  const { framing } = design;
  const worth = worthOf(heads, framing.objectives[framing.rankBy]!);
  const { occasions, x } = validation;
  const ranked = openFeedScorer(fitted, ports.kernels);
  const value = new Float64Array(x.rows);
  valuesOf(saidAtFirst(ranked, x, columns, heads.length), worth, value);
  const given = givenOf(heads);
  const values = broughtBy(pages, broughtValue(occasions, worth, given), orderBy(occasions, value));
  const said = saidOf(openFeedScorer({ ...fitted, heads: alone(heads) }, ports.kernels), x, heads.length);
  const reader = readerOfRows(occasions);
  const entropies: number[] = [];
  const told = heads.map(({ name, kind }, h) => {
    const rows = knownRows(occasions.truth[h]!, said, heads.length, h, reader);
    if (kind === 'amount') return { head: name, value: metricOf(mae, rows.truth, rows.said) };
    const entropy = (metricOf(logLoss, rows.truth, rows.said) ?? Number.NaN) / entropyOfRate(rows.truth);
    if (Number.isFinite(entropy)) entropies.push(entropy);
    return { head: name, value: metricOf(rocAuc, rows.truth, rows.said) };
  });
  const mean = entropies.reduce((a, b) => a + b, 0) / entropies.length;
  const micros = pageMicros(ranked, x, heads.length, ports.clock);
  return { fitted, values, heads: told, normalisedEntropy: Number.isFinite(mean) ? mean : null, micros };
}

const tierOf = (name: string) => multiTaskModels.find((model) => model.name === name)?.traits.tier;

const called = ({ model, weighed }: FeedTrial): string =>
  weighed ? `${model}, rows weighed by how seldom they were shown,` : model;

/** In words, with the figures that decide. */
function because(
  primary: string,
  trials: readonly FeedTrial[],
  best: number,
  chosen: number,
  start: FeedTask['start'],
): string {
  const [top, taken] = [trials[best]!, trials[chosen]!];
  if (trials.length === 1 && start !== undefined)
    return `${called(taken)} went on from version ${start.version}, by the pages since.`;
  if (trials.length === 1) return `${called(taken)} is the only model of the design.`;
  const surprise = (of: FeedTrial): string => of.normalisedEntropy?.toFixed(4) ?? 'nothing that can be told';
  if (best !== chosen && tierOf(top.model) === 'complex')
    return `${called(taken)} brings no clearly less than ${called(top)} by ${primary} (${shown(taken.behind)} less), and is simpler.`;
  if (best !== chosen)
    return `${called(taken)} brings no clearly less than ${called(top)} by ${primary} (${shown(taken.behind)} less), and its chances tell more: log loss beside that of the rates ${surprise(taken)} against ${surprise(top)}.`;
  const others = trials.filter((_, i) => i !== chosen);
  const unclear = others.filter(({ behind }) => !((behind.low ?? 0) > 0));
  const clear = others.length - unclear.length;
  if (unclear.length === 0)
    return `${called(taken)} brings clearly more than all ${others.length} others by ${primary}.`;
  return `${called(taken)} brings most by ${primary}, clearly more than ${clear} of ${others.length} others, and its chances tell most of those that come near it and are as simple: log loss beside that of the rates ${surprise(taken)}.`;
}

const shown = ({ value, low, high }: Measured): string =>
  value === null ? 'nothing' : `${value.toFixed(4)}, interval ${low?.toFixed(4)} to ${high?.toFixed(4)},`;
