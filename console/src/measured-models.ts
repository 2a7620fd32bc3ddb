import type { Measured } from '../../src/contracts/evaluation.ts';
import type { Params } from '../../src/contracts/params.ts';
import type { VersionFacts } from '../../src/contracts/version-facts.ts';

/** A model that a run measured, of any kind of system, as far as it was. */
export interface MeasuredModel {
  readonly name: string;
  /** "baseline", "in the mix", "weighed": in a word, what it is among the others. */
  readonly note: string;
  /** Whether it is what the version answers with. */
  readonly chosen: boolean;
  readonly score: Measured;
  /** How much better what was chosen is, on the same rows or users; null of that itself, or where nothing was compared. */
  readonly behind: Measured | null;
  readonly fitSeconds: number;
  /** To score one row or 100 posts, to find candidates, or to make a whole slate; null in older versions. */
  readonly micros: number | null;
  readonly bytes: number | null;
  readonly params: Params;
}

export interface MeasuredRun {
  /** The measure by which models are compared, and on what: "test rows". */
  readonly primary: string;
  readonly on: string;
  /** What `micros` is the time of. */
  readonly timed: string;
  readonly models: readonly MeasuredModel[];
}

const UNKNOWN: Measured = { value: null, low: null, high: null };

/** The models of the run that a version came of, in the order in which they were tried. */
export function measuredRun(found: VersionFacts): MeasuredRun {
  if (found.kind === 'predict') {
    const { models, subject, comparison } = found.facts;
    const { primary } = models[subject]!.evaluation;
    return {
      primary,
      on: 'test rows',
      timed: 'one row',
      models: models.map((m, i) => ({
        name: m.manifest.model.name,
        note: m.tier,
        chosen: i === subject,
        score: m.evaluation.metrics[primary] ?? UNKNOWN,
        behind: comparison?.differences[i] ?? null,
        fitSeconds: m.fitSeconds,
        micros: m.singleRowMicros,
        bytes: m.bytes,
        params: m.manifest.model.params,
      })),
    };
  }
  return found.kind === 'recommend' ? ofRecommender(found.facts.trained) : ofFeed(found.facts.trained);
}

type Trained<K extends VersionFacts['kind']> = Extract<VersionFacts, { kind: K }>['facts'] extends {
  readonly trained: infer T;
}
  ? T
  : never;

/** The whole and each retriever alone on test users; what was not kept, on validation users, is in the report. */
function ofRecommender({
  evaluation,
  choice,
  fitSeconds,
  slateMicros,
  retrieverCosts,
  bytes,
}: Trained<'recommend'>): MeasuredRun {
  const { primary, metrics, retrievers } = evaluation;
  const trialOf = (retriever: string) =>
    choice.trials
      .filter((t) => t.retriever === retriever && t.value !== null)
      .reduce<(typeof choice.trials)[number] | undefined>(
        (best, t) => (best === undefined || t.value! > best.value! ? t : best),
        undefined,
      );
  return {
    primary,
    on: 'test users',
    timed: 'a whole slate, of a retriever alone its candidates',
    models: [
      {
        name: retrievers.map(({ retriever }) => retriever).join(' + '),
        note: choice.kind,
        chosen: true,
        score: metrics[primary] ?? UNKNOWN,
        behind: null,
        fitSeconds,
        micros: slateMicros,
        bytes,
        params: {},
      },
      ...(retrievers.length < 2 ? [] : retrievers).map(({ retriever, metrics: alone, behind }, r) => ({
        name: retriever,
        note: 'alone',
        chosen: false,
        score: alone[primary] ?? UNKNOWN,
        behind,
        fitSeconds: trialOf(retriever)?.fitSeconds ?? 0,
        micros: retrieverCosts?.[r]?.micros ?? null,
        bytes: retrieverCosts?.[r]?.bytes ?? null,
        params: trialOf(retriever)?.params ?? {},
      })),
    ],
  };
}

function ofFeed({ choice, scoreMicros, bytes }: Trained<'feed'>): MeasuredRun {
  return {
    primary: choice.primary,
    on: 'validation pages',
    timed: '100 posts, features not counted',
    models: choice.trials.map((t, i) => ({
      name: t.model,
      note: t.weighed ? 'rows weighed by propensity' : 'rows as they are',
      chosen: i === choice.chosen,
      score: t.value,
      behind: t.behind.value === null ? null : t.behind,
      fitSeconds: t.fitSeconds,
      micros: t.micros ?? (i === choice.chosen ? scoreMicros : null),
      bytes: t.bytes ?? (i === choice.chosen ? bytes : null),
      params: t.params,
    })),
  };
}

/** Those that none other beats both in score and in cost; of equals all. Models without either are left out. */
export function paretoSet<M extends { readonly score: Measured }>(
  models: readonly M[],
  cost: (model: M) => number | null,
  better: 'higher' | 'lower',
): readonly M[] {
  const sign = better === 'higher' ? 1 : -1;
  const told = models.flatMap((model) => {
    const price = cost(model);
    return model.score.value === null || price === null
      ? []
      : [{ model, worth: sign * model.score.value, price }];
  });
  return told
    .filter(
      (a) =>
        !told.some(
          (b) => b.worth >= a.worth && b.price <= a.price && (b.worth > a.worth || b.price < a.price),
        ),
    )
    .map(({ model }) => model);
}
